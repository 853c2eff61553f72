"""Between what sources say and table rows: codings and documents, as `rows` does for events."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from relcli.coding import CodedEvent, Document, Trace
from relcli.store.rows import CODING_COLUMNS, join, parallel, split

if TYPE_CHECKING:
    from collections.abc import Sequence

_CODED = attrgetter(*({"start_offset": "start", "end_offset": "end"}.get(name, name) for name in CODING_COLUMNS))
_CODED_LISTS = tuple(
    CODING_COLUMNS.index(name) for name in ("source", "target", "sectors", "people", "people_countries")
)


def coding_to_row(coded: CodedEvent) -> list[Any]:
    """Return the columns CODING_COLUMNS for one coded event, without its retellings."""
    values = list(_CODED(coded))
    for place in _CODED_LISTS:
        values[place] = join(values[place])
    values[-1] = _trace_to_text(coded.trace)
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
        trace=_trace_from_text(held["trace"]),
    )


_PLAIN = frozenset(CODING_COLUMNS) - {
    "start_offset", "end_offset", "source", "target", "mutual", "sectors", "people", "people_countries",
    "trace",
}  # fmt: skip
"""The columns that are fields of CodedEvent as they stand."""


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


def _trace_from_text(text: str) -> Trace | None:
    """Return the trace that `_trace_to_text` wrote."""
    if not text:
        return None
    import json

    held = json.loads(text)
    return Trace(**{**held, "trigger": tuple(held["trigger"]), "sector_terms": tuple(held["sector_terms"])})
