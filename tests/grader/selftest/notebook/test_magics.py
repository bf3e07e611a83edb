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
    assert again.data == output.data
    (failed,) = started.run("%%grade 2a\n1 / 0")
    assert failed.ename == "ZeroDivisionError"
