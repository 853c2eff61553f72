"""How long-running work reports its progress, whether it is shown or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeVar

    T = TypeVar("T")


class Progress:
    """Receives progress and ignores it, where none is shown; `terminal_progress` has the class that shows it."""

    def advance(self) -> None:
        """Count one more step as done."""

    def say(self, done: str) -> None:
        """Set the words for what is done so far."""

    def over(self, steps: Iterable[T]) -> Iterator[T]:
        """Yield the steps, each counted as done when the next is asked for."""
        for step in steps:
            yield step
            self.advance()
