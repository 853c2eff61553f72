"""What published chronologies have in common: dates, parties and modalities in words, as an author would write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.english import capitalised, count_noun, in_a_row
from relcli.model import TYPES
from relcli.reports import days
from relcli.reports.dates import LENGTHS, UNDATED
from relcli.reports.turning import turn_words
from relcli.reports.wording import act

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from relcli.model import Event
    from relcli.reports.chronology import Chronology, Source
    from relcli.reports.turning import Turn

QUARTERS = ("First", "Second", "Third", "Fourth")
DASH = "\N{EN DASH}"
ENDS = (".", "!", "?", "…", ".”", "!”", "?”", '."', '!"', '?"')
"""How a sentence ends that needs no full stop."""


class About(NamedTuple):
    """What a chronology is of: its title, and how the codes of actors are written in full."""

    title: str
    name_of: Callable[[str], str]


def title_of(names: Iterable[str], sectors: Iterable[str] = ()) -> str:
    """Return the title of a chronology about these actors and sectors: `Iran and Oman, trade: a chronology`."""
    subject = ", ".join([part for part in (in_a_row(names), in_a_row(sectors)) if part])
    return f"{capitalised(subject)}: a chronology" if subject else "A chronology"


def in_words(event: Event, year: str = "") -> str:
    """Return the date of an event in words, as exactly as it is known: `30 March 2024`, `by 30 March 2024`, `week of
    25 March 2024`, `March 2024`, `in 2024`, `16–18 October 2024`. The `year` that a heading shows is left out."""
    first, last = event.date, event.date_end or event.date
    if not first:
        return UNDATED
    precision = event.date_precision
    if precision == "year":
        return f"in {_span(first[:4], last[:4])}"
    if precision == "month":
        return _between(first[:7], last[:7], year)
    if precision in {"before", "week"}:
        return f"{'by' if precision == 'before' else 'week of'} {days.in_words(first, year)}"
    return _between(first, last, year)


def own_day(act: Event, occasion: Event) -> bool:
    """Was an act done on other days than its occasion, as far as its text says so? The day of a report says nothing."""
    same = (act.date, act.date_end or act.date) == (occasion.date, occasion.date_end or occasion.date)
    return bool(act.date) and act.date_precision != "before" and not same


def day_in_words(day: str) -> str:
    """Return an ISO day, month or year in words."""
    return days.in_words(day) or UNDATED


def _between(first: str, last: str, year: str) -> str:
    """Return a period, without what its first day shares with the last."""
    if last <= first:
        return days.in_words(first, year)
    if first[:4] != last[:4]:
        return f"{days.in_words(first)} {DASH} {days.in_words(last)}"
    if len(first) == len("2024-03-30") and first[:7] == last[:7]:
        return f"{int(first[8:])}{DASH}{days.in_words(last, year)}"
    gap = " " if len(first) == len("2024-03-30") else ""
    return f"{days.in_words(first, first[:4])}{gap}{DASH}{gap}{days.in_words(last, year)}"


def _span(first: str, last: str) -> str:
    return f"{first}{DASH}{last}" if last > first else first


def heading_in_words(heading: str) -> str:
    """Return the heading of a section: `2024`, `March 2024`, `Third quarter of 2024`, `Week of 25 March 2024`."""
    if heading == UNDATED:
        return UNDATED.capitalize()
    year, rest = heading[:4], heading[4:]
    if rest.startswith("Q"):
        return f"{QUARTERS[int(rest[1:]) - 1]} quarter of {year}"
    if rest.startswith("-W"):
        from datetime import date

        return f"Week of {days.in_words(date.fromisocalendar(int(year), int(rest[2:]), 1).isoformat())}"
    return days.in_words(heading)


def year_shown(heading: str) -> str:
    """Return the year that the heading of a section tells the reader, '' where it tells none."""
    return "" if heading == UNDATED or "-W" in heading else heading[:4]


def machine_date(event: Event) -> str:
    """Return the first day of an event, or its month or year, as the attribute `datetime` takes it."""
    return event.date[: LENGTHS.get(event.date_precision, 10)]


def parties(event: Event, name_of: Callable[[str], str], occasion: Event | None = None) -> str:
    """Return who and whom in full: `Pakistan and Russia`, `Iran → Israel and United States`; nothing for an act that
    the parties of its `occasion` do together."""
    source, target = [*map(name_of, event.source)], [*map(name_of, event.target)]
    if event.mutual or not target:
        same = occasion is not None and {*event.source, *event.target} == {*occasion.source, *occasion.target}
        return "" if same and event.mutual else in_a_row([*source, *target])
    return f"{in_a_row(source)} → {in_a_row(target)}".lstrip()


def sentence(event: Event, *, within: bool = False) -> str:
    """Return what happened, and where if that is not said already; `within` an occasion its place is known."""
    text = event.headline or act(event)
    if not within and event.place and event.place.casefold() not in text.casefold():
        text = f"{text.rstrip('.')}, {event.place}"
    return text


def stopped(text: str) -> str:
    """Return a text with a full stop if it has nothing like it."""
    return text if text.endswith(ENDS) else f"{text}."


def others(event: Event) -> tuple[str, ...]:
    """Return the people that what happened does not name, by the last word of their names."""
    text = event.headline.casefold()
    return tuple(person for person in event.people if person.split()[-1:] and person.split()[-1].casefold() not in text)


def modality(event: Event) -> str:
    """Return the word for what has not simply occurred, '' for what has."""
    return "" if event.modality == "occurred" else event.modality


def cited(source: Source) -> tuple[str, ...]:
    """Return the parts of a reference but the address: title, or name of the document, outlet, day, who is quoted
    throughout."""
    title = source.title or (source.document if source.document != source.url else "")
    outlet = "" if source.outlet == title else source.outlet
    day = day_in_words(source.published)
    per = f"according to {source.attribution}" if source.attribution else ""
    return tuple(part for part in (f"“{title}”" if source.title else title, outlet, day, per) if part)


def period(chronology: Chronology) -> str:
    """Return the years of a chronology."""
    years = [event.date[:4] for event in chronology.events if event.date]
    lasts = [(event.date_end or event.date)[:4] for event in chronology.events if event.date]
    return _span(min(years), max(lasts)) if years else ""


def facts(chronology: Chronology) -> tuple[str, ...]:
    """Return what a chronology is made of: its years, its events, its sources."""
    events, sources = len(chronology.events), len(chronology.sources)
    parts = (period(chronology), count_noun(events, "event"), count_noun(sources, "source"))
    return tuple(part for part in parts if part)


def lane_in_words(name: str, name_of: Callable[[str], str]) -> str:
    """Return the heading of a lane: a country in full, a sector or a type."""
    if name in TYPES:
        return name.capitalize()
    return capitalised(name_of(name))


def turn_in_words(turn: Turn, name_of: Callable[[str], str], *, one_dyad: bool) -> str:
    """Return what makes an event a turning point, with the names of the two parties unless all is about `one_dyad`."""
    what = turn_words(turn, one_dyad=True)
    if not one_dyad:
        return f"{in_a_row([name_of(code) for code in turn.pair])}: {what}"
    return capitalised(what)
