"""What each isolation guarantees, in the words that reports and the doctor share."""

from grader.language import message

__all__ = ["GUARANTEES"]

GUARANTEES = {
    "walled": message(
        "A submission computes and answers, and that is all; two separate walls see to it."
    ),
    "sealed": message("A submission computes and answers, and that is all."),
    "owned": message(
        "A submission computes and answers, as a user with no rights to the grader's files; what "
        "everybody may read on this machine, it may read, too."
    ),
    "limits": message(
        "Protects against accidents, not against malice: for code you would run yourself."
    ),
}
