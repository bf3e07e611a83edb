"""Costs as students write them, read to the letter of question 3f."""

import re
import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.authoring import Disagreement, assert_grows_like
from grader.authoring.growth import Unreadable, growth

SLOPES = (Fraction(1, 1000), Fraction(1, 2), Fraction(999, 1000), Fraction(1))

SAME_AS_N2K = (
    """
N^2*K|N**2*K|N²K|N² K|N²·K|N²×K|N²⋅K|n²k|O(N²K)|Θ(N^2 K)|θ(n^2 k)|o(n²k)| O ( N * N * K ) |KN²
NNK|N(NK)|(N)(N)(K)
2N²K|N²K/2|1/2 N²K|0.5N²K|.5N²K|2.N²K|N²K + 5|N²K+N²+K|5N^2*K - N*K|N^3/N K|N²K/(1)|2(N²K)
K*N^(2)|N^(1+1)K|N^2.0 K
N^3 K^2/(N K)|(N^2)K|(NK)²/K|(N²K²)^0.5 N|N^(3/2)N^0.5K|N^+2 K|N^--2 K|--N²K|N^-1 N³K|N³K N^-1
(N²)²K/N²|N^2^1K|N²K+100000000000N²
((N²K))|O((N²)K)|2*3N²K|N**2**1*K
𝒪(N²K)|𝓞(N^2 K)|$N^2K$|$$O(N^2 K)$$|$\\mathcal{O}(N^2 K)$|\\mathcal O(N^{2}K)|\\mathrm{O}(N^2K)
\\Theta(N^{2} \\cdot K)|$\\mathcal{O}\\left(N^2 \\times K\\right)$|N^{2}\\,K
N^{1+1}K|\\frac{N^2 K}{2}|$ N^{3} K / N $|O\\left( N^2\\;K \\right)
""".strip()
    .replace("\n", "|")
    .split("|")
)

OTHER_CLASSES = "N²|NK|N²K²|N³|K²N|N²K+N³K|N^2.001K|N²K/N|K²|N^1.999 K|1|N²K*K^.01".split("|")

UNREADABLE = (
    """
|N log N|N²K!|N²K =
f(N)|O(N²)(K)|O(N)+O(K)|O(N²)+O(K)|O(N²|N²K)|(N²K|O N²K|OO(N²K)|O(O(N²K))|Ω(N²K)|o|O()|N^|N²²
²N|^2|N*|*N|N/|/N|N+|N//K|N***K|N^K
N^(N/N)|N^(3N/K)|2^N|N^²|M²K|N_K|N,K|[N]|{N}|N²K;|N=K|N?|√N|∞|N⁴|1e3N|0xF|N''|N"|`N`|N\u00a0K
N\u200bK|Ｎ|Κ|Ν|import os|__import__|.|..N|N%K|N&K
$N²K|N$²K$|\\mathcal{P}(N)|\\cdotK|N^{2|N^{{2}}K|\\frac{N}|\\Omega(N²K)|\\mathcal{O}(N)(K)|\\input{x}
N/0|N/(N-N)|0^-1|N^99|(-1)^.5N|(N+K)^.5|N\0K
""".strip("\n")
    .replace("\n", "|")
    .split("|")
)


@pytest.mark.parametrize("slope", SLOPES, ids=str)
@pytest.mark.parametrize("text", SAME_AS_N2K)
def test_every_way_to_write_a_cost_is_read(text, slope):
    """Products as *, ·, ×, a space or nothing, powers as ^, **, ² and ³, small letters, O and Θ."""
    assert_grows_like(text, "N**2*K", slope)


@pytest.mark.parametrize("text", OTHER_CLASSES)
def test_another_class_is_told_apart(text):
    """At least at one of the slopes along which K may grow."""

    def agrees(slope):
        try:
            assert_grows_like(text, "N**2*K", slope)
        except Disagreement as failure:
            assert "another growth class, should be N**2*K" in str(failure)
            return False
        return True

    assert not all(map(agrees, SLOPES))


