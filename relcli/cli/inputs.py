"""What the commands that read documents share: paths, and a date and an outlet for documents that tell
none."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from typer import Argument, Option

from relcli.cli.declaring import OptionGroup, is_day
from relcli.cli.event_files import refusal
from relcli.environment import Environment
from relcli.errors import ExitCode, InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from relcli.coding import Document
    from relcli.readers import EventFile

Paths = Annotated[
    list[str],
    Argument(metavar="PATH...", help="Files, folders, globs; '-' is standard input.", show_default=False),
]
DOCUMENTS = "Documents"
STANDARD_INPUT = "-"


class InputOptions(OptionGroup):
    """What to take for known where a document does not tell it."""

    date: Annotated[
        str,
        Option(
            "--date",
            metavar="DATE",
            help="Day, month or year of documents without one.",
            rich_help_panel=DOCUMENTS,
        ),
    ] = ""
    outlet: Annotated[
        str,
        Option("--outlet", metavar="NAME", help="Publisher of documents without one.", rich_help_panel=DOCUMENTS),
    ] = ""

    def inputs(self, paths: list[str], environment: Environment) -> "Inputs":
        """Return the inputs behind the paths; nothing is read yet. UsageError for a date or a path that
        is none."""
        from relcli import readers

        if self.date and not any(is_day(self.date + rest) for rest in ("", "-01", "-01-01")):
            raise UsageError(f"--date needs a date such as 2024-03-31 or 2024-03, not '{self.date}'")
        files: list[Path | None] = [*readers.find_inputs([path for path in paths if path != STANDARD_INPUT])]
        return Inputs(self, environment, [*files, None] if STANDARD_INPUT in paths else files, [])


class Inputs(NamedTuple):
    """The inputs of one command: files, and None for standard input. What cannot be read is noted in
    `rejected`."""

    options: InputOptions
    environment: Environment
    paths: "list[Path | None]"
    rejected: list[tuple[str, str]]
    take_events: "Callable[[EventFile], None] | None" = None  # what is done with files of events, if they are taken

    def files(self) -> "Iterator[Iterator[Document]]":
        """Yield each input as an iterator over its documents."""
        return (self._documents(path) for path in self.paths)

    def documents(self) -> "Iterator[Document]":
        """Yield the documents of all inputs."""
        return (document for file in self.files() for document in file)

    def tell_rejected(self) -> None:
        """Name each input that could not be read, with the reason."""
        for where, why in self.rejected:
            self.environment.error(InputError(why, where=where), ExitCode.PARTIAL_IMPORT)

    def _documents(self, path: Path | None) -> "Iterator[Document]":
        from relcli import readers

        stdin = self.environment.stdin
        stream = stdin.buffer if path is None else None
        for item in readers.read(path, stream, default_date=self.options.date or None):
            if isinstance(item, readers.Rejected):
                self.rejected.append((item.where, item.why))
            elif isinstance(item, readers.EventFile):
                if self.take_events is None:
                    self.rejected.append((item.where, refusal(item)))
                else:
                    self.take_events(item)
            elif self.options.outlet and not item.outlet:
                yield replace(item, outlet=self.options.outlet)
            else:
                yield item
