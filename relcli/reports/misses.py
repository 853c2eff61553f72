"""What the coder missed and what it invented, with the sentences: as rows and as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcli.evaluation.matching import sides_of
from relcli.output.fields import Fields
from relcli.output.page import Line, Page, Span

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
    "denied as fact": "Denied in the text, coded as facts",
}


def miss_rows(matching: Matching) -> Iterator[dict[str, Any]]:
    """Yield a record for each core event that was missed, each spurious one, and each denial coded as a fact."""
    for event in matching.missed:
        yield {"kind": "missed", "why": "", **_coded(event)}
    for event_coded, why in matching.spurious:
        yield {"kind": "spurious", "why": why, **_coded(event_coded)}
    for pair in matching.denied_as_fact:
        yield {"kind": "denied as fact", "why": "", **_coded(pair.coded)}


def miss_page(records: Iterable[dict[str, Any]]) -> Page:
    """Return the page: by kind, each event on a line with its sentence below."""
    return Page(_lines(records), WIDEST)


def _lines(records: Iterable[dict[str, Any]]) -> Iterator[Line]:
    by_kind: dict[str, list[dict[str, Any]]] = {kind: [] for kind in TITLES}
    for record in records:
        by_kind[record["kind"]].append(record)
    first = True
    for kind, found in by_kind.items():
        if not found:
            continue
        if not first:
            yield Line()
        first = False
        yield Line((Span(f"{TITLES[kind]}: {len(found)}", "heading"),), whole=True)
        for record in found:
            yield Line()
            yield from _event_lines(record)


def _event_lines(record: dict[str, Any]) -> Iterator[Line]:
    coded = " ".join(part for part in (record["type"], record["modality"], record["date"]) if part)
    why = [Span(f" ({record['why']})", "modality")] if record["why"] else []
    where = ": ".join(filter(None, (record.get("set"), record["document"])))
    event = (Span(f"{record['pair']}  ", "parties"), Span(coded), *why, Span(f"  {where}", "faint"))
    yield Line(event, whole=True)
    yield Line((Span(" ".join(record["evidence"].split())),), (Span(" " * INDENT),))


def _coded(event: Annotated | Coded) -> dict[str, Any]:
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
