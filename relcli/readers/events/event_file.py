"""An event file as a reader hands it on: its rows, and a count of what became of each line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.errors import fault, trace_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from relcli.coding import ReportedEvent

    Parse = Callable[[int, str], ReportedEvent | str]

_EXAMPLES = 10

NO_TYPE = "no PLOVER type"
NO_PAIR = "not two different actors"
REPAIRED_CODE = "leading zero of the event code restored"


class RowError(Exception):
    """A row cannot be used. The message is the reason, without the place."""


class Tally:
    """What became of the rows of one file.

    `read` counts the rows, without blank lines and headers; `skipped` those that have nothing for relcli, by reason;
    `rejected` the bad ones, of which the first ten are in `examples` as (line, reason); `warnings` the repairs;
    `traces` are the tracebacks of the first faults of relcli itself.
    """

    __slots__ = ("examples", "read", "rejected", "skipped", "traces", "warnings")

    def __init__(self) -> None:
        self.read = 0
        self.skipped: dict[str, int] = {}
        self.rejected = 0
        self.examples: list[tuple[int, str]] = []
        self.warnings: dict[str, int] = {}
        self.traces: list[str] = []

    def skip(self, reason: str) -> None:
        """Count a row that has nothing for relcli."""
        self.skipped[reason] = self.skipped.get(reason, 0) + 1

    def reject(self, line: int, why: str, *, listed: bool = False) -> None:
        """Count a bad row. `listed`: the same is said of an earlier row, and once is enough."""
        self.rejected += 1
        if len(self.examples) < _EXAMPLES and not listed:
            self.examples.append((line, why))

    def refuse(self, line: int, error: Exception) -> None:
        """Count a row for what was raised while it was read: a RowError, or a bug in relcli."""
        if isinstance(error, RowError):
            self.reject(line, str(error))
            return
        self.reject(line, fault(error))
        if len(self.traces) < _EXAMPLES:
            self.traces.append(trace_of(error))

    def warn(self, what: str) -> None:
        """Count a repair."""
        self.warnings[what] = self.warnings.get(what, 0) + 1


class OwnRecord(NamedTuple):
    """An event of an export of relcli: its line, and the values of the fields in the file, with the types of Event."""

    line: int
    values: dict[str, object]


class EventFile(NamedTuple):
    """A file of events: who coded them, where it is (`archive.zip/member`), its rows, and what became of them.

    The rows are read as they are asked for, and the tally is complete after the last one. All rows have to be read
    before the next input is.
    """

    producer: str
    where: str
    rows: Iterator[ReportedEvent] | Iterator[OwnRecord]
    tally: Tally


def text_of(line: bytes, tally: Tally) -> str:
    """Return a line as text: what is not UTF-8 is Windows-1252, as in texts (nobody means Latin-1's control
    characters), with a warning. The five bytes that it leaves undefined become U+FFFD.
    """
    try:
        return line.decode()
    except UnicodeDecodeError:
        tally.warn("not UTF-8, decoded as Windows-1252")
        return line.decode("cp1252", errors="replace")


def text_lines(lines: Iterable[tuple[int, bytes | None]], tally: Tally) -> Iterator[tuple[int, str]]:
    """Yield the number and text of the lines that are not blank, without line ends; each counts as read.

    A line that is not UTF-8 is decoded as Windows-1252, with a warning.
    """
    for number, line in lines:
        if line is None:
            tally.read += 1
            tally.reject(number, "the line is longer than a megabyte")
            continue
        text = text_of(line, tally).rstrip("\r\n")
        if not text or text.isspace():
            continue
        tally.read += 1
        if "\0" in text:
            tally.reject(number, "contains NUL characters")
        else:
            yield number, text


def parsed_rows(lines: Iterable[tuple[int, str]], tally: Tally, parse: Parse) -> Iterator[ReportedEvent]:
    """Yield the events that `parse` returns for the lines.

    Where it returns a text instead, that is the reason to skip the row; a RowError rejects it.
    """
    for number, text in lines:
        try:
            event = parse(number, text)
        except Exception as error:  # whatever the error, the other rows are read
            tally.refuse(number, error)
            continue
        if event.__class__ is str:
            tally.skip(event)
        else:
            yield event  # type: ignore[misc]
