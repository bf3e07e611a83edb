"""The rewards in a real task of Verifiers, as its methods; a whole rollout needs a model."""

import asyncio

import pytest

from tests.grader.misbehaviour import right, submission

vf = pytest.importorskip("verifiers.v1", reason="Verifiers is an extra, and very large")
TRIPLES = submission("return 3 * x")


@pytest.fixture
def scored(toy):
    """The finished trace of a rollout whose last reply is this, scored by a task."""

    def run(kind, reply, sheet=toy, **how):
        class Doubling(vf.Task[vf.TaskData]):
            found = kind(str(sheet.folder), isolation="limits", **how)

        task = Doubling(vf.TaskData(prompt="Write it."))
        trace = vf.Trace(
            task=vf.TraceTask(type="Doubling", data=task.data),
            agent=vf.AgentInfo(config=vf.AgentConfig()),
            root_reply=reply,
        )
        asyncio.run(task.score(trace))
        return trace

    return run


@pytest.fixture
def kinds():
    """The module under test; it needs the package, too."""
    from grader.integrations import verifiers

    return verifiers


def test_a_right_reply_is_worth_one_and_a_wrong_one_less(scored, kinds):
    assert scored(kinds.reward, f"So:\n```python\n{right()}```").reward == 1
    assert 0 < scored(kinds.reward, TRIPLES).reward < 1


def test_a_rubric_has_a_reward_for_each_law_and_they_are_the_reward(scored, kinds, toy):
    trace = scored(kinds.law_rubric, TRIPLES)
    assert len(trace.rewards) == len(toy.properties)
    assert trace.rewards["a test_doubles"].value == 0
    assert trace.rewards["b test_averages"].value > 0
    assert trace.reward == pytest.approx(scored(kinds.reward, TRIPLES).reward)


def test_only_names_questions(scored, kinds):
    trace = scored(kinds.law_rubric, right(), only="double")
    assert {name.split()[0] for name in trace.rewards} == {"a"}
    assert trace.reward == 1


def test_what_is_not_decided_is_an_error_and_no_reward(scored, kinds, doubtful):
    with pytest.raises(vf.TaskError, match="stayed open"):
        scored(kinds.reward, TRIPLES, doubtful)
    assert scored(kinds.reward, right(), doubtful).reward == 1


def test_a_function_can_be_plugged_into_a_tasks_config(kinds, toy, tmp_path):
    """There it is called without a task in front."""
    (tmp_path / "plugged.py").write_text(
        "from grader.integrations.verifiers import reward\n"
        f"ours = reward({str(toy.folder)!r}, isolation='limits')\n"
    )
    plugged = {"ours": {"fn": f"{tmp_path / 'plugged.py'}:ours"}}
    task = vf.Task(vf.TaskData(prompt="Write it."), vf.TaskConfig(rewards=plugged))
    trace = vf.Trace(
        task=vf.TraceTask(type="Task", data=task.data),
        agent=vf.AgentInfo(config=vf.AgentConfig()),
        root_reply=right(),
    )
    asyncio.run(task.score(trace))
    assert trace.rewards["ours"].value == 1
