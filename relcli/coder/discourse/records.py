"""From merged drafts to the coder's records: numbers, occasions, inherited dates and places, values by type."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcli.coder.annotations import Dated
from relcli.coder.details.act_dates import published_date
from relcli.coder.details.places import DEEDS
from relcli.coder.details.sectors import sectors_of_act, sectors_of_text
from relcli.coder.details.visited_places import host_of_visit
from relcli.coder.explanation import party_words
from relcli.coder.headlines.headlines import HeadlineMaker
from relcli.coder.kinds import (
    PLANNING_MODES,
    ActMode,
    ActorKind,
    ActRule,
    DateBasis,
    DatePrecision,
    FrameFlag,
    Modality,
    ReferenceKind,
    VerbShape,
)
from relcli.coding import CodedEvent, Trace

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor, Draft
    from relcli.coder.vocabulary.vocabulary import Vocabulary
    from relcli.coding import Document

PERSONAL_REFERENCES = frozenset({ReferenceKind.PERSON, ReferenceKind.TITLE, ReferenceKind.COUNTERPART})
"""References to a person, named or not."""
SHORT_WORD = 3  # letters: "bin", "Jr." are no name by themselves


def finish_events(
    events: list[Draft], drafts: list[Draft], document: Document, vocabulary: Vocabulary, coder: str
) -> list[CodedEvent]:
    """Return the records of merged events, retellings attached, occasions numbered; `coder` is the coder's name."""
    _use_full_names(drafts)
    records = _Records(events, document, vocabulary, coder)
    retold: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.original is not None:
            retold.setdefault(id(draft.original), []).append(draft)
    return [records.with_retellings(event, retold.get(id(event), [])) for event in events]


def _use_full_names(drafts: list[Draft]) -> None:
    """Write "Sharif" as the document's "Shehbaz Sharif", if only one person of that country has the name."""
    named = {pair for draft in drafts for pair in zip(draft.people, draft.people_countries, strict=True)}
    full: dict[tuple[str, str], set[str]] = {}
    for name, code in named:
        words = name.replace(",", " ").split()
        for word in words if len(words) > 1 else ():
            full.setdefault((word, code), set()).add(name)
    for draft in drafts:
        pairs: dict[str, str] = {}
        for name, code in zip(draft.people, draft.people_countries, strict=True):
            longer = full.get((name, code), set())
            pairs.setdefault(next(iter(longer)) if len(longer) == 1 else name, code)
        draft.people, draft.people_countries = tuple(pairs), tuple(pairs.values())


class _Records:
    """Makes the records of one document's events."""

    def __init__(self, events: list[Draft], document: Document, vocabulary: Vocabulary, coder: str) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.coder = coder
        self.headlines = HeadlineMaker(vocabulary, document.body)
        self.topic = sectors_of_text([event.sectors for event in events])
        self.numbers = {id(event): number for number, event in enumerate(events, 1)}

    def with_retellings(self, event: Draft, retold: list[Draft]) -> CodedEvent:
        record = self.record(event)
        retellings = tuple(
            replace(self.record(draft), number=record.number)
            for draft in retold
            if draft.sentence.start != event.sentence.start and not _is_only_meant(draft)
        )
        if not retellings:
            return record
        surest = max(record.confidence or 0.0, *(telling.confidence or 0.0 for telling in retellings))
        return replace(record, retellings=retellings, confidence=surest)

    def record(self, draft: Draft) -> CodedEvent:
        act, sentence, values = draft.act, draft.sentence, self.vocabulary.values
        occasion = draft.occasion.original or draft.occasion if draft.occasion is not None else None
        dated = _dated(draft, occasion, self.document)
        value = values.get((act.type, act.mode)) or values[(act.type, "")]
        people, countries = _people(draft, occasion)
        return CodedEvent(
            number=self.numbers.get(id(draft), 0),
            source=tuple(sorted(act.source.codes)),
            target=tuple(sorted(act.target.codes)),
            mutual=act.mutual,
            type=act.type,
            modality=act.modality.value,
            start=sentence.start,
            end=sentence.end,
            date=dated.first,
            date_end=dated.last,
            date_precision=dated.precision.value,
            date_basis=dated.basis.value,
            mode=str(act.mode),
            quad_class=value["quad_class"],
            intensity=float(value["intensity"]) if value["intensity"] else None,
            sectors=sectors_of_act(act, draft.sectors or self.topic),
            place=draft.place or (occasion.place if occasion and act.mode not in PLANNING_MODES else ""),
            host=_host(draft, self.vocabulary),
            setting=draft.setting or (occasion.setting if occasion else ""),
            part_of=self.numbers.get(id(occasion)) if occasion else None,
            people=people,
            people_countries=countries,
            level=draft.level or (occasion.level if occasion else ""),
            attribution=draft.attribution,
            headline=self.headlines.make(draft),
            coder=self.coder,
            lexicon=self.vocabulary.version,
            trace=_trace(draft, dated),
            confidence=round(act.confidence, 2),
        )


