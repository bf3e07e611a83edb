"""The same for an event loop: it goes on while submissions are examined."""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from grader import AsyncGrader, GraderError
from tests.grader.misbehaviour import right, submission

SOURCES = [right(), submission("return 3 * x"), "", right()]


@pytest.fixture(scope="module")
def on_a_loop(toy):
    """Run a coroutine function with an open grader, on a loop in a thread of its own."""

    async def opened(grader):
        async with grader:
            ready.set_result(grader)
            await asyncio.to_thread(done.result)

    ready, done = Future(), Future()
    loop = asyncio.new_event_loop()
    grader = AsyncGrader(toy.folder, jobs=2, isolation="limits", budget=0)
    with ThreadPoolExecutor(1) as alone:
        running = alone.submit(loop.run_until_complete, opened(grader))
        begun = ready.result()
        yield lambda work: asyncio.run_coroutine_threadsafe(work(begun), loop).result()
        done.set_result(None)
        running.result()
    loop.close()


def test_scores_are_those_of_the_other_grader_and_in_order(on_a_loop, warm):
    async def work(grader):
        return [score async for score in grader.score_all(SOURCES)]

    assert on_a_loop(work) == list(warm.score_all(SOURCES))


def test_sources_may_come_asynchronously_and_only_when_wanted(on_a_loop):
    taken = []

    async def arriving():
        while True:
            await asyncio.sleep(0)
            taken.append(right())
            yield taken[-1]

    async def work(grader):
        scores = grader.score_all(arriving(), only="double")
        first = [(await anext(scores)).reward for _ in range(2)]
        await scores.aclose()
        return first

    assert on_a_loop(work) == [1, 1]
    assert len(taken) <= 2 + 4


def test_many_tasks_may_ask_at_once_and_the_loop_goes_on(on_a_loop):
    async def work(grader):
        ticks = 0
        asked = asyncio.gather(*(grader.score(source) for source in SOURCES * 3))
        while not asked.done():
            ticks += 1
            await asyncio.sleep(0.001)
        return ticks, [score.reward for score in await asked]

    ticks, rewards = on_a_loop(work)
    assert ticks > 10
    assert rewards == rewards[: len(SOURCES)] * 3


def test_whoever_gives_up_waiting_holds_up_nobody(on_a_loop):
    async def work(grader):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(grader.score(submission("while True: pass")), 0.2)
        return (await grader.score(right())).reward

    assert on_a_loop(work) == 1


def test_what_the_operator_can_mend_is_told(on_a_loop, tmp_path):
    async def work(grader):
        with pytest.raises(GraderError):
            await grader.score(right(), only="9z")
        with pytest.raises(GraderError):
            await grader.score(tmp_path / "none.py")
        return True

    assert on_a_loop(work)
