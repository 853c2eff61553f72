"""Actors that are named together ("France, Germany and Italy"), and the preposition that governs an actor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import Actor
from relcli.coder.kinds import ActorKind, FormShape

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

MOST_ADJECTIVES = 3
CENTURIES = ("18", "19", "20")
HEADLINE_SUBJECTS = frozenset({ActorKind.NAME, ActorKind.CAPITAL, ActorKind.METONYM, ActorKind.ORGANISATION})
OTHERS_REACH = 3  # tokens after "and" in which "others" may close a list
ACCORDING_REACH = 3  # tokens of "according to the"


def mark_prepositions(sentence: AnnotatedSentence, actors: list[Actor], vocabulary: Vocabulary) -> None:
    """Write on every actor the preposition that governs it, if any."""
    for actor in actors:
        preposition = _preposition_before(sentence, actor.start, vocabulary)
        actor.preposition = "" if _opens_clause(sentence, actor, preposition, vocabulary) else preposition


def coordinated(sentence: AnnotatedSentence, actors: list[Actor], vocabulary: Vocabulary) -> list[Actor]:
    """Return the actors of a sentence with the members of every coordination put together as one actor."""
    merged: list[Actor] = []
    chain: list[Actor] = []
    closed = False
    for actor in actors:
        link = _link(sentence, chain, actor, vocabulary) if chain else ""
        # "A, B and C and D", "A and B, as well as C": only another "and" goes beyond the first
        if link and (not closed or link == "and"):
            chain.append(actor)
            closed = closed or link == "and"
            continue
        merged.extend(_together(chain, closed or (len(chain) > 1 and _is_whole(sentence, chain, vocabulary))))
        chain, closed = [actor], False
    merged.extend(_together(chain, closed or (len(chain) > 1 and _is_whole(sentence, chain, vocabulary))))
    for actor in merged:
        if actor.members and _opens_clause(sentence, actor, actor.preposition, vocabulary):
            actor.preposition = ""
    return merged


# -------------------------------------------------------------------- prepositions


def _preposition_before(sentence: AnnotatedSentence, start: int, vocabulary: Vocabulary) -> str:
    """Return the preposition before a token, past articles, adjectives, numbers and titles."""
    at, adjectives, described = start - 1, 0, False
    while at >= 0:
        lower = sentence.lowers[at]
        if lower in vocabulary.word("preposition"):
            if not _leads_amount(sentence, at, vocabulary):
                return lower
            at -= 1  # "detained up to 20 Pakistanis"
        elif len(lower) == 4 and lower.isdigit() and lower.startswith(CENTURIES) and not adjectives:
            return ""  # "In 1990 Iraq invaded": the year is the preposition's
        elif at in sentence.stopped or lower in vocabulary.describing:
            described = True  # "fellow AU state Togo", "its neighbour Botswana"
        elif not (_is_filler(lower, vocabulary) or (lower == "'s" and not adjectives)):
            known = described or _looks_like_adjective(lower, vocabulary)  # "its richer neighbour Botswana"
            if adjectives == MOST_ADJECTIVES or not known:
                return ""
            adjectives += 1
        at -= 1
    return ""


def _leads_amount(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> bool:
    """Is a preposition that of "up to 20", "close to a dozen"?"""
    if sentence.lower(at - 1) not in vocabulary.word("coordination-amount-lead"):
        return False
    following = sentence.lower(at + 1 + (sentence.lower(at + 1) in vocabulary.word("article")))
    return following[:1].isdigit() or following in vocabulary.word("coordination-numeral")


def _is_filler(lower: str, vocabulary: Vocabulary) -> bool:
    """May there be any number of such words between a preposition and its noun?"""
    word = vocabulary.word
    return (
        lower in word("determiner")
        or lower in word("separator-adjective")
        or lower in word("honorific")
        or lower[:1].isdigit()
        or lower in word("coordination-numeral")
    )


def _looks_like_adjective(lower: str, vocabulary: Vocabulary) -> bool:
    return lower.isalpha() and lower.endswith(vocabulary.adjective_endings) and lower not in vocabulary.frames.forms


def _opens_clause(sentence: AnnotatedSentence, actor: Actor, preposition: str, vocabulary: Vocabulary) -> bool:
    """Is the preposition before an actor a conjunction, because the actor's verb follows ("after Iran attacked")?"""
    if preposition not in vocabulary.word("coordination-preposition-or-conjunction"):
        return False
    at = actor.end
    while sentence.lower(at) in vocabulary.word("adverb"):
        at += 1
    lower = sentence.lower(at)
    readings = vocabulary.frames.forms.get(lower, ())
    return lower in vocabulary.auxiliaries or any(form.shape != FormShape.GERUND for form in readings)


