"""The subject of each clause, and what an infinitive or a participle hangs on.

Shallow on purpose: who stands before the verb outside any prepositional phrase is its subject; an infinitive takes the
subject (or, behind "urge X to", the object) of the verb it hangs on; a coordinated verb shares the subject before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.clauses.verb_shapes import FINITE, GERUND, INFINITIVE, REDUCED

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor, AnnotatedSentence, Clause
    from relcli.coder.vocabulary.vocabulary import Vocabulary

SPEECH_TAIL = frozenset({"said", "says", "told", "added", "adding", "stated", "noted"})
HARD_STOPS = frozenset({";", "—", "--"})
SUBJECT_LINKS = frozenset({"of", "from", "by"})


def place_clause(sentence: AnnotatedSentence, clause: Clause, before: list[Clause], vocabulary: Vocabulary) -> None:
    """Find the subject and what the clause hangs on."""
    group = clause.group
    previous = before[-1] if before else None
    lower_before = sentence.lower(group.start - 1)
    clause.conditional = _is_conditional(sentence, clause, vocabulary)
    if group.shape == INFINITIVE and previous is not None:
        clause.governor = _governor(sentence, clause, before)
        if clause.governor is not None:
            clause.subject, clause.explicit_subject = (
                clause.governor.subject,
                clause.governor.explicit_subject,
            )
            clause.subject_from = f"subject of {sentence.lowers[clause.governor.group.verb]}"
            clause.conditional = clause.conditional or clause.governor.conditional
        return
    if group.shape == REDUCED:
        _noun_before(sentence, clause)
        return
    if lower_before in vocabulary.word("relative") and not _is_complement(sentence, group.start - 1, before):
        clause.relative = True
        _noun_before(sentence, clause, group.start - 1)
        return
    if group.shape == GERUND:
        _gerund_subject(sentence, clause, before)
        return
    _finite_subject(sentence, clause, before, vocabulary)


def _is_complement(sentence: AnnotatedSentence, at: int, before: list[Clause]) -> bool:
    """Is "that" at a token the complement of the verb before it rather than a relative word?"""
    return sentence.lowers[at] == "that" and any(clause.group.end == at for clause in before)


def _is_conditional(sentence: AnnotatedSentence, clause: Clause, vocabulary: Vocabulary) -> bool:
    first = sentence.lower(clause.left - 1)
    if first in vocabulary.word("conditional") or sentence.lower(clause.left) in {"if", "unless", "whether"}:
        return True
    return clause.left == 0 and sentence.lower(0) == "should" and "," not in sentence.lowers[: clause.group.start]


def _governor(sentence: AnnotatedSentence, clause: Clause, before: list[Clause]) -> Clause | None:
    """Return the nearest clause before an infinitive with no finite boundary between."""
    for candidate in reversed(before):
        between = sentence.lowers[candidate.group.end : clause.group.start]
        if any(word in HARD_STOPS for word in between):
            return None
        if candidate.group.shape == INFINITIVE and len(between) > 8 and "," in between:
            continue
        return candidate
    return None


def _noun_before(sentence: AnnotatedSentence, clause: Clause, end: int | None = None) -> None:
    """Take the actor right before a relative word or a participle as what it speaks of."""
    end = clause.group.start if end is None else end
    clause.explicit_subject = True
    end -= sentence.lower(end - 1) == ","
    for actor in reversed(sentence.actors):
        if actor.end > end:
            continue
        if end - actor.end <= 1 or (end - actor.end <= 4 and actor.kind in {"adjective", "body"}):
            clause.subject, clause.subject_from = actor, "noun before"
        return


def _gerund_subject(sentence: AnnotatedSentence, clause: Clause, before: list[Clause]) -> None:
    """A participle or gerund has the subject of the clause it belongs to."""
    own = _absolute_subject(sentence, clause)
    if own is not None:
        clause.subject, clause.explicit_subject, clause.subject_from = own, True, "with X doing"
        return
    for candidate in reversed(before):
        if candidate.group.shape == FINITE and not candidate.relative:
            clause.governor = candidate
            clause.subject, clause.explicit_subject = candidate.subject, candidate.explicit_subject
            clause.subject_from = f"subject of {sentence.lowers[candidate.group.verb]}"
            return
    if (
        sentence.lower(clause.group.start - 1) == ","
    ):  # the main verb is none that we know: "X echoed this, expressing ..."
        plain = [
            actor
            for actor in sentence.actors
            if actor.end < clause.group.start and not actor.preposition and not actor.possessive
        ]
        if plain:
            clause.subject, clause.explicit_subject, clause.subject_from = (
                plain[0],
                True,
                "subject of the sentence",
            )


def _absolute_subject(sentence: AnnotatedSentence, clause: Clause) -> Actor | None:
    """Return whose act it is in "with both sides reaffirming": an actor of its own right before the participle."""
    for actor in sentence.actors:
        if (
            actor.end in {clause.group.start, clause.group.start - 1}
            and actor.preposition == "with"
            and not actor.possessive
        ):
            between = sentence.lowers[actor.end : clause.group.start]
            if not between or between[0].endswith("ly") or between[0] == "also":
                return actor
    return None


def _finite_subject(sentence: AnnotatedSentence, clause: Clause, before: list[Clause], vocabulary: Vocabulary) -> None:
    actors = [actor for actor in sentence.actors if clause.left <= actor.start and actor.end <= clause.group.start]
    shares = _shares_subject(sentence, clause, before, vocabulary)
    plain = [actor for actor in actors if not actor.preposition and not actor.possessive]
    if shares is not None:
        clause.subject, clause.explicit_subject = shares.subject, True
        clause.subject_from = "shared subject"
        clause.relative = shares.relative and sentence.lower(clause.group.start - 1) != ","
        return
    words = [at for at in range(clause.left, clause.group.start) if sentence.lowers[at].isalpha()]
    clause.explicit_subject = bool(words)
    chosen = _nearest(sentence, clause, plain, vocabulary) or _headless(sentence, clause, actors)
    if chosen is None and sentence.lower(clause.group.start - 1) == ",":
        chosen = _before_parenthesis(sentence, clause)
    if chosen is not None:
        clause.subject, clause.subject_from = chosen, "subject"
        return
    if not words:
        _inverted_subject(sentence, clause, vocabulary)


def _shares_subject(
    sentence: AnnotatedSentence, clause: Clause, before: list[Clause], vocabulary: Vocabulary
) -> Clause | None:
    """Return the clause whose subject a coordinated verb shares: "X met Y and signed"."""
    link = sentence.lower(clause.group.start - 1)
    at = clause.group.start - 1
    while at > 0 and (
        sentence.lowers[at].endswith("ly")
        or sentence.lowers[at] in {"also", "then", "later", "again", "further", "jointly"}
    ):
        at -= 1
        link = sentence.lower(at)
    if link not in {"and", "but", ",", "or", "nor"}:
        return None
    for candidate in reversed(before):
        if _is_object_relative(sentence, candidate, vocabulary):
            continue
        if candidate.subject is None and not candidate.explicit_subject and link == ",":
            continue  # "as expected,"
        if candidate.group.shape in {FINITE, REDUCED} and not (candidate.relative and link == ","):
            return candidate
    if link == "," and before and before[-1].relative:  # "X, who visited Y, urged": X is the subject of both
        return before[-1]
    return None


def _is_object_relative(sentence: AnnotatedSentence, clause: Clause, vocabulary: Vocabulary) -> bool:
    """Is it the inside of "the proposals that Sri Lanka has made": a noun before "that", a subject behind it?"""
    before = sentence.lower(clause.left - 2)
    that = sentence.lower(clause.left - 1) in {"that", "which"}
    return (
        that and clause.left < clause.group.start and before not in vocabulary.frames.forms and before not in {",", ""}
    )


def _nearest(sentence: AnnotatedSentence, clause: Clause, plain: list[Actor], vocabulary: Vocabulary) -> Actor | None:
    """Return the last actor outside prepositional phrases, unless it only modifies a head that names nobody."""
    for actor in reversed(plain):
        between = sentence.lowers[actor.end : clause.group.start]
        if actor.kind == "adjective" and not between:
            continue
        if actor.reference == "title-plural" and not actor.codes:
            known = next((other for other in plain if other.codes and other.end <= actor.start), None)
            if known is not None:  # "Turkish police, experts and prosecutors searched"
                return known
        return actor
    return None


def _before_parenthesis(sentence: AnnotatedSentence, clause: Clause) -> Actor | None:
    """`The minister, who was expected on Monday, visited`: the subject stands before what the commas enclose."""
    for actor in reversed(sentence.actors):
        if actor.end < clause.group.start - 1 and sentence.lower(actor.end) == ",":
            return actor if not actor.preposition and not actor.possessive else None
    return None


def _headless(sentence: AnnotatedSentence, clause: Clause, actors: list[Actor]) -> Actor | None:
    """Return whose act "the missiles fired by the Israeli army" or "Iran's decision" is."""
    owners = [actor for actor in reversed(actors) if actor.possessive or actor.preposition in SUBJECT_LINKS]
    known = [actor for actor in owners if actor.codes]
    return known[0] if known else owners[0] if owners else None


def _inverted_subject(sentence: AnnotatedSentence, clause: Clause, vocabulary: Vocabulary) -> None:
    """`..., said the minister`: the subject stands behind a speech verb."""
    if sentence.lowers[clause.group.verb] not in SPEECH_TAIL:
        return
    for actor in sentence.actors:
        if clause.group.end <= actor.start <= clause.group.end + 1:
            clause.subject, clause.subject_from = actor, "subject behind the verb"
            return
