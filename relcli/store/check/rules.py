"""What the columns may hold: days, words of fixed lists, numbers within limits. Actors are not among the rules, because
a lexicon of one's own may add some.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from relcli.model import DATE_BASES, DATE_PRECISIONS, LEVELS, MODALITIES, QUAD_CLASSES, SECTORS, TYPES
from relcli.query.names import plover_row
from relcli.store.mentions import trace_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Rule = Callable[[str], str]

HIGHEST_INTENSITY = 10.0


@lru_cache(maxsize=65536)
def day(text: str) -> str:
    """Say what is wrong with a date, '' if nothing is; no date at all is fine."""
    if not text:
        return ""
    try:
        return "" if date.fromisoformat(text).isoformat() == text else "is not an ISO date"
    except ValueError:
        return "is not a date"


@lru_cache(maxsize=4096)
def timestamp(text: str) -> str:
    """Say what is wrong with an ISO timestamp, of which only the day matters."""
    return day(text[:10])


def _one_of(words: tuple[str, ...], *, empty: bool = False) -> Rule:
    known = {*words, ""} if empty else set(words)
    return lambda text: "" if text in known else "is not a known value"


def _sectors(text: str) -> str:
    return "" if not text or set(text.split(";")) <= set(SECTORS) else "are not all known"


def _trace(text: str) -> str:
    """Say what is wrong with the trace of a mention, '' if nothing is; rows of event files have none."""
    try:
        trace_of(text)
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return "cannot be read"
    return ""


_CODING: dict[str, Rule] = {
    "date": day,
    "date_end": day,
    "date_precision": _one_of(DATE_PRECISIONS),
    "date_basis": _one_of(DATE_BASES),
    "mutual": _one_of(("0", "1")),
    "type": _one_of(TYPES),
    "quad_class": _one_of(QUAD_CLASSES, empty=True),
    "modality": _one_of(MODALITIES),
    "sectors": _sectors,
    "level": _one_of(LEVELS, empty=True),
}

RULES: dict[str, dict[str, Rule]] = {
    "batch": {"started": timestamp, "undone": timestamp},
    "document": {"date": day, "date_precision": _one_of(("day", "month", "year"))},
    "mention": {**_CODING, "trace": _trace},
    "event": {**_CODING, "rejected": _one_of(("0", "1")), "first_seen": day},
    "event_mention": {"first_day": day, "last_day": day},
    "decision": {"kind": _one_of(("edit", "reject", "restore", "add", "merge", "split"))},
    "saved_view": {"saved": timestamp},
}
"""By table and column what a value must be, as text; each rule says what is wrong, '' if nothing is."""

CODED = frozenset({"mention", "event"})
"""The tables whose rows are codings of one event."""


@lru_cache(maxsize=1024)
def _has_mode(kind: str, mode: str) -> bool:
    return plover_row(kind, mode) is not None


def coding(row: Mapping[str, str], intensity: float | None, confidence: float | None) -> str:
    """Say what contradicts itself in one coding, '' if nothing does."""
    if row["date_end"] and row["date_end"] < row["date"]:
        return f"ends on {row['date_end']}, before it begins on {row['date']}"
    if not _has_mode(row["type"], row["mode"]):
        return f"{row['type']} has no mode {row['mode']!r}"
    people, countries = row["people"], row["people_countries"]
    if countries and countries.count(";") != people.count(";"):
        return "has a different number of people and countries of people"
    if intensity is not None and not -HIGHEST_INTENSITY <= intensity <= HIGHEST_INTENSITY:
        return f"has the intensity {intensity}"
    if confidence is not None and not 0 <= confidence <= 1:
        return f"has the confidence {confidence}"
    return ""
