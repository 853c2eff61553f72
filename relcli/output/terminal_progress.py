"""A bar that shows how far long work has come, by rich."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from relcli.output.progress import Progress
from relcli.output.terminal import make_console

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from relcli.output.layout import Layout


class Bar(Progress):
    """Shows the progress of work as a bar."""

    def __init__(self, bars: Bars, title: str, total: int | None) -> None:
        self._bars = bars
        self._task = bars.add_task(title, total=total, done="")

    def advance(self) -> None:
        """Count one more step as done."""
        self._bars.advance(self._task)

    def say(self, done: str) -> None:
        """Set the words for what is done so far."""
        self._bars.update(self._task, done=done)


@contextmanager
def shown_progress(stream: TextIO, layout: Layout, title: str, total: int | None) -> Iterator[Bar]:
    """Show a bar while the body of the `with` works, and take it away again."""
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[done]}", markup=False),
        TimeRemainingColumn(),
    )
    console = make_console(stream, layout)
    # Streams are left alone: what is written meanwhile goes where it always goes.
    with Bars(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as bars:
        yield Bar(bars, title, total)
