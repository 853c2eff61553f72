"""The subject of each clause, and what an infinitive or a participle depends on.

Shallow on purpose: who is before the verb outside any prepositional phrase is its subject; an infinitive takes the
subject of the verb it depends on; a coordinated verb shares the subject before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.clauses.auxiliaries import skip_adverbs_left
from relcli.coder.clauses.times import before_time
from relcli.coder.kinds import ActorKind, ReferenceKind, Slot, SubjectOrigin, VerbShape

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor, AnnotatedSentence, Clause
    from relcli.coder.vocabulary.vocabulary import Vocabulary

HARD_STOPS = frozenset({";", "—", "--"})
INSERTION_SIGNS = frozenset({",", "—", "–", "--"})
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
        _gerund_subject(sentence, clause, before, vocabulary)
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


def _gerund_subject(sentence: AnnotatedSentence, clause: Clause, before: list[Clause], vocabulary: Vocabulary) -> None:
    """A participle or gerund has a subject of its own ("with both sides reaffirming") or that of its main clause."""
    absolute = _absolute_subject(sentence, clause)
    own = absolute or _author(sentence, clause, vocabulary)
    if own is not None:
        clause.subject, clause.explicit_subject = own, True
        clause.subject_origin = SubjectOrigin.ABSOLUTE if absolute else SubjectOrigin.AUTHOR
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


def find_fronted_subjects(sentence: AnnotatedSentence, clauses: list[Clause]) -> None:
    """Give participles before the main verb its subject: "After touring Oman, the minister said"."""
    fronted: list[Clause] = []
    for clause in clauses:
        if clause.group.shape is VerbShape.FINITE and not clause.relative:
            for other in fronted:
                if "," in sentence.lowers[other.group.end : clause.group.start]:
                    _take_from_governor(sentence, other, clause)
            return
        if clause.group.shape is VerbShape.GERUND and clause.subject is None and not clause.explicit_subject:
            fronted.append(clause)


def _absolute_subject(sentence: AnnotatedSentence, clause: Clause) -> Actor | None:
    """Return whose act it is in "with both sides reaffirming": an actor of its own right before the participle."""
    start = clause.group.start
    for actor in sentence.actors:
        if start - 1 <= actor.end <= start and actor.preposition == "with" and not actor.possessive:
            between = sentence.lowers[actor.end : start]
            if not between or between[0].endswith("ly") or between[0] == "also":
                return actor
    return None


def _author(sentence: AnnotatedSentence, clause: Clause, vocabulary: Vocabulary) -> Actor | None:
    """Return whose words a participle gives in "a letter from Oman thanking Bahrain"."""
    for actor in sentence.actors:
        if actor.end == clause.group.start and actor.preposition in vocabulary.word("content-author-preposition"):
            return actor if sentence.lower(actor.start - 2) in vocabulary.word("content-noun") else None
    return None


# -------------------------------------------------------------------- finite verbs


def _finite_subject(sentence: AnnotatedSentence, clause: Clause, before: list[Clause], vocabulary: Vocabulary) -> None:
    """Take the subject of the verb before a coordinated one, else the actor before the verb."""
    start = clause.group.start
    main = _main_before(sentence, clause, before, vocabulary)
    if main is not None:
        clause.subject, clause.subject_origin, clause.explicit_subject = main, SubjectOrigin.OWN, True
        return
    shares = _shares_subject(sentence, clause, before, vocabulary)
    if shares is not None:
        clause.subject, clause.explicit_subject = shares.subject, True
        clause.subject_origin = SubjectOrigin.SHARED
        clause.relative = shares.relative and sentence.lower(start - 1) != ","
        return
    clause.explicit_subject = any(word.isalpha() for word in sentence.lowers[clause.left : start])
    actors = [actor for actor in sentence.actors_from(clause.left, start) if actor.end <= start]
    chosen = _before_insertion(sentence, clause, before, vocabulary) or _nearest(sentence, clause, actors)
    if chosen is None and sentence.lower(start - 1) != ",":  # "A baker from Perth, thanked": commas enclose "from"
        chosen = _headless(sentence, actors, start, vocabulary)
    if chosen is None and sentence.lower(start - 1) == ",":
        chosen = _before_parenthesis(sentence, clause)
    if chosen is not None:
        clause.subject, clause.subject_origin = chosen, SubjectOrigin.OWN
    elif not clause.explicit_subject:
        _inverted_subject(sentence, clause, vocabulary)


def _main_before(
    sentence: AnnotatedSentence, clause: Clause, before: list[Clause], vocabulary: Vocabulary
) -> Actor | None:
    """Return the subject before "whose economy depends on Moscow,", which has a verb and a subject of its own."""
    end = before_time(sentence, skip_adverbs_left(sentence, clause.group.start - 1, vocabulary))
    if sentence.lower(end) != "," or not before:
        return None
    opened = next((at for at in range(end - 1, -1, -1) if sentence.lower(at) == ","), -1)
    if opened < 0 or sentence.lower(opened + 1) not in vocabulary.word("relative"):
        return None
    actor = _actor_ending(sentence, opened)
    governed = any(other.group.end <= actor.start for other in before) if actor else True
    return None if governed else actor


def _before_insertion(
    sentence: AnnotatedSentence, clause: Clause, before: list[Clause], vocabulary: Vocabulary
) -> Actor | None:
    """Return the subject before what is inserted: "X, which is short of fuel, asked", "X — acting on a tip — seized".

    A relative clause without commas ends where the verb of its head begins: "Nepalis who were deported by Oman landed".
    """
    end = before_time(sentence, skip_adverbs_left(sentence, clause.group.start - 1, vocabulary))
    bracketed = sentence.actor_at(end)
    if bracketed is not None and bracketed.end == end + 1 <= clause.left and sentence.lower(end + 1) == "(":
        return _actor_ending(sentence, end + 1)
    sign = sentence.lower(end)
    if sign in INSERTION_SIGNS:
        opened = next((at for at in range(end - 1, -1, -1) if sentence.lower(at) == sign), -1)
        actor = _actor_ending(sentence, opened)
        inserted = sign != "," or _is_inserted(sentence, opened + 1, end, vocabulary)
        return actor if actor is not None and inserted else None
    relative = next((other for other in reversed(before) if other.group.shape is VerbShape.FINITE), None)
    if relative is None or not relative.relative or relative.subject is None or not relative.group.passive:
        return None
    between = sentence.lowers[relative.group.end : clause.group.start]
    named = [actor for actor in sentence.actors_from(relative.group.end, clause.group.start) if not actor.preposition]
    closed = {",", *vocabulary.clause_links}.isdisjoint(between)
    return relative.subject if closed and not named else None


def _actor_ending(sentence: AnnotatedSentence, end: int) -> Actor | None:
    """Return the actor right before a token, if it can be a subject."""
    actor = sentence.actor_at(end - 1) if end > 0 else None
    if actor is None or actor.preposition or actor.possessive or actor.kind == ActorKind.ADJECTIVE:
        return None
    return actor


def _is_inserted(sentence: AnnotatedSentence, at: int, end: int, vocabulary: Vocabulary) -> bool:
    """Do the words between commas only add something: "which", "in addition to", "acting on", "a former judge"?"""
    lower, word = sentence.lower(at), vocabulary.word
    adds = lower in word("relative") or lower in word("preposition") or lower in word("insertion-opener")
    named = [actor for actor in sentence.actors_from(at, end) if actor.codes and actor.kind != ActorKind.ADJECTIVE]
    plain = all(actor.preposition for actor in named)
    return adds or lower.endswith("ing") or (lower in word("article") and plain)


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


def _is_apposed(sentence: AnnotatedSentence, owner: Actor, start: int, vocabulary: Vocabulary) -> bool:
    """Does the subject itself follow after a comma: "an ally of the Cuban president, the leader accused"?"""
    words = sentence.lowers[owner.end : start]
    if "," not in words:
        return False
    last = len(words) - words[::-1].index(",")
    return last < len(words) and words[last] in vocabulary.word("article")


def _headless(sentence: AnnotatedSentence, actors: list[Actor], start: int, vocabulary: Vocabulary) -> Actor | None:
    """Return whose act "the missiles fired by the Israeli army", "Iran's decision" or "officers in Oman" is."""
    links = vocabulary.word("subject-link")
    owners = [actor for actor in reversed(actors) if actor.possessive or actor.preposition in links]
    owners = [owner for owner in owners if not _is_apposed(sentence, owner, start, vocabulary)]
    if owners:
        return next((owner for owner in owners if owner.codes), owners[0])
    first = actors[0] if actors else None
    if first is None or first.preposition != Slot.IN or not first.codes:
        return None
    prepositions = vocabulary.word("preposition")
    at = next((back for back in range(first.start - 1, -1, -1) if sentence.lowers[back] in prepositions), 0)
    return first if sentence.lower(at - 1) in vocabulary.word("subject-agent-noun") else None


def _inverted_subject(sentence: AnnotatedSentence, clause: Clause, vocabulary: Vocabulary) -> None:
    """`..., said the minister`: the subject follows a speech verb."""
    if sentence.lowers[clause.group.verb] not in vocabulary.word("subject-inverting-verb"):
        return
    for actor in sentence.actors:
        if clause.group.end <= actor.start <= clause.group.end + 1:
            clause.subject, clause.subject_origin = actor, SubjectOrigin.INVERTED
            return
