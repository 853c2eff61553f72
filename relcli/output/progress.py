"""How long-running work reports its progress, whether it is shown or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TextIO, TypeVar

    T = TypeVar("T")


class Progress:
    """Receives progress and ignores it, where none is shown; `terminal_progress` has the class that shows it."""

    visible = False
    """Is it shown at all?"""
    messages: TextIO | None = None
    """Where lines go that are to stay above what is shown; None where they go where they always go."""

    def advance(self) -> None:
        """Count one more step as done."""

    def reach(self, place: int) -> None:
        """Count as done all steps up to a place, unless more were done before."""

    def say(self, done: Callable[[], str]) -> None:
        """Set the words for what is done so far; they are asked for only when they are shown."""

    def over(self, steps: Iterable[T]) -> Iterator[T]:
        """Yield the steps, each counted as done when the next is asked for."""
        for step in steps:
            yield step
            self.advance()
