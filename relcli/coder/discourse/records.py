"""From merged drafts to the coder's records: numbers, occasions, inherited dates and places, values by type."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcli.coder.annotations import Dated
from relcli.coder.clauses.verb_shapes import FINITE
from relcli.coder.details.act_dates import published_date
from relcli.coder.details.sectors import NOT_MULTILATERAL
from relcli.coder.details.visits import host_of_visit
from relcli.coding import CodedEvent, Trace

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, Actor, Draft
    from relcli.coder.pipeline import RuleCoder
    from relcli.coding import Document

PLANNED = frozenset({"plan", "invite"})
SHORT_WORD = 3  # letters: "bin", "Jr." are no name by themselves


def finish_events(events: list[Draft], drafts: list[Draft], document: Document, coder: RuleCoder) -> list[CodedEvent]:
    """Return the records of merged events, retellings attached, occasions numbered."""
    _use_full_names(drafts)
    numbers = {id(event): number for number, event in enumerate(events, 1)}
    records = []
    for event in events:
        record = _record(event, numbers, document, coder)
        retellings = [
            replace(_record(draft, numbers, document, coder), number=record.number)
            for draft in drafts
            if draft.group is event and draft.sentence.start != event.sentence.start
        ]
        records.append(replace(record, retellings=tuple(retellings)))
    return records


def _use_full_names(drafts: list[Draft]) -> None:
    """Write "Sharif" as the document's "Shehbaz Sharif", if one person only of that country bears the name."""
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


def _occasion_of(draft: Draft) -> Draft | None:
    occasion = draft.occasion
    if occasion is None:
        return None
    return occasion.group or occasion


def _record(draft: Draft, numbers: dict[int, int], document: Document, coder: RuleCoder) -> CodedEvent:
    act, sentence = draft.act, draft.sentence
    occasion = _occasion_of(draft)
    dated = _dated(draft, occasion, document)
    values = coder.vocabulary.values.get((act.type, act.mode)) or coder.vocabulary.values[(act.type, "")]
    sectors = draft.sectors or _sectors_of_parties(act)
    people, countries = _people(draft, occasion)
    return CodedEvent(
        number=numbers.get(id(draft), 0),
        source=tuple(sorted(act.source.codes)) if len(act.source.codes) > 1 else act.source.codes,
        target=tuple(sorted(act.target.codes)) if len(act.target.codes) > 1 else act.target.codes,
        mutual=act.mutual,
        type=act.type,
        modality=act.modality,
        start=sentence.start,
        end=sentence.end,
        date=dated.first,
        date_end=dated.last,
        date_precision=dated.precision,
        date_basis=dated.basis,
        mode=act.mode,
        quad_class=values["quad_class"],
        intensity=float(values["intensity"]) if values["intensity"] else None,
        sectors=sectors,
        place=draft.place or (occasion.place if occasion and act.mode not in PLANNED else ""),
        host=_host(draft),
        setting=draft.setting or (occasion.setting if occasion else ""),
        part_of=numbers.get(id(occasion)) if occasion else None,
        people=people,
        people_countries=countries,
        level=draft.level or (occasion.level if occasion else ""),
        attribution=draft.attribution,
        headline=draft.headline,
        coder=coder.name,
        lexicon=coder.lexicon_version,
        trace=_trace(draft, dated),
    )


def _sectors_of_parties(act: Act) -> tuple[str, ...]:
    """Where no field is named: dealing with an organisation is multilateral, a plain meeting politics."""
    for side in (act.source, act.target):
        for member in side.members_or_self:
            if member.kind == "organisation" and member.codes and not set(member.codes) & NOT_MULTILATERAL:
                return ("multilateral",)
    return ("politics",) if act.type == "CONSULT" else ()


def _dated(draft: Draft, occasion: Draft | None, document: Document) -> Dated:
    if draft.dated is not None:
        return draft.dated
    if draft.act.modality == "historical":
        return Dated("", "", "day", "inferred", "background without a date")
    if occasion is not None and occasion.dated is not None:
        basis = "inferred" if occasion.dated.stated else occasion.dated.basis
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
        standing = {side.codes for side in sides if _is_nameless_person(side)} - {(code,) for code in people.values()}
        for name, code in zip(occasion.people, occasion.people_countries, strict=True):
            speaks = code in draft.act.source.codes and not people and name.split()[-1] in draft.attribution
            if (code,) in standing or speaks:
                people.setdefault(name, code)
    return tuple(people), tuple(people.values())


def _is_nameless_person(side: Actor) -> bool:
    return not side.person and (bool(side.level) or side.reference in {"person", "title", "counterpart"})


def _named_beside(draft: Draft, known: dict[str, str]) -> dict[str, str]:
    """Return people of both sides named in the act's own words beside the ones who act ("at the invitation of ...")."""
    act = draft.act
    if act.modality == "historical":
        return {}
    first = act.clause.left if act.clause is not None and act.clause.group.shape == FINITE else 0
    codes = {*act.source.codes, *act.target.codes}
    words = {word for name in known for word in name.replace(",", " ").split()}
    found: dict[str, str] = {}
    for actor in draft.sentence.actors:
        if not first <= actor.start < act.region[1]:
            continue
        for member in actor.members_or_self:
            person, side = member.person, member.codes[:1]
            if person and not member.possessive and not member.reference and set(side) & codes:
                if not {word for word in person.split() if len(word) > SHORT_WORD} & words:
                    found[person] = side[0]
    return found


def _host(draft: Draft) -> str:
    act = draft.act
    if act.type != "CONSULT":
        return ""
    if "host" in act.flags and len(act.source.codes) == 1:
        return act.source.codes[0]
    if act.mode == "visit" and len(act.target.codes) == 1:
        return act.target.codes[0]
    return host_of_visit(draft.sentence, frozenset({*act.source.codes, *act.target.codes}))


def _trace(draft: Draft, dated: Dated) -> Trace:
    act, tokens = draft.act, draft.sentence.tokens
    return Trace(
        rule=act.rule,
        row=act.row,
        trigger=(tokens[act.trigger[0]].start, tokens[act.trigger[1] - 1].end),
        source_from=act.source_from,
        target_from=act.target_from,
        date_rule=dated.rule,
        sector_terms=draft.sector_terms,
    )
