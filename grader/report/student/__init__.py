"""
One student's report in words: on a terminal, read aloud, as Markdown.

A report and a language go in, lines come out. ``feedback`` groups what was lost, so that one
mistake is told once; ``sentences`` has the words that all forms share; ``asides`` tells what was
printed and warned of; ``terminal``, ``plain`` and ``markdown`` are the forms. ``question`` shows a
question's text and its laws.
"""
