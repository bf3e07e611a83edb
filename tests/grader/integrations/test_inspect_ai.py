"""The scorer in a real evaluation of Inspect; a solver gives the answers, and no model is asked."""

import math

import pytest

from tests.grader.misbehaviour import right, submission

inspect_ai = pytest.importorskip("inspect_ai", reason="Inspect is an extra, and large")
pytestmark = pytest.mark.filterwarnings("default")  # those of Inspect and what it rests on


@pytest.fixture
def evaluated(toy, tmp_path):
    """Scores of answers, one sample each, with what is said of all of them."""
    from inspect_ai import Task, eval
    from inspect_ai.dataset import Sample
    from inspect_ai.model import ModelOutput
    from inspect_ai.solver import solver

    from grader.integrations.inspect_ai import laws

    @solver
    def answering():
        async def solve(state, generate):
            state.output = ModelOutput.from_content("mockllm/model", state.input_text)
            return state

        return solve

    def run(answers, sheet=toy, **metadata):
        scorer = laws(str(sheet.folder), isolation="limits")
        samples = [Sample(input=text, metadata=metadata) for text in answers]
        (log,) = eval(
            Task(dataset=samples, solver=answering(), scorer=scorer),
            model="mockllm/model",
            log_dir=str(tmp_path),
            display="none",
        )
        assert log.status == "success", log.error
        (metrics,) = (each.metrics for each in log.results.scores)
        return [sample.scores["laws"] for sample in log.samples], metrics

    return run


def test_a_right_answer_is_worth_one_and_a_wrong_one_less(evaluated):
    wrong = submission("return 3 * x")
    (first, second), metrics = evaluated([f"So:\n```python\n{right()}```", wrong])
    assert first.value == 1
    assert 0 < second.value < 1
    assert "double(" in second.explanation
    assert second.metadata["earned"] < second.metadata["possible"]
    assert metrics["mean"].value == pytest.approx((1 + second.value) / 2)


def test_a_sample_may_say_which_question_it_is_about(evaluated):
    (score,), _ = evaluated([right()], only="double")
    assert {name.split()[0] for name in score.metadata["laws"]} == {"a"}


def test_what_is_not_decided_is_unscored_and_in_no_metric(evaluated, doubtful):
    (first, second), metrics = evaluated([submission("return 3 * x"), right()], doubtful)
    assert math.isnan(first.value)
    assert first.reason == "undecided"
    assert first.metadata["open"] > 0
    assert second.value == metrics["mean"].value == 1
