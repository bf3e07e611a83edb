"""
How the claims of the printed solutions are checked: with the model answers, SymPy, and search.

What is right stands nowhere here.  A check takes the claim from ``claims.toml``, computes what is
the case, and compares; where a claim speaks of all images, kernels or numbers, it is tried on
some that were chosen for how different they are.
"""
