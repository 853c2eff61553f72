"""Visits: the country or town that somebody goes to, is on a visit to, or is received in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, AnnotatedSentence

GEOGRAPHIC = frozenset({"name", "city", "capital", "region"})
ASIDE = frozenset({"currently", "presently", "visiting"})
ASIDE_REACH = 12  # tokens of "currently on a four-day official visit to"


def place_visited(sentence: AnnotatedSentence, act: Act, body: str) -> str:
    """Return the country or town of a visit: "to Vietnam", "visited Ukraine"."""
    for actor in sentence.actors:
        before = sentence.lower(actor.start - 1 - (sentence.lower(actor.start - 1) == "the"))
        behind = actor.start >= act.trigger[0] and actor.start < act.region[1]
        if behind and actor.kind in GEOGRAPHIC and not actor.possessive and not actor.members:
            if before in {"to", "visit", "visits", "visited", "visiting", "in"} and not is_aside(sentence, actor.start):
                return sentence.text(actor.start, actor.end, body)
    return ""


def is_aside(sentence: AnnotatedSentence, at: int) -> bool:
    """Is it inside "currently on an official visit to X"?"""
    for back in range(at - 1, max(-1, at - ASIDE_REACH), -1):
        if sentence.lowers[back] in ASIDE:
            return True
        if sentence.lowers[back] == ",":
            return False
    return False


def place_aside(sentence: AnnotatedSentence, act: Act, body: str) -> str:
    """Return where somebody on a visit is, if the text says nothing else."""
    for actor in sentence.actors:
        if actor.start < act.region[1] and actor.kind in GEOGRAPHIC and not actor.possessive:
            if sentence.lower(actor.start - 1 - (sentence.lower(actor.start - 1) == "the")) in {"to", "in"}:
                if is_aside(sentence, actor.start):
                    return sentence.text(actor.start, actor.end, body)
    return ""


def host_of_visit(sentence: AnnotatedSentence, codes: frozenset[str]) -> str:
    """Return the party to which another one is on a visit ("currently on a visit to Poland"), or an empty string."""
    for actor in sentence.actors:
        if len(actor.codes) == 1 and actor.codes[0] in codes and actor.kind in GEOGRAPHIC and not actor.possessive:
            at = actor.start - 1 - (sentence.lower(actor.start - 1) == "the")
            if sentence.lower(at) == "to" and sentence.lower(at - 1) in {"visit", "trip", "tour"}:
                return actor.codes[0]
    return ""


def seat_received_at(sentence: AnnotatedSentence, act: Act, body: str) -> str:
    """Return "White House" in "welcomed the prime minister to the White House"."""
    for actor in sentence.actors:
        if act.trigger[1] <= actor.start < act.region[1] and actor.kind in {"metonym", "institution"}:
            if (
                sentence.lower(actor.start - 1) == "the"
                and sentence.lower(actor.start - 2) == "to"
                and not actor.possessive
            ):
                return sentence.text(actor.start, actor.end, body)
    return ""
