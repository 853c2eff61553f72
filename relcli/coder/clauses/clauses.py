"""Clauses: a verb group with its subject and the stretch of text that may hold its objects.

Shallow on purpose: there is no parse tree. A clause ends where the next finite verb's subject, a relative word or a
conjunction begins; its subject is found on the left of its verb (module `subjects`), its objects on the right of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import Clause, VerbGroup
from relcli.coder.clauses.factuality import mark_factuality
from relcli.coder.clauses.subjects import HARD_STOPS, find_fronted_subjects, find_subject
from relcli.coder.clauses.times import mark_times
from relcli.coder.clauses.verbs import find_verb_groups
from relcli.coder.kinds import VerbShape

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

LEFT_STOPS = HARD_STOPS | {'"', "“", "”", ":"}


def find_clauses(sentence: AnnotatedSentence, vocabulary: Vocabulary) -> list[Clause]:
    """Return the clauses of a sentence in order of their verbs, with their subjects and how far they state facts."""
    mark_times(sentence, vocabulary)
    groups = find_verb_groups(sentence, vocabulary)
    clauses: list[Clause] = []
    for index, group in enumerate(groups):
        following = groups[index + 1] if index + 1 < len(groups) else None
        clause = Clause(
            group,
            left=_left_edge(sentence, group, clauses, vocabulary),
            object_end=following.start if following else len(sentence.tokens),
            right=_right_edge(sentence, group, groups[index + 1 :], vocabulary),
            next_shape=following.shape if following else None,
        )
        clause.right = _past_own_object(sentence, clause, following, vocabulary)
        clause.object_end = min(clause.object_end, clause.right)
        find_subject(sentence, clause, clauses, vocabulary)
        clauses.append(clause)
    find_fronted_subjects(sentence, clauses)
    mark_factuality(sentence, clauses, vocabulary)
    return clauses


def _left_edge(sentence: AnnotatedSentence, group: VerbGroup, before: list[Clause], vocabulary: Vocabulary) -> int:
    """Return where the stretch begins that may hold the subject of a verb group."""
    floor = 0
    for clause in reversed(before):
        main = clause.group.shape is VerbShape.FINITE or clause.group.shape is VerbShape.INFINITIVE
        if main or clause.group.end == group.start:
            floor = clause.group.end
            if clause.group.shape is VerbShape.INFINITIVE and clause.right == group.start:
                floor = group.start
            break
    relative, openers = vocabulary.word("relative"), vocabulary.word("clause-opener")
    conjunctions = vocabulary.word("clause-time-conjunction")
    for at in range(group.start - 1, floor - 1, -1):
        lower = sentence.lowers[at]
        opens = lower in LEFT_STOPS or lower in relative or lower in openers
        opens = opens or (lower in conjunctions and "," not in sentence.lowers[at : group.start])
        if opens and sentence.actor_at(at) is None:  # not within "Egypt as well as Jordan"
            return at + 1
    return floor


def _right_edge(sentence: AnnotatedSentence, group: VerbGroup, later: list[VerbGroup], vocabulary: Vocabulary) -> int:
    """Return where the stretch ends that may hold anything of a verb group."""
    stop = len(sentence.tokens)
    finite = next((other for other in later if other.shape is VerbShape.FINITE), None)
    if finite is not None:
        stop = _start_of_subject(sentence, finite, group.end, vocabulary)
        if stop < finite.start and _ends_with_object(sentence, group, finite, vocabulary):
            stop = finite.start
    relative, openers = vocabulary.word("relative"), vocabulary.word("clause-opener")
    for at in range(group.end, stop):
        lower = sentence.lowers[at]
        if lower in HARD_STOPS or lower in openers or (lower in relative and lower != "that"):
            return at
    return stop


def _ends_with_object(sentence: AnnotatedSentence, group: VerbGroup, finite: VerbGroup, vocabulary: Vocabulary) -> bool:
    """Is the actor before a finite verb an infinitive's object: "the move to expel two diplomats angered Oman"?"""
    if group.shape is not VerbShape.INFINITIVE or any(form.lemma in vocabulary.reporting for form in group.readings):
        return False
    actor = sentence.actor_at(finite.start - 1)
    determiners = vocabulary.word("determiner") | vocabulary.word("coordination-numeral")
    return (
        actor is not None
        and actor.end == finite.start
        and all(word in determiners or word.isdigit() for word in sentence.lowers[group.end : actor.start])
    )


def _past_own_object(
    sentence: AnnotatedSentence, clause: Clause, following: VerbGroup | None, vocabulary: Vocabulary
) -> int:
    """Return the right edge past the object of "reports that Turkey attacked Syria were false".

    Syria is the object of "attacked", although it is right before "were".
    """
    if following is None or following.shape is not VerbShape.FINITE or clause.right != clause.group.end:
        return clause.right
    speaks = any(form.lemma in vocabulary.reporting for form in clause.group.readings)
    if speaks or sentence.lower(clause.left - 1) != "that":
        return clause.right
    actor = sentence.actor_at(clause.right)
    return actor.end if actor is not None and actor.end == following.start else clause.right


def _start_of_subject(sentence: AnnotatedSentence, finite: VerbGroup, floor: int, vocabulary: Vocabulary) -> int:
    """Return where the next finite clause begins: at its conjunction, relative word or subject."""
    links = vocabulary.clause_links
    for at in range(finite.start - 1, floor - 1, -1):
        lower = sentence.lowers[at]
        if (lower in links or lower == ",") and sentence.actor_at(at) is None:
            return at
    actor = sentence.actor_at(finite.start - 1)
    if actor is not None and actor.end == finite.start and actor.start >= floor and not actor.preposition:
        return actor.start
    return finite.start
