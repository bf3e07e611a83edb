"""
Mistakes that students make on this sheet, a module for each question that has some.

They import nothing but NumPy, SymPy and the standard library, so that any of them can be put
into a submission as it stands.
"""
