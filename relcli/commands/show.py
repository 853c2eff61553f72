"""`relcli show`: events with their evidence."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from sqlite3 import Connection
from typing import TYPE_CHECKING

from relcli.cli.answers import Cut, layout_of, planned, write_listing, write_page
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, Ids, OutputOptions, event_numbers
from relcli.environment import Environment
from relcli.errors import ExitCode, RelcliError
from relcli.model import OCCASION_TYPE, Event
from relcli.output.page import Line, Page
from relcli.query.names import actor_name
from relcli.reports.record import EVENTS
from relcli.reports.show import WIDEST, event_page
from relcli.store.decision_log import history_of
from relcli.store.parties import dyads
from relcli.store.read import events as reading

if TYPE_CHECKING:
    from relcli.reports.event_card import Related

    ShownAs = Callable[[Event], Event]

FOLLOWING = 3
"""How many later events of the same two actors are shown."""


def show(environment: Environment, ids: Ids, output: OutputOptions, database: DatabaseOptions) -> ExitCode:
    """Show events with the sentence each comes from, in its paragraph, and all documents that report it."""
    plan = planned(environment, output, EVENTS, page=True)
    if plan is None:
        return ExitCode.DONE
    numbers = event_numbers(ids, environment)
    with database.reading(environment) as opened:
        found = {number: reading.get_event(opened, number) for number in numbers}
        events = EVENTS.sorted([event for event in found.values() if event is not None], plan.sorting)
        if found and not events and not output.exit_code:
            raise _missing(found)
        if plan.is_page:
            shown = events[: plan.limit] if plan.limit else events
            cut = Cut(len(shown), len(events)) if len(shown) < len(events) else None
            lines = _drawn_lines if layout_of(environment, plan).drawn else _lines
            code = write_page(environment, plan, Page(lines(shown, opened, _shown(output.names)), WIDEST), cut)
        else:
            code = write_listing(environment, plan, events)
    if len(events) < len(found) and not output.exit_code:
        environment.stdout.flush()
        raise _missing(found)
    return code


def _missing(found: Mapping[int, Event | None]) -> RelcliError:
    missing = ", ".join([str(number) for number, event in found.items() if event is None])
    return RelcliError(f"no event {missing}", hint="'relcli list' shows the numbers")


def _shown(names: bool) -> "ShownAs":
    """Return what makes of an event the one whose parties are shown: with codes, or with names in their place."""
    if not names:
        return lambda event: event
    from relcli.reports.naming import with_names

    return with_names


def _lines(events: Iterable[Event], opened: Connection, shown: "ShownAs") -> Iterator[Line]:
    """Yield the lines of the pages of several events."""
    for place, event in enumerate(events):
        if place:
            yield Line()
        mentions, decisions = reading.get_mentions(opened, event.id), history_of(opened, event.id)
        yield from event_page(event, mentions, name_of=actor_name, decisions=decisions, shown=shown)


def _drawn_lines(events: Iterable[Event], opened: Connection, shown: "ShownAs") -> Iterator[Line]:
    """Yield the lines of the pages of several events on a terminal."""
    from relcli.reports.event_card import event_card

    for place, event in enumerate(events):
        if place:
            yield Line()
            yield Line()
        mentions, decisions = reading.get_mentions(opened, event.id), history_of(opened, event.id)
        related = _related(opened, event)
        yield from event_card(event, mentions, related, name_of=actor_name, decisions=decisions, shown=shown)


def _related(opened: Connection, event: Event) -> "Related":
    """Return what belongs to an event: its occasion, or else its acts, and what its two parties did next."""
    from relcli.reports.event_card import Related

    pairs = dyads(event.source, event.target, event.mutual)
    following = reading.get_following(opened, event, pairs[0], FOLLOWING) if len(pairs) == 1 and event.date else []
    if event.part_of is not None:
        return Related(reading.get_event(opened, event.part_of), (), following)
    acts = reading.get_acts(opened, event.id) if event.type == OCCASION_TYPE else []
    return Related(None, acts, following)


COMMAND = command(
    examples="""
    relcli show 7
    relcli show 7 --template '{date}: {headline} ({document}, {published})'
    relcli list --sector energy --print0 | relcli show -
    relcli list --imported-since yesterday --print0 | xargs -0 -r relcli show
    """
)(show)
