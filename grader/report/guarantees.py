"""What each isolation guarantees, in the words that reports and the doctor share."""

from grader.language import message

__all__ = ["GUARANTEES"]

GUARANTEES = {
    "walled": message(
        "A submission computes and answers, and that is all; two separate walls see to it."
    ),
    "sealed": message("A submission computes and answers, and that is all."),
    "limits": message(
        "Protects against accidents, not against malice: for code you would run yourself."
    ),
}
