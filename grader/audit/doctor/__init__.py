"""
Whether the isolation that this machine offers keeps what it promises.

``diagnose`` starts a real student's process under each tier and tries everything that is forbidden:
``inside`` runs probes in it, ``outside`` looks at it from here. ``findings`` is what was found, and
``recommend`` what would raise the tier. ``packages`` imports there what a sheet lets submissions
import.
"""
