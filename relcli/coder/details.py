"""What belongs to an act beside its parties: sectors, people, place, setting, attribution, a one-line headline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcli.model import LEVELS

if TYPE_CHECKING:
    from relcli.coder.acts import Act
    from relcli.coder.clauses import Clause
    from relcli.coder.text import Dateline
    from relcli.coder.view import Actor, View
    from relcli.coder.vocabulary import Vocabulary

LONGEST_HEADLINE = 100
PLACE_WORDS = frozenset({"in", "at", "near", "inside", "outside", "off"})
PLACED_TYPES = frozenset(
    {"CONSULT", "AID", "RETREAT", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST", "COOPERATE", "CONCEDE"}
)
PLACED_MODES = frozenset({"sign", "ratify", "accredit"})
"""Acts that happen somewhere; of mere words a place in their sentence is seldom theirs ("the attack in Moscow")."""
VISITING = frozenset({"visit", "plan", "invite"})
_SETTING = re.compile(
    r"\b(?:on|at) the (?:sidelines?|margins?) of (?:the )?(?P<a>[^,.;:]{3,80}?)(?= (?:in|on|at|and|where|to|with)\b|[,.;:]|$)"
    r"|\bat the (?P<b>(?:[A-Z0-9][\w’'&-]*|of|the|on|for|and|[–-]) ?(?:(?:[A-Z0-9][\w’'&-]*|of|the|on|for|and|[–-]) ?){0,7}(?:[Ss]ummit|[Cc]onference|[Ff]orum|[Aa]ssembly|[Mm]eeting))"
)


def find_sectors(view: View, region: tuple[int, int], vocabulary: Vocabulary) -> list[tuple[str, int, int]]:
    """Return (sector, first token, end token) of every sector term in a stretch of a sentence."""
    found: list[tuple[str, int, int]] = []
    at, end = region
    while at < end:
        match = vocabulary.sectors.longest(view.lowers, at)
        if match and match[0] <= end:
            found.extend((sector, at, match[0]) for sector in match[1])
            at = match[0]
            continue
        stem = _stem_sector(view.lowers[at], vocabulary)
        if stem:
            found.append((stem, at, at + 1))
        at += 1
    return found


def _stem_sector(word: str, vocabulary: Vocabulary) -> str:
    if len(word) > 4:
        for length in range(len(word), 3, -1):
            sector = vocabulary.sector_stems.get(word[:length])
            if sector:
                return sector
    return ""


def people_of(act: Act) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Return the people of both sides, the countries they stand for, and the highest level taking part."""
    people: dict[str, str] = {}
    levels = []
    for side in (act.source, act.target):
        for member in side.everyone:
            if member.person and member.codes and member.person not in people:
                people[member.person] = member.codes[0]
            if member.level:
                levels.append(member.level)
    level = min(levels, key=LEVELS.index) if levels else ""
    return tuple(people), tuple(people.values()), level


def find_place(view: View, act: Act, body: str, dateline: Dateline | None) -> str:
    """Return the place of an act in the text's own words, or an empty string."""
    visiting = act.mode in VISITING or "visit" in view.lowers[act.region[0] : act.region[1]]
    if not (visiting or act.type in PLACED_TYPES or act.mode in PLACED_MODES):
        return _from_dateline(view, dateline)
    first, last = (0, len(view.tokens)) if act.type == "CONSULT" else (act.trigger[0] - 3, act.region[1])
    for actor in view.actors:
        if not first <= actor.start <= last:
            continue
        if actor.kind in {"city", "capital", "name", "region"} and not actor.possessive and _is_place(actor, act):
            return _place_words(view, actor, body)
        if visiting and act.type in {"CONSULT", "AGREE"} and actor.kind in {"name", "city", "capital"}:
            if view.lower(actor.start - 1) in {"to", "visit", "visits", "visited", "visiting", "the"}:
                return view.text(actor.start, actor.end, body)
    venue = _venue(view, act, body)
    if venue and dateline and dateline.place:
        return f"{venue}, {dateline.place.title()}"
    if venue:
        return venue
    return _from_dateline(view, dateline)


def _from_dateline(view: View, dateline: Dateline | None) -> str:
    """The dateline's place holds for "here" and for what the dateline's own sentence reports."""
    if dateline and dateline.place and ("here" in view.lowers or view.sentence.start <= dateline.end):
        return dateline.place.title()
    return ""


