"""The subject of each clause, and what an infinitive or a participle depends on.

Shallow on purpose: who is before the verb outside any prepositional phrase is its subject; an infinitive takes the
subject of the verb it depends on; a coordinated verb shares the subject before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.kinds import ActorKind, ReferenceKind, SubjectOrigin, VerbShape

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor, AnnotatedSentence, Clause
    from relcli.coder.vocabulary.vocabulary import Vocabulary

HARD_STOPS = frozenset({";", "—", "--"})
LONGEST_OBJECT = 8  # tokens between a verb and its infinitive, if there is a comma between
NOUN_REACH = 4  # tokens between "Iranian" and the relative word of "the Iranian ship that"


def find_subject(sentence: AnnotatedSentence, clause: Clause, before: list[Clause], vocabulary: Vocabulary) -> None:
    """Write on a clause its subject, what it depends on, and whether it is a condition."""
    group = clause.group
    clause.conditional = _is_conditional(sentence, clause, vocabulary)
    if group.shape is VerbShape.INFINITIVE and before:
        _infinitive_subject(sentence, clause, before)
    elif group.shape is VerbShape.REDUCED:
        _noun_before(sentence, clause, group.start)
    elif _is_relative(sentence, group.start - 1, before, vocabulary):
        clause.relative = True
        _noun_before(sentence, clause, group.start - 1)
    elif group.shape is VerbShape.GERUND:
        _gerund_subject(sentence, clause, before)
    else:
        _finite_subject(sentence, clause, before, vocabulary)


def _is_relative(sentence: AnnotatedSentence, at: int, before: list[Clause], vocabulary: Vocabulary) -> bool:
    """Is the word at a token relative, rather than the "that" of the verb right before it?"""
    lower = sentence.lower(at)
    complement = lower == "that" and any(clause.group.end == at for clause in before)
    return lower in vocabulary.word("relative") and not complement


def _is_conditional(sentence: AnnotatedSentence, clause: Clause, vocabulary: Vocabulary) -> bool:
    conditional = vocabulary.word("conditional")
    first = sentence.lower(clause.left)
    if sentence.lower(clause.left - 1) in conditional or (first in conditional and first != "should"):
        return True
    return clause.left == 0 and first == "should" and "," not in sentence.lowers[: clause.group.start]


# -------------------------------------------------------------------- infinitives and participles


def _infinitive_subject(sentence: AnnotatedSentence, clause: Clause, before: list[Clause]) -> None:
    """An infinitive has the subject of the verb it depends on."""
    governor = _governor(sentence, clause, before)
    if governor is not None:
        _take_from_governor(sentence, clause, governor)
        clause.conditional = clause.conditional or governor.conditional


def _take_from_governor(sentence: AnnotatedSentence, clause: Clause, governor: Clause) -> None:
    clause.governor = governor
    clause.subject, clause.explicit_subject = governor.subject, governor.explicit_subject
    clause.subject_origin = SubjectOrigin.GOVERNOR
    clause.subject_verb = sentence.lowers[governor.group.verb]


def _governor(sentence: AnnotatedSentence, clause: Clause, before: list[Clause]) -> Clause | None:
    """Return the nearest clause before an infinitive with no hard stop between."""
    for candidate in reversed(before):
        between = sentence.lowers[candidate.group.end : clause.group.start]
        if any(word in HARD_STOPS for word in between):
            return None
        apart = len(between) > LONGEST_OBJECT and "," in between
        if candidate.group.shape is VerbShape.INFINITIVE and apart:
            continue
        return candidate
    return None


def _noun_before(sentence: AnnotatedSentence, clause: Clause, end: int) -> None:
    """Take the actor right before a relative word or a participle as what it describes."""
    clause.explicit_subject = True
    end -= sentence.lower(end - 1) == ","
    for actor in reversed(sentence.actors):
        if actor.end > end:
            continue
        modifies = actor.kind == ActorKind.ADJECTIVE or actor.kind == ActorKind.BODY
        if end - actor.end <= (NOUN_REACH if modifies else 1):
            clause.subject, clause.subject_origin = actor, SubjectOrigin.NOUN_BEFORE
        return


def _gerund_subject(sentence: AnnotatedSentence, clause: Clause, before: list[Clause]) -> None:
    """A participle or gerund has a subject of its own ("with both sides reaffirming") or that of its main clause."""
    own = _absolute_subject(sentence, clause)
    if own is not None:
        clause.subject, clause.explicit_subject = own, True
        clause.subject_origin = SubjectOrigin.ABSOLUTE
        return
    for candidate in reversed(before):
        if candidate.group.shape is VerbShape.FINITE and not candidate.relative:
            _take_from_governor(sentence, clause, candidate)
            return
    if sentence.lower(clause.group.start - 1) != ",":
        return
    for actor in sentence.actors:  # the main verb is not in the lexicon: "X echoed this, expressing ..."
        if actor.end < clause.group.start and not actor.preposition and not actor.possessive:
            clause.subject, clause.explicit_subject = actor, True
            clause.subject_origin = SubjectOrigin.SENTENCE
            return


def _absolute_subject(sentence: AnnotatedSentence, clause: Clause) -> Actor | None:
    """Return whose act it is in "with both sides reaffirming": an actor of its own right before the participle."""
    start = clause.group.start
    for actor in sentence.actors:
        if start - 1 <= actor.end <= start and actor.preposition == "with" and not actor.possessive:
            between = sentence.lowers[actor.end : start]
            if not between or between[0].endswith("ly") or between[0] == "also":
                return actor
    return None


# -------------------------------------------------------------------- finite verbs


def _finite_subject(sentence: AnnotatedSentence, clause: Clause, before: list[Clause], vocabulary: Vocabulary) -> None:
    """Take the subject of the verb before a coordinated one, else the actor before the verb."""
    start = clause.group.start
    shares = _shares_subject(sentence, clause, before, vocabulary)
    if shares is not None:
        clause.subject, clause.explicit_subject = shares.subject, True
        clause.subject_origin = SubjectOrigin.SHARED
        clause.relative = shares.relative and sentence.lower(start - 1) != ","
        return
    clause.explicit_subject = any(word.isalpha() for word in sentence.lowers[clause.left : start])
    actors = [actor for actor in sentence.actors_from(clause.left, start) if actor.end <= start]
    chosen = _nearest(sentence, clause, actors)
    if chosen is None and sentence.lower(start - 1) != ",":  # "A baker from Perth, thanked": commas enclose "from"
        chosen = _headless(actors, vocabulary)
    if chosen is None and sentence.lower(start - 1) == ",":
        chosen = _before_parenthesis(sentence, clause)
    if chosen is not None:
        clause.subject, clause.subject_origin = chosen, SubjectOrigin.OWN
    elif not clause.explicit_subject:
        _inverted_subject(sentence, clause, vocabulary)


def _shares_subject(
    sentence: AnnotatedSentence, clause: Clause, before: list[Clause], vocabulary: Vocabulary
) -> Clause | None:
    """Return the clause whose subject a coordinated verb shares: "X met Y and signed"."""
    adverbs = vocabulary.word("subject-sharing-adverb")
    at = clause.group.start - 1
    while at > 0 and (sentence.lowers[at] in adverbs or sentence.lowers[at].endswith("ly")):
        at -= 1
    link = sentence.lower(at)
    if link != "," and link not in vocabulary.word("coordinator"):
        return None
    for candidate in reversed(before):
        if _is_object_relative(sentence, candidate, vocabulary):
            continue
        if candidate.subject is None and not candidate.explicit_subject and link == ",":
            continue  # "as expected,"
        finite = candidate.group.shape is VerbShape.FINITE or candidate.group.shape is VerbShape.REDUCED
        if finite and not (candidate.relative and link == ","):
            return candidate
    if link == "," and before and before[-1].relative:  # "X, who visited Y, urged": X is the subject of both
        return before[-1]
    return None


def _is_object_relative(sentence: AnnotatedSentence, clause: Clause, vocabulary: Vocabulary) -> bool:
    """Is it the inside of "the proposals that Sri Lanka has made": a noun before "that", a subject after it?"""
    before = sentence.lower(clause.left - 2)
    return (
        clause.left < clause.group.start
        and sentence.lower(clause.left - 1) in vocabulary.word("subject-object-relative")
        and before not in vocabulary.frames.forms
        and before not in {",", ""}
    )


def _nearest(sentence: AnnotatedSentence, clause: Clause, actors: list[Actor]) -> Actor | None:
    """Return the last actor outside prepositional phrases, unless it only modifies a head that names nobody."""
    plain = [actor for actor in actors if not actor.preposition and not actor.possessive]
    for actor in reversed(plain):
        if actor.kind == ActorKind.ADJECTIVE and actor.end == clause.group.start:
            continue
        if actor.reference == ReferenceKind.TITLE_PLURAL and not actor.codes:
            known = next((other for other in plain if other.codes and other.end <= actor.start), None)
            if known is not None:  # "Turkish police, experts and prosecutors searched"
                return known
        return actor
    return None


def _before_parenthesis(sentence: AnnotatedSentence, clause: Clause) -> Actor | None:
    """`The minister, who was expected on Monday, visited`: the subject is before what the commas enclose."""
    for actor in reversed(sentence.actors):
        if actor.end < clause.group.start - 1 and sentence.lower(actor.end) == ",":
            return actor if not actor.preposition and not actor.possessive else None
    return None


def _headless(actors: list[Actor], vocabulary: Vocabulary) -> Actor | None:
    """Return whose act "the missiles fired by the Israeli army" or "Iran's decision" is."""
    links = vocabulary.word("subject-link")
    owners = [actor for actor in reversed(actors) if actor.possessive or actor.preposition in links]
    return next((owner for owner in owners if owner.codes), owners[0] if owners else None)


def _inverted_subject(sentence: AnnotatedSentence, clause: Clause, vocabulary: Vocabulary) -> None:
    """`..., said the minister`: the subject follows a speech verb."""
    if sentence.lowers[clause.group.verb] not in vocabulary.word("subject-inverting-verb"):
        return
    for actor in sentence.actors:
        if clause.group.end <= actor.start <= clause.group.end + 1:
            clause.subject, clause.subject_origin = actor, SubjectOrigin.INVERTED
            return
