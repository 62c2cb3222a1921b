"""What the fields of forms are labelled."""

LABELS = {
    "reason": "Reason",
    "feedback": "Feedback",
    "password": "Password",
    "security-answer": "Security answer",
    "code": "Code",
    "message": "Message",
}
