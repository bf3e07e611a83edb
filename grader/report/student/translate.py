"""
The sentences of which the messages of a report are made, for putting them into another language.

A report is made and stored in English.  A sentence is recognised by the phrase that it was made
from, and said anew with the same values; what stands in braces is left as it is, but for the
parts that are phrases themselves.  Numbers, Python and the student's own words stay untouched.
"""

import re
from functools import cache

from grader.examine.student.exception_advice import FILES, MODULES
from grader.language import Language, message

__all__ = ["PHRASES", "translated"]

# Names of values that are phrases in turn.
INNER = {"what", "found", "wanted", "note", "fact", "other", "one", "reason", "rest", "because"}

# What arrays count where the sheet does not say; see grader.examine.feedback.call_facts.
NOUNS = (message("element"), message("elements"), message("row"), message("rows"),
         message("column"), message("columns"))  # fmt: skip

# The most specific ones first: a sentence is put into words by the first that fits.
PHRASES = (
    message("first: {found}"),
    message("second: {found}"),
    message("third: {found}"),
    message("first, going by the second: {found}"),
    message("second, going by the first: {found}"),
    message("first, going by the others: {found}"),
    message("second, going by the others: {found}"),
    message("third, going by the others: {found}"),
    message("not implemented yet"),
    message("there is no function called {name}; {because}"),
    message("there is no function called {name}"),
    message("{near} has nearly that name: rename it if it is meant"),
    message("the file is not Python: see line {line}"),
    message("the file is not Python"),
    message("line {line} failed while loading: {error}"),
    message("cell {cell}, line {line} failed while loading: {error}"),
    message("raised {kind}: {text}"),
    message("raised an exception; {rest}"),
    message("raised {kind}; {rest}"),
    message("raised an exception"),
    message("raised {kind}"),
    message("{what} was still running after {seconds} s"),
    message("loading the file"),
    message("needed more memory than a submission may use"),
    message("{name} was not called any more: calls that led to nothing had taken {seconds} s"),
    message("{name} crashed the interpreter ({signal})"),
    message("{name} ended its own process ({how})"),
    message("the submission's process sent {text}"),
    message("gave two answers to the same input; use nothing but the arguments"),
    # Hints.
    message("goes wrong on all of {n} examples"),
    message("goes wrong on {wrong} of {n} examples that have nothing simple in common"),
    message("goes wrong where {fact}, and nowhere else ({wrong} of {n} examples)"),
    message("goes wrong only where {fact}, but not always there ({wrong} of {n} examples)"),
    message("goes wrong where {fact}, and in other places ({wrong} of {n} examples)"),
    message("goes wrong nowhere where {fact}, but in most other places ({wrong} of {n} examples)"),
    message("goes wrong unless {fact}, and sometimes even then ({wrong} of {n} examples)"),
    message("goes wrong unless {fact} ({wrong} of {n} examples)"),
    message("goes wrong mostly where {fact} ({wrong} of {n} examples)"),
    message("goes wrong mostly unless {fact} ({wrong} of {n} examples)"),
    # What an answer was, and what it should be.
    message("{found}, should be {wanted} ({note})"),
    message("{found}, should be {wanted}"),
    message("accepted what it should refuse (raise a ValueError here)"),
    message("`{name}` was changed (work on a copy: {text})"),
    message("`{name}` is {value}"),
    message("`{name}` {found}"),
    message("`{name}`: {found}"),
    message("changed its argument number {number} (work on a copy: x = x.copy())"),
    message("cannot read {text} in the cost (write for example N^3 + 2 N K)"),
    message("element {place} is NaN (NaN is never right)"),
    message("returned NaN (NaN is never right)"),
    message("{wrong} of {n} elements differ"),
    message("element {place} is {value}"),
    message("shape {number} is {value}"),
    message("shape is {value}"),
    message("entry {number} is {value}"),
    message("at {point} the formula {reason}"),
    message("the formula {reason}"),
    message("is not a real number"),
    message("has no value"),
    message("contains the symbol {name}"),
    message("is too large or too small to judge"),
    message("{text} is not a positive cost"),
    message("{text} is another growth class"),
    message("returned None (is a return missing?); should be {wanted}"),
    message("returned None (is a return missing?)"),
    message("returned nested lists of unequal lengths"),
    message("returned {n} values"),
    message("returned {n} shapes"),
    message("returned something"),
    message("returned {value}"),
    message("an array of real numbers"),
    message("an array of numbers"),
    message("an array"),
    message("an int"),
    message("a bool"),
    message("a real number"),
    message("a string"),
    message("a pair"),
    message("a matrix"),
    message("a single formula"),
    message("a list or tuple of ints"),
    message("a list or tuple of shapes"),
    message("a shape, as a tuple or list of ints"),
    message("a list or tuple"),
    # Facts.
    message("{one} and {other}"),
    message("{bigger} is larger than the number of {noun} of {name}"),
    message("the number of {noun} of {name} is no multiple of {value}"),
    message("the length of {name} is {fact}"),
    message("the largest number in {name} is beyond {value}"),
    message("{name} is no multiple of {value}"),
    message("{bigger} is larger than {value}"),
    message("{name} equals {value}"),
    message("{name} is negative throughout"),
    message("{name} is 0 throughout"),
    message("{name} is smaller than 0.001 throughout"),
    message("{name} is not square"),
    message("{name} is negative"),
    message("{name} is even"),
    message("{name} is odd"),
    message("{name} is at least {value}"),
    message("{name} is empty"),
    message("{name} is {value}"),
    message("even"),
    message("odd"),
    message("at least {value}"),
    message("{name} begins or ends with a space"),
    message("{name} has a capital letter"),
    message("an entry of {name} has a {key} of at least {value}"),
    message("an entry of {name} has the {key} {value}"),
    message("{name} has as many rows as columns"),
    message("{name} has more rows than columns"),
    message("{name} has fewer rows than columns"),
    message("{name} has several {noun}"),
    message("{name} has at least {value} {noun}"),
    message("{name} has an even number of {noun}"),
    message("{name} has an odd number of {noun}"),
    message("{name} has no {noun}"),
    message("{name} has 1 {noun}"),
    message("all numbers in {name} are equal"),
    message("{name} holds equal numbers"),
    message("{name} holds a negative number"),
    message("{name} holds a 0"),
    message("{name} holds a fraction"),
    message("{name} holds a number beyond {value}"),
)


def translated(text: str, words: Language) -> str:
    """``text`` in the language of ``words``, first as the sheet has it; unchanged if unknown."""
    for advice in (MODULES, FILES):
        if text.endswith(f"; {advice}"):
            said = text.removesuffix(f"; {advice}")
            return f"{translated(said, words)}; {words.say(advice)}"
    if (sheets := words.sheet(text)) != text:
        return sheets
    for phrase in PHRASES:
        fits = _pattern(phrase).fullmatch(text)
        if fits:
            values = {name: _value(name, value, words) for name, value in fits.groupdict().items()}
            return words.say(phrase, **values)
    return text


def _value(name: str, value: str, words: Language) -> str:
    """What stands in a phrase's braces, in another language where it is not the student's."""
    if name in INNER:
        return translated(value, words)
    return words.noun(value) if name == "noun" else value


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """What sentences made from a phrase look like."""
    parts = re.split(r"\{(\w+)\}", phrase)
    texts = [re.escape(part) for part in parts[::2]]
    values = [f"(?P<{name}>.+?)" for name in parts[1::2]]
    both = [part for pair in zip(texts, [*values, ""], strict=True) for part in pair]
    return re.compile("".join(both), re.DOTALL)
