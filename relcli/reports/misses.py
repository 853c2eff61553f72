"""What the coder missed and what it made up, with the sentences: as rows and as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcli.evaluation.matching import sides_of
from relcli.output.fields import Fields
from relcli.output.page import Line, Span, broken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcli.evaluation.annotations import Annotated, Coded
    from relcli.evaluation.matching import Matching

MISSES = Fields(
    names=("kind", "why", "document", "source", "target", "mutual", "type", "modality", "date", "evidence"),
    keyed=True,
)
"""The columns of `evaluate --misses`."""
WIDEST = 110
INDENT = 4
TITLES = {
    "missed": "Missed",
    "spurious": "Spurious",
    "denied as fact": "Denied in the text, told as facts",
}


def miss_rows(matching: Matching) -> Iterator[dict[str, Any]]:
    """Yield a record for each core event that was missed, each spurious one, and each denial told as a
    fact."""
    for event in matching.missed:
        yield {"kind": "missed", "why": "", **_told(event)}
    for event_coded, why in matching.spurious:
        yield {"kind": "spurious", "why": why, **_told(event_coded)}
    for pair in matching.denied_as_fact:
        yield {"kind": "denied as fact", "why": "", **_told(pair.coded)}


def miss_page(records: Iterable[dict[str, Any]], *, width: int = 0) -> Iterator[Line]:
    """Yield the lines of the page: by kind, each event in a line with its sentence below."""
    by_kind: dict[str, list[dict[str, Any]]] = {kind: [] for kind in TITLES}
    for record in records:
        by_kind[record["kind"]].append(record)
    room = max(min(width, WIDEST) - INDENT, 20) if width else 0
    first = True
    for kind, found in by_kind.items():
        if not found:
            continue
        if not first:
            yield []
        first = False
        yield [Span(f"{TITLES[kind]}: {len(found)}", "strong")]
        for record in found:
            yield []
            yield from _event_lines(record, room)


def _event_lines(record: dict[str, Any], room: int) -> Iterator[Line]:
    told = " ".join(part for part in (record["type"], record["modality"], record["date"]) if part)
    why = [Span(f" ({record['why']})", "uncertain")] if record["why"] else []
    yield [Span(f"{record['pair']}  ", "strong"), Span(told), *why, Span(f"  {record['document']}", "faint")]
    for line in broken([Span(" ".join(record["evidence"].split()))], room):
        yield [Span(" " * INDENT), *line]


def _told(event: Annotated | Coded) -> dict[str, Any]:
    return {
        "document": event.document,
        "source": tuple(sorted(event.source)),
        "target": tuple(sorted(event.target)),
        "mutual": getattr(event, "symmetric", None),
        "type": event.type,
        "modality": event.modality,
        "date": event.date,
        "evidence": event.evidence,
        "pair": sides_of(event),
    }
