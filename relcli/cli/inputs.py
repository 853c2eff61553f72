"""What the commands that read documents share: paths, a date and an outlet for documents without one, and the files of
events that lie among the documents."""

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, NamedTuple, TextIO, TypeVar

from typer import Argument, Option

from relcli import readers
from relcli.cli.declaration import PATHS
from relcli.cli.options import is_day
from relcli.english import count_noun
from relcli.environment import Environment
from relcli.errors import ExitCode, InputError, RelcliError, UsageError, fault, shortened, trace_of
from relcli.escaping import is_text
from relcli.model import PRODUCER_NAMES
from relcli.readers.encoding import canonical_name

if TYPE_CHECKING:
    from sqlite_utils import Database

    from relcli.coding import Document
    from relcli.store.write.batches import Batch

Paths = Annotated[
    list[str],
    Argument(metavar=PATHS, help="Files, folders or globs; '-' is standard input.", show_default=False),
]
T = TypeVar("T")
DOCUMENTS = "Documents"
STANDARD_INPUT = "-"
ENCODINGS = ("utf-8", "utf-16", "windows-1252", "windows-1251", "iso-8859-2", "koi8-r", "gb18030", "shift-jis")
"""Some encodings, where what was typed is like none."""


class InputOptions(NamedTuple):
    """What to assume where a document does not say."""

    date: Annotated[
        str,
        Option(
            "--date",
            metavar="DATE",
            help="Day, month or year of documents without one.",
            show_default=False,
            rich_help_panel=DOCUMENTS,
        ),
    ] = ""
    outlet: Annotated[
        str,
        Option(
            "--outlet",
            metavar="NAME",
            help="Publisher of documents without one.",
            show_default=False,
            rich_help_panel=DOCUMENTS,
        ),
    ] = ""

    encoding: Annotated[
        str,
        Option(
            "--encoding",
            metavar="NAME",
            help="Encoding of texts and tables without byte order mark; otherwise detected.",
            show_default=False,
            rich_help_panel=DOCUMENTS,
        ),
    ] = ""

    def inputs(self, paths: list[str], environment: Environment) -> "Inputs":
        """Return the inputs that the paths name; nothing is read yet. UsageError for a wrong date or path."""
        if self.date and not any(is_day(self.date + rest) for rest in ("", "-01", "-01-01")):
            raise UsageError(f"--date needs a date such as 2024-03-31 or 2024-03, not '{self.date}'")
        if self.encoding and not canonical_name(self.encoding):
            raise UsageError(f"unknown encoding '{shortened(self.encoding)}'", hint=_nearest_encoding(self.encoding))
        files: list[Path | None] = [*readers.find_inputs([path for path in paths if path != STANDARD_INPUT])]
        return Inputs(self, environment, [*files, None] if STANDARD_INPUT in paths else files, [], {})


class Inputs(NamedTuple):
    """The inputs of one command: files, and None for standard input. What cannot be read is added to `rejected`."""

    options: InputOptions
    environment: Environment
    paths: list[Path | None]
    rejected: list[tuple[str, str]]
    traces: dict[tuple[str, str], str]  # tracebacks of those rejected because of a bug in relcli
    take_events: Callable[[readers.EventFile], None] | None = None  # what to do with event files, if accepted
    opened: Callable[[BinaryIO], None] | None = None  # what to do with the stream of each input, to see how far it is

    def files(self) -> Iterator[Iterator["Document"]]:
        """Yield each input as an iterator over its documents."""
        return (self._documents(path) for path in self.paths)

    def documents(self) -> Iterator["Document"]:
        """Yield the documents of all inputs."""
        return (document for file in self.files() for document in file)

    def sources(self) -> Iterator[Path | int]:
        """Yield the files that are read, and the descriptor of standard input."""
        for path in self.paths:
            if path is not None:
                yield path
            elif (descriptor := descriptor_of(self.environment.stdin)) is not None:
                yield descriptor

    def sizes(self) -> list[int | None]:
        """Return the bytes of each input, None where that is not known before its end."""
        return [size_of(self.environment.stdin if path is None else path) for path in self.paths]

    def worked_on(self, work: "Callable[[Document], T]") -> Iterator["T"]:
        """Yield what `work` makes of each document; one on which it fails, whatever the reason, is rejected."""
        for document in self.documents():
            done = self.done(work, document)
            if done is not None:
                yield done

    def done(self, work: "Callable[[Document], T]", document: "Document") -> "T | None":
        """Return what `work` makes of a document, None where it fails: the document is then rejected."""
        try:
            return work(document)
        except RelcliError as error:
            self.rejected.append((document.name, str(error)))
        except Exception as error:
            self._refuse(document.name, fault(error), trace_of(error))
        return None

    def _refuse(self, where: str, why: str, trace: str = "") -> None:
        self.rejected.append((where, why))
        if trace:
            self.traces[where, why] = trace

    def report_rejected(self) -> None:
        """Report each input that could not be read, with the reason."""
        for where, why in self.rejected:
            trace = self.traces.get((where, why), "") if self.environment.debug else ""
            self.environment.error(InputError(why, where=where), ExitCode.PARTIAL_IMPORT, trace)

    def _documents(self, path: Path | None) -> Iterator["Document"]:
        if path is None and self.environment.stdin is None:
            raise RelcliError("standard input is closed")
        stream = self.environment.stdin.buffer if path is None else None
        date, encoding = self.options.date or None, canonical_name(self.options.encoding)
        full_path = _full_path(path)
        for item in readers.read(path, stream, default_date=date, encoding=encoding, opened=self.opened):
            if isinstance(item, readers.Rejected):
                self._refuse(item.where, item.why, item.traceback)
            elif isinstance(item, readers.EventFile):
                if self.take_events is None:
                    self.rejected.append((item.where, refusal(item)))
                else:
                    self.take_events(item)
            else:
                yield replace(item, outlet=item.outlet or self.options.outlet, path=full_path)


