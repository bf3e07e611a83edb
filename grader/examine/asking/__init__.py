"""
Asking many calls at once.

``scheduler`` knows what is wanted, ``call_rounds`` and ``call_order`` what of it is sent when, and
``batches`` sends it. ``right_orders`` finds out beforehand when a right submission is sent what.
"""