# -------------------------------------------------------------------- coordinations


def _link(sentence: AnnotatedSentence, chain: list[Actor], actor: Actor, vocabulary: Vocabulary) -> str:
    """Return "," or "and" for what joins an actor to a chain, or an empty string for anything else."""
    word = vocabulary.word
    words = [
        lower
        for lower in sentence.lowers[chain[-1].end : actor.start]
        if lower not in word("determiner")
        and lower not in word("honorific")
        and lower not in word("separator-adjective")
        and lower != "'s"
    ]
    if len(words) > 1 and " ".join(words).removeprefix(", ") in word("coordination-list-opener"):
        return ","
    if not vocabulary.describing.isdisjoint(words):  # "Spain and its closest ally Portugal"
        words = [lower for lower in words if not lower.isalpha() or lower in vocabulary.function_words]
    if words == [","]:  # "According to the Kremlin, Russia and Iran held talks"
        first = chain[0].start
        return "" if "according" in sentence.lowers[max(0, first - ACCORDING_REACH) : first] else ","
    if words and words[0] == ",":
        words = words[1:]
    return "and" if " ".join(words) in word("coordination-last-link") else ""


def _is_whole(sentence: AnnotatedSentence, chain: list[Actor], vocabulary: Vocabulary) -> bool:
    """Is a chain without "and" a list of its own?"""
    return _closed_by_others(sentence, chain, vocabulary) or _is_comma_subject(sentence, chain, vocabulary)


def _is_comma_subject(sentence: AnnotatedSentence, chain: list[Actor], vocabulary: Vocabulary) -> bool:
    """`Portugal, Spain agree`, `Portugal, Spain to build`: a headline's comma between two subjects is an "and"."""
    if len(chain) != 2 or chain[0].start > 0 or chain[0].codes == chain[1].codes:
        return False
    if any(actor.possessive or actor.kind not in HEADLINE_SUBJECTS for actor in chain):
        return False
    following = sentence.lower(chain[1].end)
    if following == "to":
        return sentence.is_headline
    return any(form.shape == FormShape.BASE for form in vocabulary.frames.forms.get(following, ()))


def _closed_by_others(sentence: AnnotatedSentence, chain: list[Actor], vocabulary: Vocabulary) -> bool:
    """Does "and others" or "and several other countries" close a list whose last member is no actor?"""
    at = chain[-1].end + (sentence.lower(chain[-1].end) == ",")
    words = sentence.lowers[at + 1 : at + 1 + OTHERS_REACH]
    return sentence.lower(at) in {"and", "&"} and not vocabulary.word("coordination-other").isdisjoint(words)


def _together(chain: list[Actor], closed: bool) -> list[Actor]:
    """Return a closed chain as one actor, an open one as it is."""
    if len(chain) < 2 or not closed:
        return chain
    last = chain[-1]
    if last.kind == ActorKind.PERSON and not last.person:  # "Armenian and Azerbaijani foreign ministers"
        for member in chain[:-1]:
            if member.kind == ActorKind.ADJECTIVE:
                member.kind, member.level, member.office = ActorKind.PERSON, last.level, last.office
    elif last.kind == ActorKind.BODY:
        for member in chain[:-1]:
            member.kind = ActorKind.BODY if member.kind == ActorKind.ADJECTIVE else member.kind
    codes = tuple(dict.fromkeys(code for member in chain for code in member.codes))
    kind = ActorKind.COORDINATION
    whole = Actor(chain[0].start, last.end, codes, kind, found=str(kind), members=tuple(chain))
    whole.possessive, whole.preposition = last.possessive, chain[0].preposition
    return [whole]
