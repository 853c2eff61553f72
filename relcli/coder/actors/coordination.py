"""Actors that stand together ("France, Germany and Italy") and the preposition an actor stands behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import Actor

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

CLAUSE_OPENERS = frozenset({"as", "after", "before", "since", "until", "than", "like"})
"""Words that are prepositions before a noun and conjunctions before a clause."""
NUMERALS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozens hundreds thousands both some".split()
)
MOST_ADJECTIVES = 3
LAST_LINKS = (("and",), ("&",), ("as", "well", "as"), ("along", "with"), ("together", "with"), ("nor",))
ADJECTIVE_ENDINGS = (
    "ern",
    "al",
    "ive",
    "ous",
    "ic",
    "ed",
    "ful",
    "ent",
    "ant",
    "ing",
    "ry",
    "an",
    "ese",
    "ish",
)


def mark_prepositions(sentence: AnnotatedSentence, vocabulary: Vocabulary) -> None:
    """Write on every actor the preposition that governs it, if any."""
    for actor in sentence.actors:
        preposition = _preposition_before(sentence, actor.start, vocabulary)
        opens_clause = preposition in CLAUSE_OPENERS and _verb_follows(sentence, actor.end, vocabulary)
        actor.preposition = "" if opens_clause else preposition


def _verb_follows(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> bool:
    while sentence.lower(at) in vocabulary.word("adverb"):
        at += 1
    lower = sentence.lower(at)
    finite = any(form.shape != "gerund" for form in vocabulary.frames.forms.get(lower, ()))
    return finite or any(lower in vocabulary.word(kind) for kind in ("modal", "be", "have", "do"))


def _preposition_before(sentence: AnnotatedSentence, start: int, vocabulary: Vocabulary) -> str:
    at = start - 1
    passed = 0
    filler = vocabulary.word("determiner") | vocabulary.word("separator-adjective") | vocabulary.word("honorific")
    while at >= 0:
        lower = sentence.lowers[at]
        if lower in vocabulary.word("preposition"):
            return lower
        if len(lower) == 4 and lower.isdigit() and lower[:2] in {"18", "19", "20"} and passed == 0:
            return ""  # "In 1990 Iraq invaded": the year is the preposition's
        if lower in filler or lower[:1].isdigit() or lower in NUMERALS or (lower == "'s" and passed == 0):
            at -= 1
            continue
        if (
            passed < MOST_ADJECTIVES
            and lower.isalpha()
            and lower.endswith(ADJECTIVE_ENDINGS)
            and lower not in vocabulary.frames.forms
        ):
            passed += 1
            at -= 1
            continue
        return ""
    return ""


def coordinate(sentence: AnnotatedSentence, vocabulary: Vocabulary) -> None:
    """Put the members of a coordination together as one actor, in place."""
    merged: list[Actor] = []
    chain: list[Actor] = []
    closed = False
    for actor in sentence.actors:
        link = _link(sentence, chain[-1].end, actor.start, vocabulary) if chain else ""
        if link == "," and sentence.lowers[max(0, chain[0].start - 3) : chain[0].start].count("according"):
            link = ""  # "According to the Kremlin, Russia and Iran held talks"
        if chain and link and not closed:
            chain.append(actor)
            closed = link == "and"
            continue
        if chain and closed and link == "and":  # "A, B and C and D", "A and B, as well as C"
            chain.append(actor)
            continue
        merged.extend(_together(chain, closed or _closed_by_others(sentence, chain)))
        chain, closed = [actor], False
    merged.extend(_together(chain, closed or _closed_by_others(sentence, chain)))
    for actor in merged:
        if actor.members and actor.preposition in CLAUSE_OPENERS and _verb_follows(sentence, actor.end, vocabulary):
            actor.preposition = ""
    sentence.actors = merged


def _closed_by_others(sentence: AnnotatedSentence, chain: list[Actor]) -> bool:
    """Does "and others" or "and several other countries" close a list whose last member is no actor?"""
    if not chain:
        return False
    at = chain[-1].end + (sentence.lower(chain[-1].end) == ",")
    words = sentence.lowers[at + 1 : at + 4]
    return sentence.lower(at) in {"and", "&"} and any(word in {"other", "others", "several", "many"} for word in words)


def _together(chain: list[Actor], closed: bool) -> list[Actor]:
    if len(chain) < 2 or not closed:
        return chain
    last = chain[-1]
    if last.kind == "person" and not last.person:  # "Armenian and Azerbaijani foreign ministers"
        for member in chain[:-1]:
            if member.kind == "adjective":
                member.kind, member.level, member.office = "person", last.level, last.office
    elif last.kind == "body":
        for member in chain[:-1]:
            member.kind = "body" if member.kind == "adjective" else member.kind
    codes = tuple(dict.fromkeys(code for member in chain for code in member.codes))
    whole = Actor(chain[0].start, last.end, codes, "coordination", found="coordination", members=tuple(chain))
    whole.possessive, whole.preposition = last.possessive, chain[0].preposition
    return [whole]


def _link(sentence: AnnotatedSentence, end: int, start: int, vocabulary: Vocabulary) -> str:
    """Return "," or "and" for what joins two actors, or an empty string for anything else."""
    words = [word for word in sentence.lowers[end:start] if word not in vocabulary.word("determiner")]
    fillers = vocabulary.word("honorific") | vocabulary.word("separator-adjective")
    words = [word for word in words if word not in fillers and word != "'s"]
    if words == [","]:
        return ","
    if words and words[0] == ",":
        words = words[1:]
    return "and" if tuple(words) in LAST_LINKS else ""
