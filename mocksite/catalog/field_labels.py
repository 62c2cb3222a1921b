"""The labels of the fields that a stage of a closing can have, by the name an edition gives them."""

LABELS = {
    "reason": "Reason",
    "feedback": "Feedback",
    "password": "Password",
    "security-answer": "Security answer",
    "code": "Code",
    "message": "Message",
}
