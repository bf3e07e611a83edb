"""Warnings that repaint, turn around, compute, and never end."""

import warnings

CODES = "\x1b[2J\x1b]0;9 of 9 points\x07\u202e\u2028"


def double(x):
    warnings.warn(f"=1+1{CODES}", stacklevel=1)
    warnings.warn(f"@SUM(1){CODES}", stacklevel=1)
    for n in range(100):
        warnings.warn(f"\t+{n}{CODES * 1000}", stacklevel=1)
    return None


average = double
