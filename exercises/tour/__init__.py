"""
Numerical methods: integrals, roots, polynomials, data and chance.

Numbers are finite floats of size at most 1e6, and an answer may be off by one part in a million.
"Raises" means ValueError. Arrays are NumPy's; what is random comes from the generator that is
given. What belongs to no function is written into ``ANSWERS``, under the name before it.
"""

TITLE = "A tour of numerical methods"
QUESTIONS = ("integral", "root", "line", "figure", "chance", "order")
PACKAGES = ("numpy", "matplotlib")
LANGUAGES = ("en",)
WRITTEN = "added"
