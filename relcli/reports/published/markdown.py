"""A chronology in Markdown, to be edited and published: a heading a section, an item an occasion with its acts under
it, the sources as footnotes.

    ## 2024

    - **By 30 March** – Pakistan and Russia: Ambassador Khorev calls on Premier Sharif, Islamabad.[^1] <!-- 7 -->
      - Pakistan → Russia, *pledged*: wants to work closely in energy. <!-- 9 -->

    [^1]: “Envoy calls on PM”, Example Wire, 31 March 2024, <https://example.org/7>.

Footnotes are those of GitHub and pandoc. Acts have none where all of them have the source of their occasion. The
number of an event is in a comment, which nobody sees who reads what is published: `relcli show 7` leads back to the
sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.english import capitalised
from relcli.output.foreign_text import is_address
from relcli.output.md_text import address, shown
from relcli.reports.published import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.reports.chronology import Chronology, Entry, Section, Source
    from relcli.reports.published.words import About

DASH = words.DASH


def lines(chronology: Chronology, about: About) -> Iterator[str]:
    """Yield the lines of the text."""
    if about.title:
        yield f"# {shown(about.title)}"
        yield ""
    if not chronology.events:
        yield "No events."
        return
    yield f"{' · '.join(words.facts(chronology))}"
    level = "##"
    for lane in chronology.lanes:
        if lane.name:
            yield ""
            yield f"## {shown(words.lane_in_words(lane.name, about.name_of))}"
            level = "###"
        for section in lane.sections:
            yield ""
            yield f"{level} {words.heading_in_words(section.heading)}"
            yield ""
            yield from _section(section, about)
    yield ""
    for source in chronology.sources:
        yield _definition(source)


def _section(section: Section, about: About) -> Iterator[str]:
    year = words.year_shown(section.heading)
    for entry in section.entries:
        date = words.in_words(entry.event, year)
        start = f"**{capitalised(date)}** {DASH} " if entry.event.date else ""
        yield f"- {start}{_item(entry, about)}"
        for act in entry.acts:
            day = f"{words.in_words(act.event, year)}: " if words.own_day(act.event, entry.event) else ""
            yield f"  - {day}{_item(act, about, entry)}"


def _item(entry: Entry, about: About, occasion: Entry | None = None) -> str:
    """Return an event in one line: parties, modality, what happened, who says so, note, number."""
    event = entry.event
    parties = words.parties(event, about.name_of, occasion.event if occasion else None)
    modality = words.modality(event)
    if event.mutual and event.headline.startswith(parties):
        parties = ""  # "Pakistan and Russia agreed ..." names them
    start = ", ".join([part for part in (shown(parties, first=True), modality and f"*{modality}*") if part])
    text = words.sentence(event, within=occasion is not None)
    if people := words.others(event):
        text += f" ({', '.join(people)})"
    if entry.attribution:
        text += f", according to {entry.attribution}"
    text = shown(words.stopped(text), first=not start)
    note = "" if occasion is not None and occasion.has_one_source else f"[^{entry.source.number}]"
    return f"{start}{': ' if start else ''}{text}{note} <!-- {event.id} -->"


def _definition(source: Source) -> str:
    """Return a source as a footnote."""
    parts = [shown(part, first=not place) for place, part in enumerate(words.cited(source))]
    if source.url:
        parts.append(address(source.url) if is_address(source.url) else shown(source.url, first=not parts))
    return f"[^{source.number}]: {', '.join(parts)}."
