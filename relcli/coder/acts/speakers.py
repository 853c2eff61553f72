"""Who says what a clause tells: the speech verb before or behind it.

"Iran will face consequences, Israel said", "Algeria announced that visas will be granted": the clause itself names only
one side, and whoever says so is the other. Threats, demands and passives without an agent ask for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.vocabulary.vocabulary import Vocabulary

LONGEST_TIME = 6  # tokens of "on Tuesday evening" between a speech verb and its "that"
DECIDING = frozenset({"announce", "decide", "declare", "order", "pledge", "promise", "agree", "say"})
"""Verbs whose subject does what is then told in the passive ("announced that visas will be granted")."""


def speaker_of(
    clause: Clause, sentence: AnnotatedSentence, clauses: list[Clause], vocabulary: Vocabulary
) -> Clause | None:
    """Return the speech verb's clause that tells a clause, before or behind it."""
    return next((other for other in reversed(clauses) if _tells(other, clause, sentence, vocabulary)), None)


def _tells(other: Clause, clause: Clause, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> bool:
    if not any(form.lemma in vocabulary.reporting for form in other.group.readings):
        return False
    before = other.group.end <= clause.left <= other.group.end + 2 or other.group.end == clause.left - 1
    if sentence.lower(clause.left - 1) == "that" and other.group.end < clause.left <= other.group.end + LONGEST_TIME:
        before = True  # "said on Tuesday that"
    speaker = other.subject  # "..., Algeria said"
    behind = speaker is not None and clause.right <= speaker.start < min(clause.right + 3, other.group.start)
    return before or behind or (other.left >= clause.right - 1 and sentence.lower(other.left) in {",", "”", '"'})


def decides(clause: Clause) -> bool:
    """Does the subject of a speech verb do itself what is then told in the passive?"""
    return any(form.lemma in DECIDING for form in clause.group.readings)
