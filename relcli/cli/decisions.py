"""What the commands share that change events by hand: who decides, whether it is a trial, and the database that is
changed."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

from typer import Option

from relcli.english import count_noun
from relcli.environment import Environment
from relcli.errors import UsageError
from relcli.store.write.batches import Batch

if TYPE_CHECKING:
    from relcli.store.write.batches import BatchKind, BatchRow

DECISION = "Decision"
DryRun = Annotated[
    bool,
    Option("--dry-run", help="Show what would happen; write nothing.", show_default=False, rich_help_panel=DECISION),
]


class DecisionOptions(NamedTuple):
    """Who decides, and whether it is a trial."""

    author: Annotated[
        str,
        Option(
            "--author",
            metavar="NAME",
            help="Who decides; otherwise RELCLI_AUTHOR or your login.",
            show_default=False,
            rich_help_panel=DECISION,
        ),
    ] = ""
    dry_run: DryRun = False

    def batch(self, environment: Environment, kind: "BatchKind", words: list[str]) -> Batch:
        """Return the batch of a decision; `words` are what was typed after the command."""
        author = self.author or environment.author
        return Batch(kind, " ".join([kind, *words]), environment.now, author)

    def announce(self, environment: Environment, line: str) -> None:
        """Say what was done, or what would be done."""
        environment.info(f"dry run: {line}" if self.dry_run else line)


def described(batch: "BatchRow") -> str:
    """Return a change as it is named to the person who takes it back or makes it again."""
    return f"batch {batch.id}: {batch.command} ({batch.started[:16].replace('T', ' ')})"


def confirmed(environment: Environment, question: str, *, yes: bool, doubt: str = "") -> bool:
    """Ask a person on a terminal; without one, `--yes` is needed: UsageError otherwise, which says the `doubt`, else
    what would be done.
    """
    if yes:
        return True
    if not (environment.stdin_is_terminal and environment.stderr_is_terminal):
        raise UsageError(doubt or question.rstrip("?"), hint="confirm with --yes")
    environment.stdout.flush()
    environment.stderr.write(f"{question} [y/N] ")
    environment.stderr.flush()
    return environment.stdin.readline().strip().lower() in {"y", "yes"}


def with_passages(documents: int, passages: int) -> str:
    """Return "2 documents with 7 passages", of documents that report events in that many places."""
    line = count_noun(documents, "document")
    return f"{line} with {count_noun(passages, 'passage')}" if passages else line
