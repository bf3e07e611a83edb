"""
Two Python threads, each with a BLAS of one thread.

NumPy lets go of the interpreter's lock inside its loops and its matrix products, so threads over
the *images* keep both cores busy in everything, not in the products alone. For that BLAS must not
start threads of its own: two times two of them on two cores are several times slower than one.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self, TypeVar

from reference.cnn.errors import MissingExtra

__all__ = ["Crew"]

T = TypeVar("T")


class Crew:
    """``threads`` workers, the caller being the first. A context: BLAS is restored at its end."""

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self._pool = ThreadPoolExecutor(max(1, threads - 1), thread_name_prefix="cnn")
        self._limits: Any = None

    def __enter__(self) -> Self:
        try:
            from threadpoolctl import threadpool_limits
        except ImportError as error:
            raise MissingExtra("threadpoolctl", "cnn", "the fast path") from error
        self._limits = threadpool_limits(1, "blas")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown()
        if self._limits is not None:
            self._limits.restore_original_limits()

    def run(self, tasks: Sequence[Callable[[], T]]) -> list[T]:
        """Run one task a thread, at the same time; give their results in order."""
        first, *others = tasks
        running = [self._pool.submit(task) for task in others]
        try:
            result = first()
        finally:
            results = [future.result() for future in running]
        return [result, *results]
