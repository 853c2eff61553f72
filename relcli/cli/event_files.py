"""What `import` does with files of events: their rows into the database, and what became of them told."""

from collections import Counter
from typing import TYPE_CHECKING

from relcli.cli.numbers import counted
from relcli.environment import Environment
from relcli.errors import ExitCode, InputError
from relcli.model import PRODUCER_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from sqlite_utils import Database

    from relcli.readers import EventFile
    from relcli.store.write.batches import Batch


class EventFiles:
    """The files of events among the inputs of one import. `rejected` counts bad rows; they are told by line,
    the first ten of a file."""

    def __init__(self, environment: Environment, database: "Database", batch: "Batch") -> None:
        self._environment = environment
        self._database = database
        self._batch = batch
        self._skipped: Counter[str] = Counter()
        self.on_rows: Callable[[int, int], None] = lambda read, mentions: None
        self.files = self.read = self.mentions = self.events = self.edited = self.known = self.rejected = 0

    def take(self, file: "EventFile") -> None:
        """Write the rows of one file; what is bad in it is told on standard error."""
        self.files += 1
        if file.producer == "relcli":
            self._take_back(file)
        else:
            self._take_rows(file)
        tally = file.tally
        self.read += tally.read
        self.rejected += tally.rejected
        self._skipped.update(tally.skipped)
        self._tell(file)

    def _take_rows(self, file: "EventFile") -> None:
        from relcli.store.write.event_files import import_rows

        rows: Any = file.rows
        for added in import_rows(self._database.conn, rows, self._batch, day=self._environment.today):
            self.mentions += added.mentions
            self.events += added.events
            self.known += added.known
            self.on_rows(self.read + file.tally.read, self.mentions)

    def _take_back(self, file: "EventFile") -> None:
        from relcli.store.decide.reimport import import_records

        records: Any = ((record.line, record.values) for record in self._records(file))
        returned = import_records(self._database, records, self._batch)
        self.edited += returned.edited
        self.mentions += returned.mentions
        self.events += returned.added
        self.known += returned.known
        for line, why in returned.rejected:
            file.tally.reject(line, why)

    def _records(self, file: "EventFile") -> "Iterator[Any]":
        for record in file.rows:
            yield record
            self.on_rows(self.read + file.tally.read, self.mentions)

    def _tell(self, file: "EventFile") -> None:
        """Name the first bad rows of a file and say what was made good."""
        tally, environment = file.tally, self._environment
        for line, why in tally.examples:
            environment.error(InputError(why, where=f"{file.where}:{line}"), ExitCode.PARTIAL_IMPORT)
        if tally.rejected > len(tally.examples):
            environment.warn(f"relcli: {file.where}: {tally.rejected:,} rows rejected; these are the first")
        for what, count in tally.warnings.items():
            self._environment.info(f"relcli: {file.where}: {count:,} {'row' if count == 1 else 'rows'}: {what}")

    def line(self, verb: str) -> str:
        """Return what became of all rows in one line."""
        parts = [f"{verb} {counted(self.mentions, 'report')} of {counted(self.read, 'row')}"]
        parts[0] += f", {counted(self.events, 'new event')}"
        if self.edited:
            parts.append(f"{counted(self.edited, 'event')} edited")
        if self.known:
            parts.append(f"{self.known:,} already known")
        if self._skipped:
            reasons = ", ".join(f"{count:,} {reason}" for reason, count in self._skipped.most_common())
            parts.append(f"{self._skipped.total():,} skipped ({reasons})")
        if self.rejected:
            parts.append(f"{self.rejected:,} rejected")
        return "; ".join(parts)


def refusal(file: "EventFile") -> str:
    """Return why a command that codes documents does not take a file of events."""
    return f"is a file of {PRODUCER_NAMES[file.producer]} events, not of documents; 'relcli import' takes it"
