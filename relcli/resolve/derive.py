"""The event that a group of tellings is: which telling speaks for it, and what the others add.

The best telling gives the date, the parties, the act, the sentence and the document. It is the one that
is not background, then with a stated before an inferred before a published date, then with the more
precise date, then with more people named, then from the earliest document. What it leaves empty is filled
from the next best; people come from the longest list, sectors from all, the level is the highest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.model import LEVELS, SECTORS, Event
from relcli.query.words import fold
from relcli.resolve.telling import date_rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relcli.resolve.telling import Telling


def rank(telling: Telling) -> tuple[object, ...]:
    """Return the key by which the best telling comes first."""
    coded = telling.coded
    return (
        coded.modality == "historical",
        date_rank(coded),
        -len(coded.people),
        telling.key,
    )


def derive(tellings: Iterable[Telling], event_id: int) -> tuple[Event, Telling]:
    """Return the event of a group of tellings, and the telling that is its evidence."""
    ranked = sorted(tellings, key=rank)
    best = ranked[0]
    coded = best.coded
    act = next(
        (telling.coded for telling in ranked if telling.coded.mode and telling.coded.type == coded.type),
        coded,
    )
    people = max((telling.coded for telling in ranked), key=lambda other: len(other.people))
    return Event(
        id=event_id,
        date=coded.date,
        date_end=coded.date_end or coded.date,
        date_precision=coded.date_precision,
        date_basis=coded.date_basis,
        source=coded.source,
        target=coded.target,
        mutual=coded.mutual,
        type=coded.type,
        mode=act.mode,
        quad_class=act.quad_class,
        intensity=act.intensity,
        modality=coded.modality,
        sectors=_all_sectors(ranked),
        place=_first(telling.coded.place for telling in ranked),
        host=_first(telling.coded.host for telling in ranked),
        setting=_first(telling.coded.setting for telling in ranked),
        part_of=next(
            (telling.occasion for telling in ranked if telling.occasion not in {None, event_id}), None
        ),
        people=people.people,
        people_countries=people.people_countries,
        level=_highest_level(ranked),
        attribution=coded.attribution,
        headline=coded.headline,
        evidence=best.evidence,
        document=best.document,
        outlet=best.outlet,
        url=best.url,
        published=best.published,
        mentions=len(ranked),
        outlets=count_outlets(ranked),
        first_seen=min(telling.first_seen for telling in ranked),
    )
    return event, best


def count_outlets(tellings: Iterable[Telling]) -> int:
    """Return the number of distinct publishers, at least 1; a sentence copied word by word counts once
    (wire copies).
    """
    by_sentence: dict[str, Telling] = {}
    for telling in sorted(tellings, key=lambda telling: telling.key):
        by_sentence.setdefault(fold(telling.evidence), telling)
    return max(1, len({fold(telling.outlet) for telling in by_sentence.values() if telling.outlet}))


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
