"""What students and file names may hold at their worst, as strategies."""

import unicodedata
from dataclasses import replace

from hypothesis import strategies as st

from grader.class_results import RubricMark
from grader.model import CodeWarning, Outcome
from tests.grader.report.sample_class import HOSTILE, sample_class, sample_report

__all__ = ["FORMULA_STARTS", "classes", "is_seen", "texts"]

PLAIN = sample_class(4)  # made once: a sheet must not be imported while Hypothesis draws
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WORST = (
    *HOSTILE,
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1",
    "a\r\nb,c;d\te",
    '"',
    '""",',
    "\x00\x1b[2J\x07\u202e\ufeff\ud800",
    "\ufffe\uffff\U0001ffff",
    "```\nout\n````\n<b>out</b>",
    "# h\n\n- [x](javascript:alert(1)) ![i](u) <script>1</script> &lt; | a | `c`",
    "1. one",
    "- item",
    "==\n--\n",
    "]]>",
    "<![CDATA[",
    "&#0;",
)
texts = (
    st.sampled_from(WORST) | st.text(max_size=30) | st.lists(st.sampled_from(WORST)).map("".join)
)


def is_seen(character):
    """Whether it is a letter, a sign or a space of any kind, and neither hidden nor in command."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@st.composite
def classes(draw):
    """A class of four, in which everything that a student controls is drawn."""
    rows = tuple(
        replace(
            row,
            folder=f"{draw(texts)} {number}",
            id=draw(texts),
            name=draw(texts),
            notes=(draw(texts),),
            problem=draw(texts) if number == 2 else "",
            lost=tuple(replace(each, misconception=draw(texts)) for each in row.lost[:2]),
            rubric=(RubricMark("1a", 1.5, 2.0, draw(texts)),),
            written=("1a", "1b"),
        )
        for number, row in enumerate(PLAIN.rows)
    )
    said = draw(st.tuples(texts, texts, texts, texts))
    reports = {row.result: _says(sample_report(row), said) for row in rows}
    remarks = (draw(texts), draw(texts))
    return replace(PLAIN, rows=rows, remarks=remarks, report=reports.__getitem__)


def _says(report, said):
    """The report with these texts wherever a student's text can be."""
    message, call, returned, answer = said
    marks = tuple(
        replace(
            mark,
            earned=mark.earned and mark.earned - 1,
            verdicts=tuple(
                replace(
                    verdict,
                    outcome=Outcome.WRONG if verdict.outcome is Outcome.PASSED else verdict.outcome,
                    message=message,
                    call=call,
                    returned=returned,
                    misconception=message,
                )
                for verdict in mark.verdicts[:2]
            ),
        )
        for mark in report.marks[:3]
    )
    return replace(
        report,
        marks=marks,
        written=(("1a", answer), ("1b", message)),
        warnings=(
            CodeWarning(message=message, places=2, function="f", line=3, call=call, calls=2),
        ),
        remarks=(call,),
    )
