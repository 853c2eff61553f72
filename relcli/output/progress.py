"""How long work reports its progress, whether anybody looks or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeVar

    T = TypeVar("T")


class Progress:
    """Takes note of progress; this one is for places that show none, `terminal_progress` has one that does."""

    def advance(self) -> None:
        """Count one more step as done."""

    def say(self, done: str) -> None:
        """Say in words what is done so far."""

    def over(self, steps: Iterable[T]) -> Iterator[T]:
        """Yield the steps, each counted as done when the next is asked for."""
        for step in steps:
            yield step
            self.advance()
