"""
Students' processes: started, spoken to, and ended.

``launch`` gives a launcher, whose ``template`` process forks a child for each submission
(``forking``, ``children``, and ``walled_template`` inside the strongest isolation); where nothing
can be forked, ``fresh_launcher`` starts interpreters. ``child`` is one process with its
``channel``; ``availability`` tries which isolation works here.
"""
