"""ICEWS coded event data: tab-separated with a header, English names of countries, CAMEO codes.

The columns are those of the files that the ICEWS project has published on Harvard Dataverse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coding import ReportedEvent
from relcli.readers.events.actor_codes import MISSING, country_named, joined_place, named_actor
from relcli.readers.events.event_codes import CodedAct, cameo_acts, parties_of, repaired_code
from relcli.readers.events.event_file import NO_PAIR, NO_TYPE, REPAIRED_CODE, RowError, Tally
from relcli.readers.events.named_columns import Row, named_rows, required
from relcli.readers.events.values import headline, iso_day, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEADER = ("Event ID", "Event Date", "Source Name")
_MOST_EVENTS = 1000
"""The events of a sentence are collected up to this number, which no sentence reaches, so that memory has a limit."""


def read_rows(lines: Iterable[tuple[int, str]], tally: Tally) -> Iterator[ReportedEvent]:
    """Yield the events between two actors; an act that a sentence has in both directions is mutual.

    ICEWS codes a sentence with two subjects ("A and B plan to meet") once for each side, in neighbouring rows. A row
    whose counterpart is in the same sentence is therefore mutual, whatever its code.
    """
    in_sentence: list[ReportedEvent] = []
    sentence = ("", "")
    for row in named_rows(lines, tally, HEADER):
        here = row["Story ID"], row["Sentence Number"]
        if here != sentence or here[0] in MISSING or len(in_sentence) == _MOST_EVENTS:
            yield from _with_mutual(in_sentence)
            in_sentence, sentence = [], here
        try:
            event = _event(row, tally)
        except Exception as error:  # whatever the error, the others are read
            tally.refuse(row.line, error)
            continue
        if isinstance(event, str):
            tally.skip(event)
        else:
            in_sentence.append(event)
    yield from _with_mutual(in_sentence)


def _with_mutual(events: list[ReportedEvent]) -> Iterator[ReportedEvent]:
    """Yield the events of one sentence; those in both directions are made mutual."""
    known = {(event.code, event.date, event.source, event.target) for event in events} if len(events) > 1 else ()
    for event in events:
        if not event.mutual and (event.code, event.date, event.target, event.source) in known:
            source, target = sorted((event.source, event.target))
            yield event._replace(source=source, target=target, mutual=True)
        else:
            yield event


def _event(row: Row, tally: Tally) -> ReportedEvent | str:
    """Return the event of a row, or the reason to skip it."""
    code = row["CAMEO Code"]
    if code in MISSING:
        raise RowError("no event code")
    if code not in cameo_acts():
        code = repaired_code(code)
        tally.warn(REPAIRED_CODE)
    act = cameo_acts()[code]
    if act is None:
        return NO_TYPE
    source = named_actor(row["Source Country"], row["Source Name"])
    target = named_actor(row["Target Country"], row["Target Name"])
    if source == target or not source or not target:
        return NO_PAIR
    return _reported(row, CodedAct(code, act, source, target))


def _reported(row: Row, coded: CodedAct) -> ReportedEvent:
    act = coded.act
    day = iso_day(required(row, "Event Date"))
    source, target, mutual, host = parties_of(act, (coded.source,), (coded.target,))
    story = row["Story ID"]
    evidence = row["Event Sentence"]
    country = row["Country"]
    town = next((row[name] for name in ("City", "District", "Province") if row[name] not in MISSING), "")
    return ReportedEvent(
        row.line, "icews", required(row, "Event ID"), day, day, "published", source, target, mutual,
        act.type, act.mode, act.quad_class, act.intensity, act.modality, act.sectors,
        joined_place(town, country), "" if country in MISSING else country_named(country) or "", host,
        headline((coded.source,), act.label, (coded.target,)),
        "" if evidence in MISSING else evidence,
        f"ICEWS {day}" if story in MISSING else f"story {story}",
        "" if row["Publisher"] in MISSING else row["Publisher"], "", coded.code, number(row["Intensity"]), "",
    )  # fmt: skip
