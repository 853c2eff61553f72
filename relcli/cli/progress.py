"""Progress of long-running work: a bar on standard error, if that is a terminal and `--quiet` is not set."""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from itertools import accumulate
from typing import TYPE_CHECKING, BinaryIO

from relcli.output.layout import Layout
from relcli.output.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from relcli.coding import Document
    from relcli.environment import Environment

    Files = Iterable[Iterable[Document]]


@contextmanager
def progress(
    environment: Environment, title: str, total: int | Callable[[], int | None], *, wanted: bool = True
) -> Iterator[Progress]:
    """Show a bar of `total` steps (None = unknown) while the body of the `with` works; it is gone at the
    end. Where nothing can be shown, or it is not `wanted`, nothing is imported or counted either."""
    visible = environment.stderr_is_terminal and environment.variables.get("TERM") != "dumb"
    if not (wanted and visible) or environment.quiet or environment.errors_as_json:
        yield Progress()
        return
    from relcli.cli.answers import drawn_layout
    from relcli.output.terminal_progress import shown_progress

    layout = drawn_layout(environment, Layout(environment.width, terminal=True, color=environment.color))
    steps = total() if callable(total) else total
    with shown_progress(environment.stderr, layout, title, steps) as bar:
        yield bar


def beside(environment: Environment, bar: Progress) -> Environment:
    """Return the environment for work during which a bar is shown: lines on standard error stay above it."""
    return environment if bar.messages is None else environment._replace(stderr=bar.messages)


class Meter:
    """Measures in bytes how far inputs are worked off: of a packed one the packed bytes, which are the known ones.

    Documents may be read far ahead of the one that is worked on. So each document's place is kept from when it is read
    until it is done.
    """

    def __init__(self, bar: Progress, sizes: Sequence[int]) -> None:
        """Take the bar to move and the size of each input; without a visible bar nothing is measured."""
        self.bar = bar
        self._sizes = sizes
        self._ends = [*accumulate(sizes)]
        self._read = self.files = 0
        self._stream: BinaryIO | None = None
        self._places: deque[int] = deque()

    def opened(self, stream: BinaryIO) -> None:
        """Take the stream from which the input in hand is now read."""
        self._stream = stream

    def here(self) -> None:
        """Show how far the input in hand has been read."""
        if self.bar.visible:
            self.bar.reach(self._place())

    def reading(self, files: Files) -> Files:
        """Yield the files as they are read, and note the place of each document."""
        return self._reading(files) if self.bar.visible else files

    def done(self, files: Files) -> Files:
        """Yield the files as they are worked off, and show how far that has come."""
        return self._done(files) if self.bar.visible else files

    def _reading(self, files: Files) -> Files:
        for number, file in enumerate(files):
            self._read, self._stream = number, None
            yield self._noted(file)

    def _noted(self, file: Iterable[Document]) -> Iterator[Document]:
        for document in file:
            self._places.append(self._place())
            yield document

    def _done(self, files: Files) -> Files:
        for end, file in zip(self._ends, files, strict=False):
            yield self._followed(file)
            self.files += 1
            self.bar.reach(end)

    def _followed(self, file: Iterable[Document]) -> Iterator[Document]:
        for document in file:
            yield document
            self.bar.reach(self._places.popleft())

    def _place(self) -> int:
        """Return the bytes of all inputs that have been read."""
        size = self._sizes[self._read]
        try:
            read = self._stream.tell() if self._stream is not None else 0
        except (OSError, ValueError):  # a pipe, or closed already
            read = size
        return self._ends[self._read] - size + min(read, size)


@contextmanager
def reading_progress(
    environment: Environment, title: str, sizes: Callable[[], Sequence[int | None]], *, wanted: bool = True
) -> Iterator[Meter]:
    """Show a bar of the bytes of inputs, of which `sizes` returns the sizes (None = unknown), as `progress` does; yield
    what moves it."""
    known: list[int] = []

    def total() -> int | None:
        found = sizes()
        known.extend(size or 0 for size in found)
        return None if None in found else sum(known) or None

    with progress(environment, title, total, wanted=wanted) as bar:
        yield Meter(bar, known)
