"""ICEWS coded event data: tab-separated with a header, countries by English names, CAMEO codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coding import ReportedEvent
from relcli.readers.events.actors import MISSING, country_named, joined_place, named_actor
from relcli.readers.events.acts import Act, cameo_acts, repaired_code
from relcli.readers.events.fields import headline, iso_day, number, sides_of
from relcli.readers.events.headed import Row, headed_rows, needed
from relcli.readers.events.tally import NO_PAIR, NO_TYPE, RowError, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEADER = ("Event ID", "Event Date", "Source Name")
_LARGEST_SENTENCE = 1000
"""Events of one sentence are kept together up to this number, which no sentence reaches."""


def read_rows(lines: Iterable[tuple[int, str]], tally: Tally) -> Iterator[ReportedEvent]:
    """Yield the events between two actors; what a sentence has in both directions is one mutual event.

    ICEWS codes a sentence with two subjects ("A and B plan to meet") once for each side, in rows that follow each
    other; a row whose counterpart is in the same sentence is therefore mutual, whatever its code.
    """
    together: list[ReportedEvent] = []
    sentence = ("", "")
    for row in headed_rows(lines, tally, HEADER):
        here = row["Story ID"], row["Sentence Number"]
        if here != sentence or here[0] in MISSING or len(together) == _LARGEST_SENTENCE:
            yield from _paired(together)
            together, sentence = [], here
        try:
            event = _event(row, tally)
        except RowError as error:
            tally.reject(row.line, str(error))
            continue
        if isinstance(event, str):
            tally.skip(event)
        else:
            together.append(event)
    yield from _paired(together)


def _paired(events: list[ReportedEvent]) -> Iterator[ReportedEvent]:
    """Yield the events of one sentence, mutual where they stand there in both directions."""
    known = {(event.code, event.date, event.source, event.target) for event in events} if len(events) > 1 else ()
    for event in events:
        if not event.mutual and (event.code, event.date, event.target, event.source) in known:
            source, target = sorted((event.source, event.target))
            yield event._replace(source=source, target=target, mutual=True)
        else:
            yield event


def _event(row: Row, tally: Tally) -> ReportedEvent | str:
    """Return the event of a row, or why it tells none."""
    code = row["CAMEO Code"]
    if code in MISSING:
        raise RowError("no event code")
    if code not in cameo_acts():
        code = repaired_code(code)
        tally.warn("event code without its zero repaired")
    act = cameo_acts()[code]
    if act is None:
        return NO_TYPE
    source = named_actor(row["Source Country"], row["Source Name"])
    target = named_actor(row["Target Country"], row["Target Name"])
    if source == target or not source or not target:
        return NO_PAIR
    return _told(row, code, act, (source, target))


def _told(row: Row, code: str, act: Act, pair: tuple[str, str]) -> ReportedEvent:
    day = iso_day(needed(row, "Event Date"))
    source, target, mutual, host = sides_of(act, pair[:1], pair[1:])
    story = row["Story ID"]
    evidence = row["Event Sentence"]
    country = row["Country"]
    town = next((row[name] for name in ("City", "District", "Province") if row[name] not in MISSING), "")
    return ReportedEvent(
        row.line, "icews", needed(row, "Event ID"), day, day, "published", source, target, mutual,
        act.type, act.mode, act.quad_class, act.intensity, act.modality, act.sectors,
        joined_place(town, country), "" if country in MISSING else country_named(country) or "", host,
        headline(row["Source Name"], row["Event Text"] or act.label, row["Target Name"]),
        "" if evidence in MISSING else evidence,
        f"ICEWS {day}" if story in MISSING else f"story {story}",
        "" if row["Publisher"] in MISSING else row["Publisher"], "", code, number(row["Intensity"]), "",
    )  # fmt: skip
