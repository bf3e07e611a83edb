"""Text that turns the text around it."""

CODES = "\u202e\u2066\u2067\u200f\u061c\u2028\u2029\ufeff\u200b\U000e0041"


def double(x):
    raise ValueError("9 of 9 points" + CODES)


def average(values):
    return {CODES: CODES}
