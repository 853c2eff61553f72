"""A bar that shows how far long work has come, by rich."""

from __future__ import annotations

from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from rich.progress import BarColumn, ProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.table import Column
from rich.text import Text

from relcli.output.progress import Progress
from relcli.output.terminal import make_console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from rich.progress import Task

    from relcli.output.layout import Layout

_EVERY = 0.05
"""Seconds between two changes of what is shown; a terminal is drawn ten times a second."""
_WIDEST_BAR = 40
_NARROWEST_BAR = 8
_WORDS = 62
"""Columns that title, percent, words and time left take, at most; on a narrower terminal there are no words."""


class _Percent(ProgressColumn):
    """How much is done, in whole percent that are never rounded up; nothing where the whole is not known."""

    def render(self, task: Task) -> Text:
        return Text("" if task.total is None else f"{int(task.percentage):>3}%")


class _TimeLeft(TimeRemainingColumn):
    """How long it will still take, as soon as that can be estimated."""

    def render(self, task: Task) -> Text:
        if task.total is None or task.finished or task.time_remaining is None:
            return Text("")
        return Text(f"{super().render(task).plain} left")


class Bar(Progress):
    """Shows the progress of work as a bar."""

    visible = True

    def __init__(self, bars: Bars, title: str, total: int | None) -> None:
        self._bars = bars
        self._task = bars.add_task(title, total=total, done="")
        self._total = total
        self._place = 0
        self._words: Callable[[], str] = lambda: ""
        self._shown = 0.0
        self.messages = cast("TextIO", _Above(bars))

    def advance(self) -> None:
        """Count one more step as done."""
        self.reach(self._place + 1)

    def reach(self, place: int) -> None:
        """Count as done all steps up to a place, unless more were done before."""
        self._place = max(self._place, place)
        self._show(at_once=self._place == self._total)

    def say(self, done: Callable[[], str]) -> None:
        """Set the words for what is done so far."""
        self._words = done
        self._show()

    def _show(self, *, at_once: bool = False) -> None:
        now = monotonic()
        if at_once or now - self._shown >= _EVERY:
            self._shown = now
            place = None if self._total is None else self._place
            self._bars.update(self._task, completed=place, done=self._words())


class _Above:
    """A stream whose lines are written above the bar, which stays whole."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._begun = ""

    @property
    def encoding(self) -> str:
        """The encoding of the terminal."""
        return self._bars.console.encoding

    def write(self, text: str) -> int:
        """Write the lines that are complete; keep the rest."""
        *lines, self._begun = (self._begun + text).split("\n")
        for line in lines:
            self._bars.console.print(Text(line), soft_wrap=True)
        return len(text)

    def flush(self) -> None:
        """Do nothing: lines are shown as they come."""

    def isatty(self) -> bool:
        """Return True."""
        return True

    def fileno(self) -> int:
        """Return the descriptor of the terminal, which knows its columns."""
        return self._bars.console.file.fileno()


@contextmanager
def shown_progress(stream: TextIO, layout: Layout, title: str, total: int | None, **options: Any) -> Iterator[Bar]:
    """Show a bar while the body of the `with` works, and take it away again; `options` are of rich's Progress."""
    width = max(_NARROWEST_BAR, min(_WIDEST_BAR, layout.width - _WORDS))
    words = (TextColumn("{task.fields[done]}", markup=False),) if layout.width >= _WORDS else ()
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(width),
        _Percent(Column(no_wrap=True)),
        *words,
        _TimeLeft(table_column=Column(no_wrap=True)),
    )
    console = make_console(stream, layout)
    # Streams are left alone: what is written meanwhile goes where it always goes.
    options |= {"transient": True, "redirect_stdout": False, "redirect_stderr": False}
    with Bars(*columns, console=console, **options) as bars:
        yield Bar(bars, title, total)
