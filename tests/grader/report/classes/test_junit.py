"""Properties for CI servers."""

import xml.etree.ElementTree as ET
from functools import cache

from hypothesis import given

from grader.model import Outcome
from grader.report.classes.junit import junit_xml
from tests.grader.report.exports import DATA
from tests.grader.report.hostile import classes
from tests.grader.report.sample_class import sample_class


@cache
def schema():
    import xmlschema

    return xmlschema.XMLSchema(DATA / "junit-10.xsd")


def test_each_property_of_each_submission_is_a_case():
    """Lost ones are failures, undecided ones errors, and the counts say how many."""
    results = sample_class(60)
    root = ET.fromstring(junit_xml(results))
    suites = {suite.get("name"): suite for suite in root}
    row = next(r for r in results.rows if any(x.outcome is Outcome.UNDECIDED for x in r.lost))
    undecided = sum(each.outcome is Outcome.UNDECIDED for each in row.lost)
    suite = suites[row.folder]

    assert len(suites) == 60
    assert len(suite) == sum(len(question.properties) for question in results.questions)
    assert len(suite.findall("*/error")) == int(suite.get("errors")) == undecided
    assert len(suite.findall("*/failure")) == int(suite.get("failures"))
    assert int(suite.get("failures")) == len(row.lost) - undecided
    assert int(root.get("tests")) == sum(int(each.get("tests")) for each in root)


def test_a_failure_tells_what_the_student_is_told():
    """The law or the misconception in its title, the smallest call in its text."""
    results = sample_class(2)
    lost = results.rows[0].lost[0]
    failure = ET.fromstring(junit_xml(results))[0].find("testcase/failure")

    assert failure.get("type") == str(lost.outcome)
    assert "Call: " in failure.text
    assert "Found: " in failure.text


def test_who_could_not_be_graded_is_an_error():
    """The suite is there, and the reason."""
    results = sample_class(8)
    suite = ET.fromstring(junit_xml(results))[7]

    assert (suite.get("tests"), suite.get("errors")) == ("1", "1")
    assert suite.find("testcase/error").get("message") == results.rows[7].problem


def test_names_stay_out_of_it():
    """A CI server is read by more people than a gradebook."""
    results = sample_class(30)
    text = junit_xml(results)
    called = {row.name for row in results.rows}

    assert called
    assert not [name for name in called if f'"{name}"' in text]


def test_it_is_valid():
    """Against the schema of Jenkins, for an ordinary class."""
    schema().validate(junit_xml(sample_class(20)))


@given(results=classes())
def test_whatever_is_in_it_it_is_valid(results):
    """Control characters, surrogates and ends of markup among it."""
    schema().validate(junit_xml(results))
