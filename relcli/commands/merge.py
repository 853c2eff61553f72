"""`relcli merge`: several events into one."""

from typing import TYPE_CHECKING, Annotated

from typer import Option

from relcli.cli.decisions import DECISION, DecisionOptions, confirmed
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, Ids, event_numbers
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.resolve.related import why_unrelated
from relcli.store.decide.edits import existing, merge_events

if TYPE_CHECKING:
    from relcli.model import Event

Yes = Annotated[
    bool,
    Option(
        "--yes",
        "-y",
        help="Do not ask before merging events that look unrelated.",
        show_default=False,
        rich_help_panel=DECISION,
    ),
]


def merge(
    environment: Environment, ids: Ids, decision: DecisionOptions, database: DatabaseOptions, yes: Yes = False
) -> ExitCode:
    """Merge several events into one, which keeps the number of the first; the other numbers lead to it.

    All their reports become its mentions, and later reports of any of them join it. Events that have no actor in
    common, or are more than a month apart, look unrelated: you are asked before they are merged, and a script needs
    --yes.
    """
    numbers = event_numbers(ids, environment)
    with database.writing(environment, dry_run=decision.dry_run) as opened:
        doubt = "" if yes or decision.dry_run else _doubt(existing(opened.conn, numbers))
        if doubt and not confirmed(environment, f"{doubt}; merge them?", yes=False, doubt=doubt):
            environment.info("nothing was merged")
            return ExitCode.DONE
        event = merge_events(opened.conn, numbers, decision.batch(environment, "merge", ids))
    decision.announce(environment, f"merged into #{event.id}: {event.headline} ({event.mentions} mentions)")
    return ExitCode.DONE


def _doubt(events: "list[Event]") -> str:
    """Return why some of the events do not look like the first one, '' if all do."""
    kept, *others = events
    for other in others:
        if why := why_unrelated(kept, other):
            return f"#{kept.id} ({kept.date}, {kept.headline}) and #{other.id} ({other.date}, {other.headline}) {why}"
    return ""


COMMAND = command(
    examples="""
    relcli merge 7 12
    relcli merge 7 12 31 --dry-run
    """
)(merge)
