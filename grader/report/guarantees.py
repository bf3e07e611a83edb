"""What each isolation guarantees, in the words that reports and the doctor share."""

__all__ = ["GUARANTEES"]

GUARANTEES = {
    "walled": "A submission computes and answers, and that is all; two separate walls see to it.",
    "sealed": "A submission computes and answers, and that is all.",
    "limits": "Protects against accidents, not against malice: for code you would run yourself.",
}
