"""The event that a group of tellings is: which telling speaks for it, and what the others add.

The best telling gives the date, the parties, the act, the sentence and the document. It is the one that
a person wrote, else one that is not background, then (of rows of an event file) with a place, then with a
stated before an inferred before a published date, then with the more precise date, then with more people
named, then from the earliest document. What it leaves empty is filled
from the next best; people come from the longest list, sectors from all, the level is the highest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcli.model import LEVELS, SECTORS, Event
from relcli.query.words import fold
from relcli.resolve.mention import HAND, date_rank, is_exact_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relcli.resolve.mention import Telling


def rank(telling: Telling) -> tuple[object, ...]:
    """Return the key by which the best telling comes first."""
    coded = telling.coded
    return (
        coded.coder != HAND,
        coded.modality == "historical",
        is_exact_block(telling.block) and not coded.place,
        date_rank(coded),
        -len(coded.people),
        telling.key,
    )


def derive(tellings: Iterable[Telling], event_id: int) -> tuple[Event, Telling]:
    """Return the event of a group of tellings, and the telling that is its evidence."""
    ranked = list(tellings)
    if len(ranked) == 1:
        return _told_once(ranked[0], event_id), ranked[0]
    ranked.sort(key=rank)
    best = ranked[0]
    coded = best.coded
    same_type = (telling.coded for telling in ranked if telling.coded.type == coded.type)
    act = next((other for other in same_type if other.mode), coded)
    occasions = (telling.occasion for telling in ranked)
    taken: dict[str, Any] = {name: getattr(coded, name) for name in _FROM_BEST}
    taken |= {name: getattr(best, name) for name in _FROM_BEST_DOCUMENT}
    taken |= {name: _first(getattr(telling.coded, name) for telling in ranked) for name in _FROM_FIRST_NAMED}
    longest = max((telling.coded for telling in ranked), key=lambda other: len(other.people))
    event = Event(
        id=event_id,
        **taken,
        people=longest.people,
        people_countries=longest.people_countries,
        date_end=coded.date_end or coded.date,
        mode=act.mode,
        quad_class=act.quad_class,
        intensity=act.intensity,
        sectors=_all_sectors(ranked),
        part_of=next((occasion for occasion in occasions if occasion not in {None, event_id}), None),
        level=_highest_level(ranked),
        mentions=len(ranked),
        outlets=count_outlets(ranked),
        first_seen=min(telling.first_seen for telling in ranked),
    )
    return event, best


def _told_once(telling: Telling, event_id: int) -> Event:
    """Return the event of a single telling: what `derive` says of it, without looking for a better one. Most
    rows of event files are such.
    """
    coded = telling.coded
    occasion = telling.occasion
    return Event(
        event_id, coded.date, coded.date_end or coded.date, coded.date_precision, coded.date_basis,
        coded.source, coded.target, coded.mutual, coded.type, coded.mode, coded.quad_class, coded.intensity,
        coded.modality, _all_sectors([telling]) if len(coded.sectors) > 1 else coded.sectors, coded.place, coded.host,
        coded.setting, None if occasion == event_id else occasion, coded.people, coded.people_countries,
        coded.level, coded.attribution, coded.headline, telling.evidence, telling.document, telling.outlet,
        telling.url, telling.published, 1, 1, telling.first_seen,
    )  # fmt: skip


_FROM_BEST = (
    "date", "date_precision", "date_basis", "source", "target", "mutual", "type", "modality", "attribution",
    "headline",
)  # fmt: skip
"""Fields that are the best telling's alone."""

_FROM_BEST_DOCUMENT = ("evidence", "document", "outlet", "url", "published")
"""Fields that say where the best telling stands."""

_FROM_FIRST_NAMED = ("place", "host", "setting")
"""Fields that the next best telling fills where the best leaves them empty."""


def count_outlets(tellings: Iterable[Telling]) -> int:
    """Return the number of distinct publishers, at least 1; a sentence copied word by word counts once
    (wire copies).
    """
    outlets: set[str] = set()
    sentences: set[str] = set()
    for telling in sorted(tellings, key=lambda telling: telling.key):
        sentence = fold(telling.evidence)
        if telling.outlet and sentence not in sentences:
            outlets.add(fold(telling.outlet))
        if sentence:  # rows of event files have none
            sentences.add(sentence)
    return max(1, len(outlets))


def _first(texts: Iterable[str]) -> str:
    """Return the first text that is not empty."""
    return next((text for text in texts if text), "")


def _all_sectors(tellings: Sequence[Telling]) -> tuple[str, ...]:
    """Return the sectors of all tellings in the order of the list."""
    named = {sector for telling in tellings for sector in telling.coded.sectors}
    return tuple(sector for sector in SECTORS if sector in named)


def _highest_level(tellings: Sequence[Telling]) -> str:
    """Return the highest level that any telling names."""
    named = {telling.coded.level for telling in tellings}
    return next((level for level in LEVELS if level in named), "")