class EventFiles:
    """The files of events among the inputs of one import: their rows go into the database. `rejected` counts bad rows;
    the first ten of a file are reported with their lines."""

    def __init__(self, environment: Environment, database: "Database", batch: "Batch") -> None:
        self._environment = environment
        self._database = database
        self._batch = batch
        self._skipped: Counter[str] = Counter()
        self.on_rows: Callable[[int, int], None] = lambda read, events: None
        self.files = self.read = self.mentions = self.events = self.edited = self.known = self.rejected = 0

    def take(self, file: readers.EventFile) -> None:
        """Write the rows of one file; report bad ones on standard error."""
        self.files += 1
        if file.producer == "relcli":
            self._take_back(file)
        else:
            self._take_rows(file)
        tally = file.tally
        self.read += tally.read
        self.rejected += tally.rejected
        self._skipped.update(tally.skipped)
        self._report(file)

    def _take_rows(self, file: readers.EventFile) -> None:
        from relcli.store.write.event_files import import_rows  # here and below: `code` and `explain` write nothing

        rows: Any = file.rows
        for added in import_rows(self._database.conn, rows, self._batch, day=self._environment.today):
            self.mentions += added.mentions
            self.events += added.events
            self.known += added.known
            self.on_rows(self.read + file.tally.read, self.events)

    def _take_back(self, file: readers.EventFile) -> None:
        from relcli.store.decide.reimport import import_records

        # All is read before the transaction begins: a pipe that stalls must not lock others out.
        records: Any = [(record.line, record.values) for record in self._records(file)]
        returned = import_records(self._database, records, self._batch)
        self.edited += returned.edited
        self.mentions += returned.mentions
        self.events += returned.added
        self.known += returned.known
        for line, why in returned.rejected:
            file.tally.reject(line, why)
        for notice in returned.notices:
            self._environment.info(f"relcli: {file.where}: {notice}")

    def _records(self, file: readers.EventFile) -> Iterator[Any]:
        for record in file.rows:
            yield record
            self.on_rows(self.read + file.tally.read, self.events)

    def _report(self, file: readers.EventFile) -> None:
        """Report the first bad rows of a file and what was repaired."""
        tally, environment = file.tally, self._environment
        if environment.debug:
            for trace in tally.traces:
                environment.show_trace(trace)
        for line, why in tally.examples:
            environment.error(InputError(why, where=f"{file.where}:{line}"), ExitCode.PARTIAL_IMPORT)
        if tally.rejected > len(tally.examples):
            environment.warn(f"relcli: {file.where}: {tally.rejected:,} rows rejected; these are the first")
        for what, count in tally.warnings.items():
            self._environment.info(f"relcli: {file.where}: {count:,} {'row' if count == 1 else 'rows'}: {what}")

    def line(self, verb: str) -> str:
        """Return in one line what became of all rows."""
        parts = [f"{verb} {count_noun(self.events, 'new event')} from {count_noun(self.read, 'row')}"]
        if self.mentions > self.events:
            parts.append(f"{count_noun(self.mentions - self.events, 'further report')} of an event")
        if self.edited:
            parts.append(f"{count_noun(self.edited, 'event')} edited")
        if self.known:
            parts.append(f"{self.known:,} already known")
        if self._skipped:
            reasons = ", ".join(f"{count:,} {reason}" for reason, count in self._skipped.most_common())
            parts.append(f"{self._skipped.total():,} skipped ({reasons})")
        if self.rejected:
            parts.append(f"{self.rejected:,} rejected")
        return "; ".join(parts)


def _nearest_encoding(name: str) -> str:
    from difflib import get_close_matches  # only for an error
    from encodings.aliases import aliases

    near = get_close_matches(name.lower().replace("-", "_"), {*aliases, *aliases.values()}, n=6)
    known = {canonical_name(each): each.replace("_", "-") for each in reversed(near) if canonical_name(each)}
    words = [*reversed(known.values())][:3]
    return f"did you mean {', '.join(words)}?" if words else f"for example {', '.join(ENCODINGS)}"


def _full_path(path: Path | None) -> str:
    """Return the path under which a file can be found again; '' for what is no file, and for a name that is no text."""
    full = os.path.abspath(path) if path is not None and path.is_file() else ""
    return full if is_text(full) else ""


def size_of(source: Path | TextIO | None) -> int | None:
    """Return the bytes of a file, or of one that is standard input; None for a pipe, 0 for what cannot be read."""
    try:
        found = os.stat(source if isinstance(source, Path) else source.fileno()) if source else None
    except (OSError, ValueError):
        return 0
    return found.st_size if found is not None and stat.S_ISREG(found.st_mode) else None


def descriptor_of(stream: TextIO | None) -> int | None:
    """Return the number of an open stream of the system, None for any other."""
    try:
        return None if stream is None else stream.fileno()
    except (OSError, ValueError):
        return None


def refusal(file: readers.EventFile) -> str:
    """Return why a command that codes documents does not take a file of events."""
    return f"is a file of {PRODUCER_NAMES[file.producer]} events, not of documents; 'relcli import' reads it"
