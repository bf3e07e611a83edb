"""
Checks that a student makes at home, again and again, with everything kept warm.

``watch/`` checks a file whenever it is saved; ``notebook/`` answers ``check("2b")`` inside Jupyter,
``browser/`` where Jupyter itself runs in a page.
"""
