"""Who says so: the speaker of the speech verb around an act, or who stands behind "according to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import SubjectOrigin
from relcli.lexicon.detail_words import detail_words

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, AnnotatedSentence, Clause
    from relcli.coder.vocabulary.vocabulary import Vocabulary

SAYING_THAT = frozenset(
    "emphasize emphasise stress reiterate underline underscore observe declare explain mention insist argue "
    "acknowledge affirm recall warn believe hope".split()
)
SAYING = frozenset({"say", "tell", "state", "announce", "report", "add", "note", "claim", "confirm"})
STOPS = frozenset({",", ".", ";", "that", "and", "which", "who", "”", '"'})
LONGEST_SPEAKER = 10
LEADING = frozenset({"the", "and", "a", "but", ",", "as", "while", "when", "that", "whereas"})
LEADING_PREPOSITIONS = frozenset({"on", "in", "at", "earlier", "later", "after", "during", "late"})
TRAILING = frozenset({"also", "has", "had", ",", "and", "then"})
UNFIT = frozenset({"he", "she", "it", "they", "we", "i", "who", "which"})


def find_attribution(
    sentence: AnnotatedSentence, clauses: list[Clause], act: Act, vocabulary: Vocabulary, body: str
) -> str:
    """Return who says so, in the text's words; empty is the document's own voice."""
    for at in range(len(sentence.lowers) - 2):
        if sentence.lowers[at] == "according" and sentence.lowers[at + 1] == "to":
            return _words_until(sentence, at + 2, body)
        if sentence.lowers[at] == "outlined" and sentence.lowers[at + 1] == "in":
            return _issuer(sentence, at, body)
    for clause in clauses:
        lemmas = {form.lemma for form in clause.group.readings}
        said_that = bool(lemmas & SAYING_THAT) and sentence.lower(clause.group.end) == "that"
        if not (lemmas & SAYING or said_that) or clause.group.verb in range(*act.trigger) or clause.relative:
            continue
        if clause.group.start >= act.trigger[1] and sentence.lower(clause.group.start - 1) not in {",", "and"}:
            said = _tail(sentence, clause, act, body)
            if said:
                return said
        elif clause.group.end <= act.trigger[0]:
            said = _lead(sentence, clause, body)
            if said:
                return said
    return ""


def _tail(sentence: AnnotatedSentence, clause: Clause, act: Act, body: str) -> str:
    """Return the speaker of "..., the ministry said": what stands between the last comma and the verb."""
    start = clause.group.start
    while start > act.trigger[1] and sentence.lowers[start - 1] not in {",", "”", '"', ";"}:
        start -= 1
    if start <= act.trigger[1] or not 0 < clause.group.start - start <= LONGEST_SPEAKER:
        return ""
    return _speaker(sentence, clause, start, body)


def _lead(sentence: AnnotatedSentence, clause: Clause, body: str) -> str:
    """Return the speaker of "The ministry said that ..."."""
    start = max(clause.left, clause.group.start - LONGEST_SPEAKER)
    for at in range(clause.group.start - 1, start - 1, -1):
        if sentence.lowers[at] in {",", ";", ":"}:
            start = at + 1
            break
    subject = clause.subject
    if clause.subject_origin is SubjectOrigin.SHARED:  # "Georgia filed a suit and said that ..."
        named = subject is not None and subject.kind != "reference" and subject in sentence.actors
        return sentence.text(subject.start, subject.end, body) if subject is not None and named else ""
    if subject is not None and clause.left <= subject.start < start:
        start = subject.start
    return _speaker(sentence, clause, start, body)


def _speaker(sentence: AnnotatedSentence, clause: Clause, start: int, body: str) -> str:
    """Return the words of who says so, without what leads to them ("On Monday Chancellor Kohl", "as the king")."""
    end = clause.group.start
    subject = clause.subject
    while start < end and sentence.lowers[start] in LEADING:
        start += 1
    if sentence.lower(start) in LEADING_PREPOSITIONS and subject is not None and start <= subject.start < end:
        start = subject.start + (sentence.lower(subject.start) in LEADING_PREPOSITIONS)
    while end > start and (sentence.lowers[end - 1] in TRAILING or sentence.lowers[end - 1].endswith("ly")):
        end -= 1
    if end - start == 1 and subject is not None and subject.kind == "reference":
        return subject.person
    if not 0 < end - start <= LONGEST_SPEAKER or not _may_speak(sentence, start, end):
        return ""
    return sentence.text(start, end, body)


def _may_speak(sentence: AnnotatedSentence, start: int, end: int) -> bool:
    """Are the words a name or an office: some capitals, no broken sentence, and no thing that somebody has?"""
    words = sentence.lowers[start:end]
    if words[0] in UNFIT | LEADING_PREPOSITIONS or any(word in {".", ";", "-", "\u2013", ":"} for word in words):
        return False
    if not any(sentence.capitalised(at) for at in range(start, end)):
        return len(words) > 1 and words[-1] in detail_words("speaker-noun")
    return (
        sentence.capitalised(end - 1)
        or words[-1] in detail_words("speaker-noun")
        or sentence.actor_at(end - 1) is not None
    )


def _words_until(sentence: AnnotatedSentence, at: int, body: str) -> str:
    start = at + (sentence.lower(at) in {"the", "a"})
    end = start
    while end < len(sentence.tokens) and sentence.lowers[end] not in STOPS and end - start < LONGEST_SPEAKER:
        end += 1
    return sentence.text(start, end, body)


def _issuer(sentence: AnnotatedSentence, at: int, body: str) -> str:
    """Return who issued a statement: "as outlined in a statement issued by the Prime Minister's Office"."""
    for by in range(at, min(at + 8, len(sentence.lowers) - 1)):
        if sentence.lowers[by] == "by":
            return _words_until(sentence, by + 1, body).split(" on ")[0]
    return ""
