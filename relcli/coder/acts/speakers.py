"""Who says what a clause states: the speech verb before or after it.

"Iran will face consequences, Israel said", "Algeria announced that visas will be granted": the clause itself names only
one side, and whoever says so is the other. Threats, demands and passives without an agent ask for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.vocabulary.vocabulary import Vocabulary

LONGEST_TIME = 6  # tokens of "on Tuesday evening" between a speech verb and its "that"
SAYING_OPENERS = frozenset({",", "”", '"'})
"""What may come before the speaker at the end of a sentence ("..., Algeria said")."""


def speaker_of(clause: Clause, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> Clause | None:
    """Return the speech verb's clause that reports a clause, before or after it."""
    return next((other for other in reversed(sentence.clauses) if _reports(other, clause, sentence, vocabulary)), None)


def _reports(other: Clause, clause: Clause, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> bool:
    if not any(form.lemma in vocabulary.reporting for form in other.group.readings):
        return False
    before = other.group.end <= clause.left <= other.group.end + 2 or other.group.end == clause.left - 1
    if sentence.lower(clause.left - 1) == "that" and other.group.end < clause.left <= other.group.end + LONGEST_TIME:
        before = True  # "said on Tuesday that"
    speaker = other.subject  # "..., Algeria said"
    after = speaker is not None and clause.right <= speaker.start < min(clause.right + 3, other.group.start)
    return before or after or (other.left >= clause.right - 1 and sentence.lower(other.left) in SAYING_OPENERS)


def decides(clause: Clause, vocabulary: Vocabulary) -> bool:
    """Does the subject of a speech verb do what its passive content says ("announced that visas will be granted")?"""
    deciding = vocabulary.word("speaker-deciding-verb")
    return any(form.lemma in deciding for form in clause.group.readings)
