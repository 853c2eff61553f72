"""The event that a group of mentions is: which mention speaks for it, what the others add, and what people decided.

The best mention gives the date, the parties, the act, the sentence and the document. It is the one that a person
wrote, else one that is not background, then (of rows of an event file) one with a place, then one with a stated
before an inferred before a published date, then with the more precise date, then with more people named, then from
the earliest document. What it leaves empty is filled from the next best; people come from the longest list, sectors
from all, the level is the highest. So is the confidence, unless what speaks for the event has none: nothing that a
person or an event file says is doubted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from relcli.model import HAND, LEVELS, SECTORS, Event, from_text
from relcli.query.words import fold
from relcli.resolve.mention import date_rank, is_exact_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relcli.resolve.mention import Mention


def rank(mention: Mention) -> tuple[object, ...]:
    """Return the key by which the best mention comes first."""
    coded = mention.coded
    return (
        coded.coder != HAND,
        coded.modality == "historical",
        is_exact_block(mention.block) and not coded.place,
        date_rank(coded),
        -len(coded.people),
        mention.key,
    )


def derive(mentions: Iterable[Mention], event_id: int) -> tuple[Event, Mention]:
    """Return the event of a group of mentions, and the mention that is its evidence."""
    ranked = list(mentions)
    if len(ranked) == 1:
        return _derive_from_one(ranked[0], event_id), ranked[0]
    ranked.sort(key=rank)
    best = ranked[0]
    coded = best.coded
    same_type = (mention.coded for mention in ranked if mention.coded.type == coded.type)
    act = next((other for other in same_type if other.mode), coded)
    occasions = (mention.occasion for mention in ranked)
    taken: dict[str, Any] = {name: getattr(coded, name) for name in _FROM_BEST}
    taken |= {name: getattr(best, name) for name in _FROM_BEST_DOCUMENT}
    taken |= {name: _first(getattr(mention.coded, name) for mention in ranked) for name in _FROM_FIRST_NAMED}
    longest = max((mention.coded for mention in ranked), key=lambda other: len(other.people))
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
        mentions=sum(mention.counted.mentions for mention in ranked),
        documents=count_documents(ranked),
        outlets=count_outlets(ranked),
        first_seen=min(mention.first_seen for mention in ranked),
        confidence=None if coded.confidence is None else _highest_confidence(ranked),
    )
    return event, best


def _derive_from_one(mention: Mention, event_id: int) -> Event:
    """Return the event of a single mention, without comparing: most rows of event files are one."""
    coded = mention.coded
    occasion = mention.occasion
    return Event(
        event_id, coded.date, coded.date_end or coded.date, coded.date_precision, coded.date_basis,
        coded.source, coded.target, coded.mutual, coded.type, coded.mode, coded.quad_class, coded.intensity,
        coded.modality, _all_sectors([mention]) if len(coded.sectors) > 1 else coded.sectors, coded.place, coded.host,
        coded.setting, None if occasion == event_id else occasion, coded.people, coded.people_countries,
        coded.level, coded.attribution, coded.headline, mention.evidence, mention.document, mention.outlet,
        mention.url, mention.published, mention.counted.mentions, mention.counted.outlets, mention.first_seen,
        mention.counted.documents, confidence=coded.confidence,
    )  # fmt: skip


_FROM_BEST = (
    "date", "date_precision", "date_basis", "source", "target", "mutual", "type", "modality", "attribution",
    "headline",
)  # fmt: skip
"""Fields that are the best mention's alone."""

_FROM_BEST_DOCUMENT = ("evidence", "document", "outlet", "url", "published")
"""Fields that say where the best mention is."""

_FROM_FIRST_NAMED = ("place", "host", "setting")
"""Fields that the next best mention fills where the best leaves them empty."""


def count_documents(mentions: Iterable[Mention]) -> int:
    """Return the number of documents that report the event."""
    counts: dict[str, int] = {}
    for mention in mentions:
        counts[mention.content_hash] = max(counts.get(mention.content_hash, 0), mention.counted.documents)
    return sum(counts.values())


def count_outlets(mentions: Sequence[Mention]) -> int:
    """Return the number of distinct publishers, at least 1 and at least as many as a record from elsewhere had; a
    sentence copied word for word (wire copies) counts once.
    """
    ordered = sorted(mentions, key=lambda mention: mention.key)
    publishers = distinct_outlets((mention.outlet, mention.evidence) for mention in ordered)
    return max(publishers, *(mention.counted.outlets for mention in mentions))


def distinct_outlets(told: Iterable[tuple[str, str]]) -> int:
    """Return the number of publishers among (outlet, sentence) in the order of `Mention.key`."""
    outlets: set[str] = set()
    sentences: set[str] = set()
    for outlet, evidence in told:
        sentence = fold(evidence)
        if outlet and sentence not in sentences:
            outlets.add(fold(outlet))
        if sentence:  # rows of event files have none
            sentences.add(sentence)
    return len(outlets)


def _first(texts: Iterable[str]) -> str:
    """Return the first text that is not empty."""
    return next((text for text in texts if text), "")


def _all_sectors(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Return the sectors of all mentions in the order of the list."""
    named = {sector for mention in mentions for sector in mention.coded.sectors}
    return tuple(sector for sector in SECTORS if sector in named)


def _highest_level(mentions: Sequence[Mention]) -> str:
    """Return the highest level that any mention names."""
    named = {mention.coded.level for mention in mentions}
    return next((level for level in LEVELS if level in named), "")


def _highest_confidence(mentions: Sequence[Mention]) -> float:
    """Return how sure the coder is of the mention of which it is surest."""
    return max(mention.coded.confidence for mention in mentions if mention.coded.confidence is not None)


@dataclass(frozen=True, slots=True)
class Decision:
    """What people decided about an event: edited fields as texts (lists joined by ';'), and whether it is rejected."""

    edits: dict[str, str] = field(default_factory=dict)
    rejected: bool = False

    def applied(self, event: Event) -> Event:
        """Return the event with its edits put on top of what its mentions say."""
        if not self.edits:
            return event
        return event._replace(**{name: from_text(name, text) for name, text in self.edits.items()})