def _is_place(actor: Actor, act: Act) -> bool:
    if actor.oblique not in PLACE_WORDS:
        return False
    return actor.kind != "name" or act.type not in {"REQUEST", "ACCUSE"}


def _place_words(view: View, actor: Actor, body: str) -> str:
    return view.text(actor.start, actor.end, body)


def _venue(view: View, act: Act, body: str) -> str:
    """Return "Presidential Secretariat" in "at the Presidential Secretariat": capitalised words behind "at"."""
    first, last = (0, len(view.tokens)) if act.type == "CONSULT" else (act.region[0] - 2, act.region[1] + 12)
    for at in range(max(0, first), min(last, len(view.tokens) - 1)):
        if view.lowers[at] != "at":
            continue
        start = at + 1 + (view.lower(at + 1) in {"the", "his", "her", "their"})
        end = start
        while view.capitalised(end) or (
            end > start and view.lower(end) in {"'s", "of", "the", "’"} and view.capitalised(end + 1)
        ):
            end += 1
        words = view.lowers[start:end]
        if end > start and not any(word in {"summit", "conference", "assembly", "forum"} for word in words):
            actor = view.actor_at(start)
            if actor is None or end - start > 1:
                return view.text(start, end, body)
    return ""


def find_setting(sentence: str) -> str:
    """Return the forum or event at whose margin something was done, in the text's words."""
    match = _SETTING.search(sentence)
    if match is None:
        return ""
    return (match.group("a") or match.group("b") or "").strip()


def find_attribution(view: View, clauses: list[Clause], act: Act, vocabulary: Vocabulary, body: str) -> str:
    """Return who says so: the subject of the speech verb around the act, or who stands behind "according to"."""
    for at in range(len(view.lowers) - 2):
        if view.lowers[at] == "according" and view.lowers[at + 1] == "to":
            return _words_until(view, at + 2, body)
    for clause in clauses:
        lemmas = {form.lemma for form in clause.group.readings}
        if not lemmas & SAYING or clause.group.verb in range(*act.trigger):
            continue
        if (
            clause.group.end <= act.trigger[0]
            or clause.left >= act.trigger[1] - 1
            or clause.group.start >= act.region[1] - 1
        ):
            subject = clause.subject
            if subject is not None and subject.kind != "reference":
                return view.text(subject.start, subject.end, body)
            start = clause.left + (view.lower(clause.left) in {",", "the", "and"})
            words = [at for at in range(start, clause.group.start) if view.lowers[at].isalpha()]
            if 0 < len(words) <= 8 and subject is None:
                return view.text(words[0], words[-1] + 1, body)
            if subject is not None and subject.person:
                return subject.person
    return ""


SAYING = frozenset({"say", "tell", "state", "announce", "report", "add", "note", "claim", "confirm"})


def _words_until(view: View, at: int, body: str) -> str:
    start = at + (view.lower(at) == "the")
    end = start
    while (
        end < len(view.tokens)
        and view.lowers[end] not in {",", ".", ";", "that", "and", "which", "who"}
        and end - start < 10
    ):
        end += 1
    return view.text(start, end, body)


def _far_subject(view: View, act: Act, body: str) -> str:
    """Return the words of a subject that stands before another verb ("X met Y and [X] agreed"), else nothing."""
    clause = act.clause
    subject = clause.subject if clause else None
    if clause is None or subject is None or not clause.left <= subject.start < act.trigger[0]:
        told = subject is not None and subject.kind != "reference" and subject.end > subject.start
        return view.text(subject.start, subject.end, body) if told and subject in view.actors else ""
    return ""


def make_headline(view: View, act: Act, body: str) -> str:
    """Return the act in one line of at most 100 characters, made from the words of its clause."""
    start, end = act.region
    subject = _far_subject(view, act, body)
    if subject:
        start = act.trigger[0]
    while end > start + 1 and view.lowers[end - 1] in {
        ",",
        ".",
        ";",
        ":",
        "and",
        "that",
        "“",
        "”",
        '"',
        "–",
        "-",
    }:
        end -= 1
    while start < end - 1 and view.lowers[start] in {",", "and", "but", "that", "“", '"', "also"}:
        start += 1
    words = " ".join(f"{subject} {view.text(start, end, body)}".split())
    if len(words) <= LONGEST_HEADLINE:
        return words
    return words[: LONGEST_HEADLINE - 1].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"
