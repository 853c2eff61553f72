"""The fields of relations that an act is about: terms of the lexicon in its stretch of the sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from relcli.coder.annotations import SectorTerm, TermsHere
from relcli.coder.kinds import ActorKind

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, Actor, AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

STATE_LIKE_UNIONS = frozenset({"EU"})
"""Organisations that deal like a state, so that dealing with them is not multilateral."""
SECTORS_OF_TYPES = {"ASSAULT": ("security", "defence"), "MOBILIZE": ("defence",)}
LIST_SIGNS = frozenset({",", "&"})
ITEM_ENDS = frozenset({",", ".", "and"})
SENTENCE_BREAKS = frozenset({";", "."})
SHORTEST_STEM = 4
LEAST_FIELDS = 3  # acts that name a field, for a text to have one
TOPIC_SHARE = 0.6  # of them


def find_sectors(sentence: AnnotatedSentence, region: tuple[int, int], vocabulary: Vocabulary) -> list[SectorTerm]:
    """Return every sector term in a stretch of a sentence; where it has none, in the rest of the sentence."""
    end = _end_of_list(sentence, region[1], vocabulary)
    found = _terms(sentence, (region[0], end), vocabulary)
    found = found or _terms(sentence, (0, len(sentence.tokens)), vocabulary)
    return found + _organisations(sentence, (region[0], end), found)


def sectors_of_text(named: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the fields that a whole text is about: those that most of its acts with a field name."""
    fields = [sectors for sectors in named if sectors]
    counts = Counter(sector for sectors in fields for sector in sectors)
    if len(fields) < LEAST_FIELDS:
        return ()
    return tuple(sector for sector, count in counts.items() if count >= TOPIC_SHARE * len(fields))


def sectors_of_act(act: Act, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sectors of an act: those its words name, with what lies in its type and in its parties.

    Whatever an attack or a move of troops is about, it is a matter of arms; an act that names no field is one of an
    organisation's, or of plain politics. `named` may be those of the text, where an act names none of its own.
    """
    sectors = tuple(dict.fromkeys((*named, *SECTORS_OF_TYPES.get(act.type, ()))))
    if sectors:
        return sectors
    if act.type == "THREATEN":
        return ("security",)
    return ("multilateral",) if _is_multilateral(act.source) or _is_multilateral(act.target) else ("politics",)


def _end_of_list(sentence: AnnotatedSentence, end: int, vocabulary: Vocabulary) -> int:
    """Return the end of a list that the act's stretch cuts: "..., health, education and defence"."""
    words, stops = vocabulary.word("sector-list-word"), vocabulary.word("sector-list-end")
    at = end
    while at < len(sentence.lowers):
        lower = sentence.lowers[at]
        if lower not in words and lower not in LIST_SIGNS and sentence.lower(at + 1) not in ITEM_ENDS:
            break
        if lower in stops or lower in SENTENCE_BREAKS or sentence.actor_at(at) is not None:
            break
        at += 1
    return at


def _terms(sentence: AnnotatedSentence, region: tuple[int, int], vocabulary: Vocabulary) -> list[SectorTerm]:
    found: list[SectorTerm] = []
    at, end = region
    if sentence.terms is None:
        sentence.terms = _all_terms(sentence, vocabulary)
    for here in sentence.terms[bisect_left(sentence.terms, (at,)) :]:
        if here.at >= end:
            break
        if here.at < at:
            continue
        if here.end <= end:
            found.extend(SectorTerm(sector, here.at, here.end) for sector in here.sectors)
            at = here.end
        elif stem := _stem_sector(sentence.lowers[here.at], vocabulary):
            found.append(SectorTerm(stem, here.at, here.at + 1))
    return found


def _all_terms(sentence: AnnotatedSentence, vocabulary: Vocabulary) -> list[TermsHere]:
    """Return the terms that begin at each token of a sentence, for all of its acts."""
    lowers, table = sentence.lowers, vocabulary.sectors
    singulars = [_singular(word) for word in lowers]
    found: list[TermsHere] = []
    for at, lower in enumerate(lowers):
        if sentence.capitals[at] and _is_of_name(sentence, at):
            continue
        match = table.longest(lowers, at) or table.longest(singulars, at)
        if match:
            found.append(TermsHere(at, match[0], tuple(match[1])))
        elif stem := _stem_sector(lower, vocabulary):
            found.append(TermsHere(at, at + 1, (stem,)))
    return found


def _is_of_name(sentence: AnnotatedSentence, at: int) -> bool:
    """Is a token part of somebody's name ("Mr Rice", "Ms Bush")?"""
    actor = sentence.actor_at(at)
    return actor is not None and bool(actor.person) and sentence.tokens[at].text in actor.person.split()


def _organisations(sentence: AnnotatedSentence, region: tuple[int, int], known: list[SectorTerm]) -> list[SectorTerm]:
    """An organisation named in an act makes it multilateral, unless its name says its field ("the IMF")."""
    if any(term.sector == "multilateral" for term in known):
        return []
    for actor in sentence.actors_from(*region):
        if _is_multilateral(actor) and not any(actor.start <= term.start < actor.end for term in known):
            return [SectorTerm("multilateral", actor.start, actor.end)]
    return []


def _is_multilateral(actor: Actor) -> bool:
    return any(
        member.kind == ActorKind.ORGANISATION and member.codes and not set(member.codes) & STATE_LIKE_UNIONS
        for member in actor.members_or_self
    )


def _singular(word: str) -> str:
    """Return "exercise" for "exercises": a term includes its plural."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _stem_sector(word: str, vocabulary: Vocabulary) -> str:
    if len(word) >= SHORTEST_STEM:
        for length in range(min(len(word), vocabulary.longest_stem), SHORTEST_STEM - 1, -1):
            sector = vocabulary.sector_stems.get(word[:length])
            if sector:
                return sector
    return ""
