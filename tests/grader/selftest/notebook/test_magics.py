"""``%load_ext grader``."""


def test_the_magics_check_a_line_and_a_cell(kernel):
    """``%%grade`` runs its cell first, and says nothing more where that fails."""
    started = kernel()
    assert started.run("%load_ext grader") == []
    (output,) = started.run(
        "%%grade 2a\nimport numpy as np\ndef softmax(c):\n    return c * np.nan"
    )
    assert "NaN" in output.data["text/plain"]
    (again,) = started.run("%grade 2a")
    told, once_more = output.data["text/plain"], again.data["text/plain"]
    assert told.startswith(once_more)  # what a check is worth is said once in a session
    assert "Official" in told.removeprefix(once_more)
    (failed,) = started.run("%%grade 2a\n1 / 0")
    assert failed.ename == "ZeroDivisionError"
