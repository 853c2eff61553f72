"""Which row of verbs.tsv fits a clause: lemma, fixed words, complement, class of the object, voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.clauses.times import past_time
from relcli.coder.clauses.verb_shapes import GERUND
from relcli.coder.kinds import ActorKind, FrameFlag, Slot
from relcli.coder.vocabulary.frames import NO_EVENT, TRANSPARENT

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.vocabulary.frames import Frame
    from relcli.coder.vocabulary.vocabulary import Vocabulary

PARTICLE_STOPS = frozenset({",", ".", ";"})
QUOTE_SIGNS = frozenset({'"', "“", "‘"})
OBJECT_STOPS = frozenset({";", ":", "that"})
MOST_OF = 2  # how many "of" an object's noun phrase may hold: "a series of rounds of talks"


def other_frames(sentence: AnnotatedSentence, clause: Clause, frame: Frame, vocabulary: Vocabulary) -> list[Frame]:
    """Return the frames that fit a clause as exactly as `frame` does: the next to try where it finds no target."""
    found = []
    for lemma in dict.fromkeys(form.lemma for form in clause.group.readings):
        for other in vocabulary.frames.frames.get(lemma, ()):
            if (
                other is not frame
                and other.weight == frame.weight
                and _fits(sentence, clause, other, clause.group.end, vocabulary)
            ):
                found.append(other)
    return found


def match_frame(sentence: AnnotatedSentence, clause: Clause, vocabulary: Vocabulary) -> Frame | None:
    """Return the most specific frame that fits a clause, or None."""
    group = clause.group
    best: Frame | None = None
    words = sentence.words
    for lemma in dict.fromkeys(form.lemma for form in group.readings):
        for frame in vocabulary.frames.frames.get(lemma, ()):
            if best is not None and frame.weight <= best.weight:
                break
            if frame.rest and frame.rest[0] not in words:
                continue
            if _fits(sentence, clause, frame, group.end, vocabulary):
                best = frame
                break
    if group.be_at >= 0 and group.be_at < group.verb:
        for frame in vocabulary.frames.frames.get("be", ()):
            if best is not None and frame.weight <= best.weight:
                break
            if frame.rest and frame.rest[0] in words and _fits(sentence, clause, frame, group.be_at + 1, vocabulary):
                return frame
    return best


def looser_frame(sentence: AnnotatedSentence, clause: Clause, frame: Frame, vocabulary: Vocabulary) -> Frame | None:
    """Return the next frame of the same verb that fits less exactly and is an event."""
    for other in vocabulary.frames.frames.get(frame.lemma, ()):
        event = other.type not in {NO_EVENT, TRANSPARENT}
        if other.weight < frame.weight and event and _fits(sentence, clause, other, clause.group.end, vocabulary):
            return other
    return None


def end_of_rest(sentence: AnnotatedSentence, clause: Clause, frame: Frame, vocabulary: Vocabulary) -> int:
    """Return the token after the frame's fixed words and a time that follows them ("travelled this week to")."""
    start = clause.group.be_at + 1 if frame.lemma == "be" and clause.group.be_at >= 0 else clause.group.end
    end = _rest_end(sentence, frame, start, vocabulary)
    return past_time(sentence, clause.group.end if end is None else max(end, clause.group.end))


def _fits(sentence: AnnotatedSentence, clause: Clause, frame: Frame, start: int, vocabulary: Vocabulary) -> bool:
    group = clause.group
    if (FrameFlag.ACTIVE if group.passive else FrameFlag.PASSIVE) in frame.flags:
        return False
    end = _rest_end(sentence, frame, start, vocabulary)
    if end is None and _may_follow_object(frame, vocabulary) and _follows_object(sentence, clause, frame.rest, start):
        end = start
    if end is None:
        return False
    if frame.complement and not _has_complement(sentence, end, frame.complement, vocabulary):
        return False
    if frame.classes and not frame.classes & _object_classes(sentence, clause, end, vocabulary):
        return frame.needs_actor and _has_actor_object(sentence, clause, end, vocabulary, frame.type == "CONSULT")
    return (
        not frame.needs_actor
        or bool(frame.classes)
        or _has_actor_object(sentence, clause, end, vocabulary, frame.type == "CONSULT")
    )


def _rest_end(sentence: AnnotatedSentence, frame: Frame, start: int, vocabulary: Vocabulary) -> int | None:
    between = vocabulary.word("frame-adverb")
    at = start
    for word in frame.rest:
        if sentence.time_starts:
            at = past_time(sentence, at)  # "called Wednesday on"
        for _ in range(3):
            if sentence.lower(at) == word:
                break
            lower = sentence.lower(at)
            if not (lower.endswith("ly") or lower in between or lower in QUOTE_SIGNS):
                return _separated_particle(sentence, frame, start, vocabulary)
            at += 1
        else:
            return None
        at += 1
    return at