def _is_only_meant(draft: Draft) -> bool:
    """Did only a second look find an act, and names its sentence not both sides ("their last meeting before that")?"""
    act = draft.act
    sides = act.source, act.target
    unnamed = any(side.end <= side.start or side.kind is ActorKind.REFERENCE for side in sides)
    return act.parties.rule is ActRule.SECOND_LOOK and unnamed


def _dated(draft: Draft, occasion: Draft | None, document: Document) -> Dated:
    if draft.dated is not None:
        return draft.dated
    if draft.act.modality is Modality.HISTORICAL:
        return Dated("", "", DatePrecision.DAY, DateBasis.INFERRED, "background without a date")
    if occasion is not None and occasion.dated is not None and draft.act.type not in DEEDS:
        basis = DateBasis.INFERRED if occasion.dated.stated else occasion.dated.basis
        return replace(occasion.dated, basis=basis, rule="date of the meeting")
    return published_date(draft.act.type, document)


def _people(draft: Draft, occasion: Draft | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return an act's people with their countries.

    Both sides of a meeting stand for its mutual acts without names of their own; "the ambassador" or "he" is who
    stood for that side at the meeting.
    """
    people = dict(zip(draft.people, draft.people_countries, strict=True))
    people.update(_named_beside(draft, people))
    if occasion is not None and not people and draft.act.mutual:
        return occasion.people, occasion.people_countries
    if occasion is not None and not draft.act.mutual:
        sides = (draft.act.source, draft.act.target)
        nameless = {side.codes for side in sides if _is_nameless_person(side)} - {(code,) for code in people.values()}
        for name, code in zip(occasion.people, occasion.people_countries, strict=True):
            speaks = code in draft.act.source.codes and not people and name.split()[-1] in draft.attribution
            if (code,) in nameless or speaks:
                people.setdefault(name, code)
    return tuple(people), tuple(people.values())


def _is_nameless_person(side: Actor) -> bool:
    return not side.person and (bool(side.level) or side.reference in PERSONAL_REFERENCES)


def _named_beside(draft: Draft, known: dict[str, str]) -> dict[str, str]:
    """Return people of both sides named in the act's own words beside those who act ("at the invitation of ...")."""
    act = draft.act
    if act.modality is Modality.HISTORICAL:
        return {}
    first = act.clause.left if act.clause is not None and act.clause.group.shape == VerbShape.FINITE else 0
    codes = act.codes
    words = {word for name in known for word in name.replace(",", " ").split()}
    found: dict[str, str] = {}
    for actor in draft.sentence.actors_from(first, act.region[1]):
        for member in actor.members_or_self:
            person, side = member.person, member.codes[:1]
            long_words = {word for word in person.split() if len(word) > SHORT_WORD} or set(person.split())
            if person and not member.possessive and not member.reference and set(side) & codes:
                if not long_words & words:
                    found[person] = side[0]
    return found


def _host(draft: Draft, vocabulary: Vocabulary) -> str:
    act = draft.act
    if act.type != "CONSULT":
        return ""
    if FrameFlag.HOST in act.flags and len(act.source.codes) == 1:
        return act.source.codes[0]
    if act.mode == ActMode.VISIT and len(act.target.codes) == 1:
        return act.target.codes[0]
    return host_of_visit(draft.sentence, act.codes, vocabulary)


def _trace(draft: Draft, dated: Dated) -> Trace:
    act, tokens = draft.act, draft.sentence.tokens
    return Trace(
        rule=act.parties.rule.value,
        row=act.row.name,
        trigger=(tokens[act.trigger[0]].start, tokens[act.trigger[1] - 1].end),
        source_from=party_words(act.parties.source_from),
        target_from=party_words(act.parties.target_from),
        date_rule=dated.rule,
        sector_terms=draft.sector_terms,
    )
