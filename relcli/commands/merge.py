"""`relcli merge`: several events into one."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

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

    All their reports become its mentions, and later reports of any of them join it. Events between different pairs
    of actors, or more than a month apart, look unrelated: you see both and are asked before they are merged, and a
    script needs --yes.
    """
    numbers = event_numbers(ids, environment)
    with database.writing(environment, dry_run=decision.dry_run) as opened:
        doubt = None if yes or decision.dry_run else _doubt(existing(opened.conn, numbers))
        if doubt and not confirmed(environment, doubt.question(environment), yes=False, doubt=doubt.sentence):
            environment.info("nothing was merged")
            return ExitCode.DONE
        event = merge_events(opened.conn, numbers, decision.batch(environment, "merge", ids))
    decision.announce(environment, f"merged into #{event.id}: {event.headline} ({event.mentions} mentions)")
    return ExitCode.DONE


class _Doubt(NamedTuple):
    """Two events that look unrelated, and why."""

    kept: "Event"
    other: "Event"
    why: str
    among: int
    """How many are to be merged."""

    @property
    def sentence(self) -> str:
        """The doubt in one line, for scripts."""
        named = (f"#{event.id} ({event.date or 'no date'}, {event.headline})" for event in (self.kept, self.other))
        return f"{' and '.join(named)} {self.why}"

    def question(self, environment: Environment) -> str:
        """Return what a person is asked who sees both events."""
        from relcli.output.page import ascii_signs  # only for a question
        from relcli.reports.wording import pair

        lines = []
        for event in (self.kept, self.other):
            parties = pair(event)
            if not environment.can_write(parties):
                parties = ascii_signs(parties)
            lines.append(f"  #{event.id}  {event.date or 'no date'}  {parties}  {event.headline}\n")
        merged = "them" if self.among == 2 else f"all {self.among} events"
        return f"{''.join(lines)}These events {self.why}. Merge {merged}?"


def _doubt(events: "list[Event]") -> "_Doubt | None":
    """Return the doubt about the first event that does not look like the one that is kept, None if all do."""
    kept, *others = events
    for other in others:
        if why := why_unrelated(kept, other):
            return _Doubt(kept, other, why, len(events))
    return None


COMMAND = command(
    examples="""
    relcli merge 7 12
    relcli merge 7 12 31 --dry-run
    """
)(merge)
