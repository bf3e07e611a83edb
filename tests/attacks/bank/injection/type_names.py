"""Types with names that are no names."""


def double(x):
    return type("\x1b[31mred\n", (), {})()


def average(values):
    raise type("\x1b]0;\u202e" + "x" * 300, (Exception,), {})("\udc80\udfff\x00")
