"""Names and texts that a spreadsheet computes."""

FORMULA = '=HYPERLINK("http://x","y")'


class Meta(type):
    pass


raise type(FORMULA, (Exception,), {})("+1+cmd|' /C calc'!A0")


def double(x):
    raise type("@SUM(1)", (Exception,), {})(FORMULA)


def average(values):
    return FORMULA