@pytest.mark.parametrize("text", UNREADABLE)
def test_anything_else_is_unreadable_and_said_to_be(text):
    """Nothing is guessed, and nothing but Unreadable is raised."""
    with pytest.raises(Unreadable):
        growth(text)
    with pytest.raises(Disagreement, match="cannot read .* in the cost .write for example"):
        assert_grows_like(text, "N", Fraction(1))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("O(N^2 log K)", "'log'"), ("N^2 + m", "'m'"), ("N sqrt(K)", "'sqrt'"), ("N ]", "']'")],
)
def test_what_cannot_be_read_is_shown_as_it_was_written(text, shown):
    """A word, and not one of its letters in capitals."""
    with pytest.raises(Disagreement, match=f"cannot read {re.escape(shown)} in the cost"):
        assert_grows_like(text, "N", Fraction(1))


@pytest.mark.parametrize("text", ["-N²K", "0", "N-N", "K-N²K", "N²K(0-1)"])
def test_a_cost_is_positive(text):
    """-N² grows in size, but takes no time."""
    with pytest.raises(Disagreement, match="is not a positive cost"):
        assert_grows_like(text, "N**2*K", Fraction(1, 2))


@pytest.mark.parametrize("answer", [None, 5, b"N", ["N"]], ids=repr)
def test_a_cost_is_a_string(answer):
    """Whatever else came is described."""
    with pytest.raises(Disagreement, match="should be a string"):
        assert_grows_like(answer, "N", Fraction(1))


def test_precedence_is_that_of_mathematics():
    """Powers bind most tightly and to the right; a product without a sign is like one with."""
    slope = Fraction(1, 7)
    exponent = {
        text: growth(text).exponent(slope) for text in ("2N^2K", "N^2^3", "N/K N", "-N^2+N^3")
    }
    assert exponent == {
        "2N^2K": 2 + slope,
        "N^2^3": 8,
        "N/K N": 2 - slope,
        "-N^2+N^3": 3,
    }


HOSTILE = [
    "((N+1)^20)^20", "(N+K+1)^20", "+".join(["(N+1)^19"] * 20), "+".join(["1/(N+1)^9"] * 18),
    "(" * 200, "(" * 30 + "N" + ")^20" * 30, "(" * 40 + ".1" + ")^20" * 38,
    "(" * 40 + "9" + ")^20" * 38, "-" * 199 + "N", "N^" * 99 + "N", "N^(" * 60 + "1" + ")" * 20,
    "9^9^9^9^9^9^9", "10**10**10", "2^-" * 60 + "2", "N/(." + "0" * 150 + "1^2.5)",
    "9" * 200, "." + "9" * 199, "N" * 200, "N²" * 100, "O(" * 100, "N^" + "9" * 198,
    "(1/3)^19.5" * 20, "N" * 10**6, "(" * 10**6, "\U0001d4dd" * 50, "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_cost_is_judged_at_once(text):
    """One such text could otherwise stop the marking of a class."""
    start = time.process_time()
    try:
        assert_grows_like(text, "N**2*K", Fraction(1, 2))
    except Disagreement as failure:
        assert len(str(failure)) < 250
    assert time.process_time() - start < 1.0


@given(
    st.text(st.sampled_from("NKnkOΘ()+-*/^²³·×. 0123456789"), max_size=30) | st.text(max_size=20)
)
def test_any_text_is_a_cost_or_unreadable(text):
    """No other exception, whatever the text; a property would take it for a bug of ours."""
    try:
        assert_grows_like(text, "N**2*K", Fraction(1, 3))
    except Disagreement:
        pass


@given(
    a=st.integers(0, 9), b=st.integers(0, 9), c=st.integers(1, 99), slope=st.sampled_from(SLOPES)
)
def test_a_single_term_grows_with_its_powers(a, b, c, slope):
    """N**a * K**b with K = N**slope is N**(a + b*slope), whatever the factor."""
    assert growth(f"{c} N^{a} K**{b}").exponent(slope) == a + b * slope
