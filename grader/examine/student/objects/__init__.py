"""
What a property is given where a submission answers with an object or a function.

Read ``expected`` first: when that is so; ``model_of`` finds the model for it.  ``program`` keeps
what was done with objects in one example, ``student_object`` is what the property holds, and
``text`` writes all of it down so that it can be pasted.
"""
