"""What each filter means, in plain Python over one event: the second opinion that the store's SQL is held to.

Nothing of the store is used here, so that a mistake there is not repeated. An event record shows only its best
mention: `text`, `outlets` and `imported_since`, which ask all mentions of an event, can be judged only where it has
one. `raw_text` (FTS5's own syntax) cannot be judged at all, and `producers` needs the extra field `producer`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcli.model import Event
    from relcli.query.filters import Filters


def matches(filters: Filters, event: Event) -> bool:
    """Tell whether an event is wanted: fields are joined by *and*, values of one field by *or*; an empty field asks
    for nothing.
    """
    assert not filters.raw_text
    return (
        (not filters.ids or event.id in filters.ids)
        and _has_parties(filters, event)
        and _is_of_kind(filters, event)
        and _is_in_period(filters.since, filters.until, event)
        and _is_named(filters.persons, event.people)
        and _is_named(filters.places, [event.place])
        and _is_named(filters.outlets, [event.outlet])
        and (not filters.imported_since or event.first_seen >= filters.imported_since)
        and (event.confidence is None or event.confidence >= filters.min_confidence)
        and (not filters.producers or getattr(event, "producer", "") in filters.producers)
        and (not filters.text or _says(event.evidence, filters.text))
        and not any(matches(excluded, event) for excluded in filters.excluded)
        and all(any(matches(alternative, event) for alternative in group) for group in filters.groups)
    )


def _has_parties(filters: Filters, event: Event) -> bool:
    """Who takes part on which side; in a mutual event everybody is on both."""
    everybody = {*event.source, *event.target}
    actors = everybody if event.mutual else set(event.source)
    recipients = everybody if event.mutual else set(event.target)
    if filters.between is not None:
        one, other = filters.between
        if not ((one in actors and other in recipients) or (other in actors and one in recipients)):
            return False
    return (
        _shares(filters.countries, everybody)
        and _shares(filters.source, actors)
        and _shares(filters.target, recipients)
        and {"include": True, "only": event.mutual, "exclude": not event.mutual}[filters.mutual]
    )


def _is_of_kind(filters: Filters, event: Event) -> bool:
    """What was done, and in which field."""
    return (
        _shares(filters.sectors, event.sectors)
        and _shares(filters.types, [event.type])
        and _shares(filters.modes, [event.mode])
        and _shares(filters.modalities, [event.modality])
    )


def _shares(wanted: tuple[str, ...], held: Iterable[str]) -> bool:
    """Nothing is wanted, or one of what is."""
    return not wanted or any(value in wanted for value in held)


def _is_in_period(since: str, until: str, event: Event) -> bool:
    """The event's first to last day and the period have a day in common; '' is an open end, and an undated event is
    in no period. What is known to be *before* a day counts as of that day.
    """
    if not since and not until:
        return True
    return event.date != "" and (not until or event.date <= until) and event.date_end >= since


def _is_named(wanted: tuple[str, ...], names: Iterable[str]) -> bool:
    """Nothing is wanted, or all words of one of what is occur in one name, in any order."""
    held = [_words(name) for name in names]
    return not wanted or any(bool(_words(words)) and _words(words) <= name for words in wanted for name in held)


def _words(text: str) -> set[str]:
    """The words of a name, without case and accents; what is abbreviated is one word ("U.S.")."""
    return set(re.findall(r"[^\W_]+", re.sub("[.'`\N{RIGHT SINGLE QUOTATION MARK}]", "", _unaccented(text).casefold())))


def _says(evidence: str, wanted: str) -> bool:
    """All words and "phrases in quotation marks" occur in the sentence; words of signs alone ask for nothing, and
    where there are no others nothing is found.
    """
    held = _sequence(evidence)
    parts = [_sequence(part) for part in re.findall(r'"[^"]*"|\S+', wanted)]
    phrases = [part for part in parts if part]
    return bool(phrases) and all(
        any(held[start : start + len(phrase)] == phrase for start in range(len(held))) for phrase in phrases
    )


def _sequence(text: str) -> list[str]:
    """The words of a text in their order, as the full-text search parts them ("U.S." is two)."""
    return re.findall(r"[^\W_]+", _unaccented(text).lower())


def _unaccented(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
