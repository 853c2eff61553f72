"""What the commands share that change events by hand: who decides, why, and the database they decide about."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

from typer import Option

from relcli.cli.declaring import OptionGroup
from relcli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from relcli.cli.options import DatabaseOptions
    from relcli.environment import Environment
    from relcli.store.write.batches import Batch, BatchKind

DECISION = "Decision"


def _decision(*names: str, text: str, metavar: str | None = None) -> Any:
    return Option(*names, metavar=metavar, help=text, rich_help_panel=DECISION)


class DecisionOptions(OptionGroup):
    """Who decides, and whether it is only a rehearsal."""

    author: Annotated[
        str, _decision("--author", metavar="NAME", text="Who decides; else RELCLI_AUTHOR, else your login.")
    ] = ""
    dry_run: Annotated[bool, _decision("--dry-run", text="Tell what would happen; write nothing.")] = False

    def batch(self, environment: Environment, kind: BatchKind, words: list[str]) -> Batch:
        """Return the batch of a decision; `words` are what was typed behind the command."""
        from relcli.store.write.batches import Batch

        author = self.author or environment.author
        return Batch(kind, " ".join([kind, *words]), environment.now, author)

    def announce(self, environment: Environment, line: str) -> None:
        """Say what was done, or would be."""
        environment.info(f"dry run: {line}" if self.dry_run else line)


@contextmanager
def changing(environment: Environment, database: DatabaseOptions, *, dry_run: bool) -> Iterator[Database]:
    """Open a database that exists for writing; with `dry_run` a copy of it that vanishes."""
    from relcli.store import connection

    with connection.writing(database.path(environment), dry_run=dry_run, create=False) as opened:
        yield opened


def confirmed(environment: Environment, question: str, *, yes: bool) -> bool:
    """Ask a person on a terminal; without one `--yes` has to have been given (UsageError otherwise)."""
    if yes:
        return True
    if not (environment.stdin_is_terminal and environment.stderr_is_terminal):
        raise UsageError(question.rstrip("?"), hint="--yes says that it is meant")
    environment.stdout.flush()
    environment.stderr.write(f"{question} [y/N] ")
    environment.stderr.flush()
    return environment.stdin.readline().strip().lower() in {"y", "yes"}
