"""How documents look on a terminal: a listing of them as a table of titles, those found by their words as a title and,
below it, the words around what was searched for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcli.english import count_noun
from relcli.output.page import Line, Span
from relcli.output.screen import Cell, Column, Screen, count_cell, number_cell, text_cell
from relcli.output.width import cut, width_of
from relcli.reports.openings import cut_at_blank, opening
from relcli.store.read.documents import SNIPPET_END, SNIPPET_START

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcli.store.read.documents import DocumentRow, FoundDocument

OUTLET_FROM, PASSAGES_FROM, NAME_FROM, TABLE_FROM = 70, 100, 140, 60
"""The least columns of a terminal that shows outlets, passages and days of import, names of files in a column, and a
table at all."""
BESIDE_DATE_FROM = 80
"""The least columns of a terminal where a title that was found is beside its date; on narrower ones it is below."""
TITLE_LINES, ASIDE = 2, 36
"""Titles that were found fill about so many lines, beside number, date and how many events there are."""
AROUND = 100
"""At most so many columns are shown before the first hit, behind the last one, and of a hit itself."""
BETWEEN = 160
"""Longer text between two hits is shown at its two ends."""


def title_span(document: DocumentRow | FoundDocument, style: str = "") -> Span:
    """Return the title, which leads to the document's address; the beginning of its text where it has no title, and its
    name where it has no text either."""
    return Span(document.title or opening(document.opening) or document.name, style, link=document.url)


def title_and_name(document: DocumentRow | FoundDocument, style: str = "") -> tuple[Span, ...]:
    """Return the title; behind the beginning of a text without a title its name."""
    title = title_span(document, style)
    named = () if title.text in {document.title, document.name} else (Span(f"  {document.name}", "faint"),)
    return (title, *named)


def document_screen() -> Screen:
    """Return the screen of `documents`."""
    columns = (
        Column("id", lambda document: number_cell(document.id)),
        Column("date", lambda document: document.date),
        Column("title", lambda document: Cell(title_and_name(document), flows=True), narrow=NAME_FROM),
        Column("title", lambda document: Cell((title_span(document),), flows=True), wide=NAME_FROM),
        Column("name", _name_cell, wide=NAME_FROM),
        Column("outlet", lambda document: text_cell(document.outlet, "source"), wide=OUTLET_FROM),
        Column("events", lambda document: count_cell(document.events)),
        Column("passages", lambda document: count_cell(document.mentions), wide=PASSAGES_FROM),
        Column("imported", lambda document: document.imported, wide=PASSAGES_FROM),
    )
    return Screen(columns, _document_cards, TABLE_FROM, {"id": columns[0].cell})


def found_screen() -> Screen:
    """Return the screen of `search`."""
    cells = {
        "id": lambda document: number_cell(document.id),
        "snippet": lambda document: Cell(tuple(snippet_spans(document.snippet)), flows=True),
    }
    return Screen(cards=_found_cards, cells=cells, widest=120)


def _name_cell(document: DocumentRow) -> Cell:
    return text_cell("" if title_span(document).text == document.name else document.name, "faint")


def _document_cards(documents: Sequence[DocumentRow], width: int) -> Iterator[Line]:
    for document in documents:
        about = (Span(f"  {document.date}"), Span(f"  {count_noun(document.events, 'event')}", "faint"))
        yield Line((Span(str(document.id), "faint"), *about))
        yield Line(title_and_name(document))
        if document.outlet:
            yield Line((Span(document.outlet, "source"),))
        yield Line()


def _found_cards(documents: Sequence[FoundDocument], width: int) -> Iterator[Line]:
    longest = max(len(str(document.id)) for document in documents)
    for document in documents:
        number, date = f"{document.id:>{longest}}  ", f"{document.date}  "
        outlet = [Span(f"  {document.outlet}", "source")] if document.outlet else []
        events = Span(count_noun(document.events, "event"), "faint")
        title, snippet = _title_and_snippet(document, TITLE_LINES * max(width - ASIDE, AROUND // 2) if width else 0)
        title, numbered = (*title, *outlet), Span(number, "faint")
        if 0 < width < BESIDE_DATE_FROM:
            indent = Span(" " * len(number))
            yield Line((Span(date), events), (numbered,))
            yield Line(title, (indent,))
        else:
            indent = Span(" " * len(number + date))
            yield Line(title, (numbered, Span(date)), events)
        if snippet:
            yield Line(snippet, (indent,))


def _title_and_snippet(document: FoundDocument, most: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the title, cut to so many columns (0 = whole), and the snippet; a snippet of the title itself is shown in
    that, which is then whole."""
    marked = document.snippet.strip("…")
    found = marked.replace(SNIPPET_START, "").replace(SNIPPET_END, "")
    before, core, behind = document.title.partition(found) if found else ("", "", "")
    if not core:
        title, *name = title_and_name(document, "heading")
        shown = cut_at_blank(title.text, most) if most else title.text
        return (replace(title, text=shown), *name), tuple(snippet_spans(document.snippet))
    spans = (Span(before), *snippet_spans(marked), Span(behind))
    return tuple(Span(span.text, span.style or "heading", document.url, span.plain) for span in spans), ()


def snippet_spans(snippet: str) -> Iterator[Span]:
    """Yield the pieces of a snippet, the words searched for marked. Every hit is there; what is between them may be
    left out."""
    before, *rest = snippet.split(SNIPPET_START)
    if before:
        yield Span(_end(before) if rest else cut(before, 2 * AROUND))
    for number, part in enumerate(rest, start=1):
        hit, _, behind = part.partition(SNIPPET_END)
        hit = cut(hit, AROUND)
        yield Span(hit, "match", plain=f"*{hit}*")
        if behind:
            yield Span(cut(behind, AROUND) if number == len(rest) else _ends(behind))


def _end(text: str) -> str:
    """Return the end of a text, from a blank on if there is one."""
    if width_of(text) <= AROUND:
        return text
    end = text[-AROUND // 2 :] if width_of(text[-AROUND:]) > AROUND else text[-AROUND:]
    return "…" + (end[end.index(" ") :] if " " in end.rstrip() else end)


def _ends(text: str) -> str:
    """Return a text, or its two ends."""
    return text if width_of(text) <= BETWEEN else cut(text, BETWEEN // 2) + _end(text).removeprefix("…")
