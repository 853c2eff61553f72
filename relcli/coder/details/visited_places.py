"""Visits: the country or town that somebody goes to, is on a visit to, or is received in.

Apart from `places`, which asks where the words of any act put it: here the place is one of the parties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.kinds import ActorKind

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, Actor, AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

GEOGRAPHIC = frozenset({ActorKind.NAME, ActorKind.CITY, ActorKind.CAPITAL, ActorKind.REGION})
SEATS = frozenset({ActorKind.METONYM, ActorKind.INSTITUTION})
ASIDE_REACH = 12  # tokens of "currently on a four-day official visit to"


def place_visited(sentence: AnnotatedSentence, act: Act, vocabulary: Vocabulary, body: str) -> str:
    """Return the country or town of a visit: "to Vietnam", "visited Ukraine"."""
    openers = vocabulary.word("visit-opener")
    for actor in sentence.actors_from(act.trigger[0], act.region[1]):
        if _is_place(actor) and sentence.lower(_before(sentence, actor)) in openers:
            if not is_aside(sentence, actor.start, vocabulary):
                return sentence.text(actor.start, actor.end, body)
    return ""


def is_aside(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> bool:
    """Is it inside "currently on an official visit to X"?"""
    words = vocabulary.word("visit-aside")
    for back in range(at - 1, max(-1, at - ASIDE_REACH), -1):
        if sentence.lowers[back] in words:
            return True
        if sentence.lowers[back] == ",":
            return False
    return False


def place_aside(sentence: AnnotatedSentence, act: Act, vocabulary: Vocabulary, body: str) -> str:
    """Return where somebody on a visit is, if the text says nothing else."""
    prepositions = vocabulary.word("visit-preposition")
    if vocabulary.word("visit-aside").isdisjoint(sentence.words):
        return ""
    for actor in sentence.actors:
        if (
            actor.start < act.region[1]
            and _is_place(actor)
            and sentence.lower(_before(sentence, actor)) in prepositions
        ):
            if is_aside(sentence, actor.start, vocabulary):
                return sentence.text(actor.start, actor.end, body)
    return ""


def host_of_visit(sentence: AnnotatedSentence, codes: set[str], vocabulary: Vocabulary) -> str:
    """Return the party to which another one is on a visit ("currently on a visit to Poland"), or an empty string."""
    nouns = vocabulary.word("visit-noun")
    if nouns.isdisjoint(sentence.words):
        return ""
    for actor in sentence.actors:
        if len(actor.codes) == 1 and actor.codes[0] in codes and _is_place(actor):
            at = _before(sentence, actor)
            if sentence.lower(at) == "to" and sentence.lower(at - 1) in nouns:
                return actor.codes[0]
    return ""


def seat_received_at(sentence: AnnotatedSentence, act: Act, body: str) -> str:
    """Return "White House" in "welcomed the prime minister to the White House"."""
    for actor in sentence.actors_from(act.trigger[1], act.region[1]):
        if actor.kind in SEATS and not actor.possessive:
            if sentence.lower(actor.start - 1) == "the" and sentence.lower(actor.start - 2) == "to":
                return sentence.text(actor.start, actor.end, body)
    return ""


def _is_place(actor: Actor) -> bool:
    return all(member.kind in GEOGRAPHIC for member in actor.members_or_self) and not actor.possessive


def _before(sentence: AnnotatedSentence, actor: Actor) -> int:
    """Return the token before an actor and its article."""
    return actor.start - 1 - (sentence.lower(actor.start - 1) == "the")
