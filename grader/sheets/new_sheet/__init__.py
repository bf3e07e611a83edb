"""
A new sheet, written from one of the templates in ``templates``: ``grader new``.

Each template is a small sheet that can be frozen, audited and handed to students as it is, so an
author begins with what works and changes it.
"""
