"""A chronology as the data of TimelineJS 3 (https://timeline.knightlab.com): a slide an occasion, with its acts.

Dates have as many parts as are known and say in words what numbers cannot ("by 30 March 2024"). Headlines and texts
are HTML there, so the text of strangers is escaped in them, and addresses become links only here (`autolink` is off).
Rows of the picture are types of events, or the lanes that were asked for. TimelineJS has no place for what has no
date.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from relcli.english import capitalised, in_a_row
from relcli.escaping import escape_line
from relcli.output.foreign_text import is_address
from relcli.output.html_page import shown
from relcli.reports.published import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcli.model import Event
    from relcli.reports.chronology import Chronology, Entry, Source
    from relcli.reports.published.words import About


def lines(chronology: Chronology, about: About) -> Iterator[str]:
    """Yield the lines of one JSON object, a line a slide."""
    facts = " · ".join(words.facts(chronology)) if chronology.events else ""
    title = {"headline": shown(about.title), "text": _paragraph(facts)}
    yield f'{{"title": {_encoded({"unique_id": "title", "text": title, "autolink": False})},'
    yield '"events": ['
    waiting = ""
    for group, entry in _dated(chronology, about):
        if waiting:
            yield f"{waiting},"
        waiting = _encoded(_slide(group, entry, about))
    if waiting:
        yield waiting
    yield "]}"


def undated(chronology: Chronology) -> int:
    """Return how many events have no slide, because they or their occasions have no date."""
    entries = {entry.event.id: entry for section in chronology.sections for entry in section.entries}
    return sum(1 + len(entry.acts) for entry in entries.values() if not entry.event.date)


def _dated(chronology: Chronology, about: About) -> Iterator[tuple[str, Entry]]:
    """Yield each entry that has a date once, with the first lane that it is in, or its type where there are none."""
    seen: set[int] = set()
    for lane in chronology.lanes:
        name = words.lane_in_words(lane.name, about.name_of) if lane.name else ""
        for section in lane.sections:
            for entry in section.entries:
                if entry.event.date and entry.event.id not in seen:
                    seen.update((entry.event.id, *(act.event.id for act in entry.acts)))
                    yield name or words.lane_in_words(entry.event.type, about.name_of), entry


def _slide(group: str, entry: Entry, about: About) -> dict[str, Any]:
    event = entry.event
    display = words.in_words(event)
    slide = {
        "unique_id": f"event-{event.id}",
        "start_date": _date(event.date, event.date_precision),
        "display_date": capitalised(display),
        "group": escape_line(group),
        "text": {"headline": _headline(entry), "text": _text(entry, about)},
        "autolink": False,
    }
    last = _date(event.date_end or event.date, event.date_precision)
    if event.date_precision != "before" and last != slide["start_date"]:
        slide["end_date"] = last
    return slide


def _date(day: str, precision: str) -> dict[str, int]:
    """Return a date with as many parts as are known."""
    known = {"year": 1, "month": 2}.get(precision, 3)
    parts = [int(part) for part in day.split("-")]
    return dict(zip(("year", "month", "day"), parts[:known], strict=False))


def _headline(entry: Entry) -> str:
    """Return what happened; its beginning is all that the small labels in the picture show, so parties come later."""
    modality = words.modality(entry.event)
    return shown(f"{words.sentence(entry.event)} ({modality})" if modality else words.sentence(entry.event))


def _act(entry: Entry, about: About, occasion: Entry) -> str:
    """Return what was done at an occasion in one line of HTML."""
    event = entry.event
    start = [words.parties(event, about.name_of, occasion.event), words.modality(event)]
    text = words.sentence(event, within=True) + _according(entry)
    said = ", ".join([part for part in start if part])
    return shown(f"{said}: {text}" if said else text)


def _according(entry: Entry) -> str:
    return f", according to {entry.attribution}" if entry.attribution else ""


def _text(entry: Entry, about: About) -> str:
    """Return the parties, sentence, people and acts of an occasion, and all sources, as HTML."""
    event = entry.event
    acts = "".join([f"<li>{_act(act, about, entry)}</li>" for act in entry.acts])
    sources = {each.source.number: each.source for each in (entry, *entry.acts)}
    parties = shown(words.parties(event, about.name_of))
    said = (f"<b>{parties}</b>" if parties else "") + shown(_according(entry))
    return (
        _paragraph(said, html=True)
        + (f"<blockquote>{shown(event.evidence.strip())}</blockquote>" if event.evidence.strip() else "")
        + _people(event)
        + (f"<ul>{acts}</ul>" if acts else "")
        + _sources(sources.values())
    )


def _people(event: Event) -> str:
    return _paragraph(f"With {in_a_row(people)}") if (people := words.others(event)) else ""


def _sources(sources: Iterable[Source]) -> str:
    """Return the sources in small print; the title of one leads to its address."""
    return _paragraph("<br>".join([f"<small>{_source(source)}</small>" for source in sources]), html=True)


def _source(source: Source) -> str:
    title, *rest = [shown(part) for part in words.cited(source)] or [""]
    if is_address(source.url):
        title = f'<a href="{shown(source.url)}">{title or shown(source.url)}</a>'
    elif source.url:
        rest.append(shown(source.url))
    return ", ".join([part for part in (title, *rest) if part])


def _paragraph(text: str, *, html: bool = False) -> str:
    return f"<p>{text if html else shown(text)}</p>" if text else ""


def _encoded(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
