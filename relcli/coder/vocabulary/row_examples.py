"""Is the example of a row of verbs.tsv or event_nouns.tsv coded as it says, and its counter-example not?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcli.coder.vocabulary.frames import NO_EVENT
from relcli.coding import Document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcli.coder import Coder
    from relcli.coding import CodedEvent
    from relcli.lexicon.tables import Row

_EXAMPLE = re.compile(r"(?P<sentence>.*) \[(?P<pair>.*)\]")
_DAY = "2024-06-15"
"""Examples belong to no particular time; this day decides which office holders are known."""


def example_fault(row: Row, coder: Coder) -> str:
    """Return what is wrong with how a row's examples are coded, '' if nothing is."""
    example = _EXAMPLE.fullmatch(row["example"])
    if example:
        events = coder.code(Document("example", _DAY, example["sentence"]))
        wanted = not events if row["type"] == NO_EVENT else any(_is_pair(event, example["pair"]) for event in events)
        if not wanted:
            return f"the example is coded as {_as_words(events)}"
    if row["counter"]:
        events = coder.code(Document("counter-example", _DAY, row["counter"]))
        if any(event.trace and event.trace.row == _name(row) for event in events):
            return f"the counter-example is coded as {_as_words(events)}"
    return ""


def _is_pair(event: CodedEvent, pair: str) -> bool:
    codes = pair.split()
    ordered = event.mutual or list(event.source) == codes[: len(event.source)]
    return ordered and {*event.source, *event.target} == set(codes)


def _as_words(events: Iterable[CodedEvent]) -> str:
    words = [f"{', '.join(event.source)} {event.type} {', '.join(event.target)}" for event in events]
    return "; ".join(words) or "nothing"


def _name(row: Row) -> str:
    """Return the row as a trace names it."""
    if "noun" in row:
        return f"event_nouns.tsv: {row['noun']}"
    return f"verbs.tsv: {row['verb']}" + (f" {row['object']}" if row["object"] else "")
