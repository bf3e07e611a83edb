"""
Orders of methods.

How does the error of a method on a smooth function fall with the width h of its steps? (a) as h,
(b) as h²; (c) as h³; (d) as h⁴.

- 7a: the trapezoidal rule.
- 7b: Simpson's rule.
- 7c: how many times is an interval of length 1 to be halved, to be at most 1e-6 long?
"""

from grader.authoring import choice, quantity

ID = "7"
TITLE = "Orders of methods"
test_trapezoid = choice("7a", "abcd", right="b", law="The order of the trapezoidal rule.")
test_simpson = choice("7b", "abcd", right="d", law="The order of Simpson's rule.")
test_halvings = quantity("7c", right=20, law="The number of halvings.")
