"""
Pages that need nothing but themselves: one file each, for any browser, now or in ten years.

``class_report`` and ``feedback`` fill the templates, ``pages`` makes one file of template, style
and script, and ``task`` has the question's text as it stands on both. ``students`` has a line for
each student, and ``plots`` draws what is counted in ``classes``.
"""