def _may_follow_object(frame: Frame, vocabulary: Vocabulary) -> bool:
    """May the fixed words follow the object? Not a preposition whose object is the actor ("withdraw from Sudan")."""
    if frame.classes or frame.type == TRANSPARENT:  # "joined Norway in condemning"
        return True
    inseparable = len(frame.rest) == 1 and frame.rest[0] in vocabulary.word("frame-inseparable")
    return frame.needs_actor and not inseparable


def _follows_object(sentence: AnnotatedSentence, clause: Clause, rest: tuple[str, ...], start: int) -> bool:
    """Do the fixed words follow the object ("put its forces on high alert", "told Turkey to leave")?"""
    stop = clause.object_end + (1 if rest == ("to",) else 0)
    for at in range(start + 1, min(stop, start + 9)):
        if sentence.lower(at) != rest[0]:
            continue
        if len(rest) == 1 or rest[1] in sentence.lowers[at + 1 : at + 4]:
            return True
    return False


def _separated_particle(sentence: AnnotatedSentence, frame: Frame, start: int, vocabulary: Vocabulary) -> int | None:
    """`called the talks off`: a single adverbial particle may follow a short object."""
    if len(frame.rest) == 1 and frame.rest[0] in vocabulary.word("frame-particle"):
        stops = vocabulary.word("frame-particle-stop")
        for at in range(start, min(start + 5, len(sentence.lowers))):
            lower = sentence.lowers[at]
            if lower == frame.rest[0]:
                return start
            if lower in PARTICLE_STOPS or lower in stops:
                return None
    return None


def _has_complement(sentence: AnnotatedSentence, end: int, complement: str, vocabulary: Vocabulary) -> bool:
    adverbs = vocabulary.word("adverb")
    end = past_time(sentence, end)  # "threatened on Tuesday to"
    for at in range(end, end + 4):
        if sentence.lower(at) == complement:
            return True
        if sentence.lower(at) not in adverbs and not sentence.lower(at).endswith("ly"):
            return False
    return False


def object_region(sentence: AnnotatedSentence, clause: Clause, start: int, vocabulary: Vocabulary) -> tuple[int, int]:
    """Return the tokens of the direct object: up to the first preposition other than "of"."""
    comparing, prepositions = vocabulary.word("object-comparing"), vocabulary.word("preposition")
    ofs = 0
    for at in range(start, clause.object_end):
        lower = sentence.lowers[at]
        if lower == "of" and ofs < MOST_OF:
            ofs += 1
        elif lower in comparing and _compares(sentence, at, vocabulary):
            continue  # "more than 200 refugees"
        elif at > start and (lower in prepositions or lower in OBJECT_STOPS):
            return start, at
    return start, clause.object_end


def _compares(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> bool:
    """Is "than" or "over" at a token part of a number or a comparison?"""
    following = sentence.lower(at + 1)
    if following == "to" or sentence.lowers[at] == "to":  # "up to 20 fishermen"
        return (
            sentence.lower(at + 1 + (following == "to"))[:1].isdigit()
            and sentence.lower(at - (following != "to")) == "up"
        )
    return following[:1].isdigit() or sentence.lower(at - 1) in vocabulary.word("object-comparative")


def _object_classes(sentence: AnnotatedSentence, clause: Clause, start: int, vocabulary: Vocabulary) -> frozenset[str]:
    if clause.group.passive:  # of two objects one keeps its place: "citizens will be granted a visa"
        found = classes_in(sentence, clause.left, clause.group.start, vocabulary)
        if sentence.lower(start) == Slot.BY:
            return found  # what follows is the agent's
        return found | classes_in(sentence, *object_region(sentence, clause, start, vocabulary), vocabulary)
    region = object_region(sentence, clause, start, vocabulary)
    if region[1] - region[0] <= 1 and clause.group.shape != GERUND:
        region = (region[0], min(region[1] + 1, clause.object_end))
    return classes_in(sentence, *region, vocabulary)


def classes_in(sentence: AnnotatedSentence, start: int, end: int, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the classes of all nouns of nouns.tsv in the tokens [start, end); "prisoners of war" are no war."""
    known = sentence.noun_classes.get((start, end))
    if known is not None:
        return known
    found = set()
    covered = start
    for at in range(start, end):
        if at < covered:
            continue
        for words, noun_class in vocabulary.frames.noun_classes.get(sentence.lowers[at], ()):
            if len(words) == 1 or tuple(sentence.lowers[at : at + len(words)]) == words:
                found.add(noun_class)
                if "of" in words:
                    covered = max(covered, at + len(words))
    known = sentence.noun_classes[start, end] = frozenset(found)
    return known


def _has_actor_object(
    sentence: AnnotatedSentence, clause: Clause, start: int, vocabulary: Vocabulary, meeting: bool
) -> bool:
    if clause.group.passive:
        return clause.subject is not None
    first, last = object_region(sentence, clause, start, vocabulary)
    inside = [actor for actor in sentence.actors_from(first, last) if actor.kind != ActorKind.CITY]
    if meeting:  # who is welcomed is the head of the phrase, not the owner of a thing ("welcomed Israel's decision")
        return any(not actor.possessive and actor.kind != ActorKind.ADJECTIVE for actor in inside)
    return bool(inside)
