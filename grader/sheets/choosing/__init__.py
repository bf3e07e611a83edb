"""
Which of many candidates become the examples of a property.

``candidates`` draws them.  Read ``traits`` first: what is special about an input; ``choice`` keeps
the fewest that have them all, and ``wrong_answers`` are those that three examples each have to
catch, tried within a ``cpu_limit``.  ``found`` keeps the calls that a probe of a class has found,
where the law holds of all ``right_solutions``.
"""
