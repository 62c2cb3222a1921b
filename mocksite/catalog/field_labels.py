"""The labels of the fields in the stages of closings, by their names in editions."""

LABELS = {
    "reason": "Reason",
    "feedback": "Feedback",
    "password": "Password",
    "security-answer": "Security answer",
    "code": "Code",
    "message": "Message",
}
