"""Mentions as they are stored: between codings and table rows, as `rows` does for events.

Apart from `rows`, because a listing of events has no use for these classes: five milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from relcli.coding import CodedEvent, Document, Trace
from relcli.store.rows import CODING_COLUMNS, join, parallel, split

if TYPE_CHECKING:
    from collections.abc import Sequence


class SourceValues(NamedTuple):
    """What an event file says of an event in its producer's own terms."""

    producer: str
    source_id: str
    code: str
    goldstein: float | None
    quad_class: str
    place_country: str


@dataclass(frozen=True, slots=True)
class StoredMention:
    """One mention as `show` shows it: what the coder found, and the whole document it was found in."""

    id: int
    event_id: int
    telling: int  # 0 = the coded event itself, 1.. = its retellings in the same document
    coded: CodedEvent  # without retellings: each is a mention of its own
    document_id: int
    document: Document
    imported: str  # day of import, ISO
    best: bool  # the mention that the event's evidence and document come from
    own: SourceValues | None = None  # of a row of an event file

    @property
    def evidence(self) -> str:
        """The sentence that reports the event."""
        return self.document.body[self.coded.start : self.coded.end]


_OFFSETS = {"start_offset": "start", "end_offset": "end"}
_CODED = attrgetter(*(_OFFSETS.get(name, name) for name in CODING_COLUMNS))
_LISTS = ("source", "target", "sectors", "people", "people_countries")
_TRACE = CODING_COLUMNS.index("trace")
_PLACES_OF_LISTS = tuple(CODING_COLUMNS.index(name) for name in _LISTS)
_PLAIN = frozenset(CODING_COLUMNS) - {*_OFFSETS, *_LISTS, "mutual", "trace"}
"""The columns that are fields of CodedEvent as they stand."""


def coding_to_row(coded: CodedEvent) -> list[Any]:
    """Return the columns CODING_COLUMNS for one coded event, without its retellings."""
    values = list(_CODED(coded))
    for place in _PLACES_OF_LISTS:
        values[place] = join(values[place])
    values[_TRACE] = _trace_to_text(coded.trace)
    return values


def row_to_coding(row: Sequence[Any]) -> CodedEvent:
    """Return the coded event from the columns CODING_COLUMNS."""
    held = dict(zip(CODING_COLUMNS, row, strict=True))
    people = split(held["people"])
    return CodedEvent(
        **{name: held[name] for name in CODING_COLUMNS if name in _PLAIN},
        start=held["start_offset"],
        end=held["end_offset"],
        source=split(held["source"]),
        target=split(held["target"]),
        mutual=bool(held["mutual"]),
        sectors=split(held["sectors"]),
        people=people,
        people_countries=parallel(held["people_countries"], people),
        trace=trace_of(held["trace"]),
    )


def row_to_document(row: Sequence[Any]) -> Document:
    """Return the document from the columns DOCUMENT_COLUMNS."""
    return Document(*row)


def _trace_to_text(trace: Trace | None) -> str:
    """Return a trace as JSON, '' for none."""
    if trace is None:
        return ""
    import json  # only writing and `explain` need it
    from dataclasses import asdict

    return json.dumps(asdict(trace), ensure_ascii=False)


def trace_of(text: str) -> Trace | None:
    """Return the trace of a mention from its column; any error of values or keys for a text that is none."""
    if not text:
        return None
    import json

    held = json.loads(text)
    return Trace(**{**held, "trigger": tuple(held["trigger"]), "sector_terms": tuple(held["sector_terms"])})
