"""Words of judgement in what somebody says: "Iran's answer was insufficient", "Cuba has made great progress".

No row states who does what to whom there; who speaks accuses, praises, asks, refuses or threatens by the words chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import LexiconRow, Trigger
from relcli.coder.kinds import Modality, RowFit, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

MODALITIES = {"REQUEST": Modality.PROPOSED}
"""By type, where a word of judgement is no deed."""
QUOTES = frozenset({"“", '"'})
SLOTS = (Slot.OBJECT, Slot.OF, Slot.BY)


def said_triggers(sentence: AnnotatedSentence, vocabulary: Vocabulary) -> Iterator[Trigger]:
    """Yield a trigger for the first word of judgement of each type in a sentence that reports what somebody says."""
    judging = vocabulary.judging
    if judging.keys().isdisjoint(sentence.words):
        return
    speaking = {
        clause.group.verb
        for clause in sentence.clauses
        if any(form.lemma in vocabulary.reporting for form in clause.group.readings)
    }
    if not speaking and QUOTES.isdisjoint(sentence.words):
        return
    taken = {at for act in sentence.acts for at in range(*act.trigger)} | speaking
    taken.update(at for actor in sentence.actors for at in range(actor.start, actor.end))
    proposed: set[str] = set()
    for at, lower in enumerate(sentence.lowers):
        if at in taken:
            continue
        for event_type in judging.get(lower, ()):
            if event_type not in proposed:
                proposed.add(event_type)
                yield _trigger(at, lower, event_type)


def _trigger(at: int, lower: str, event_type: str) -> Trigger:
    row = LexiconRow(f"words.tsv: judging-{event_type.lower()} {lower}", (lower,))
    modality = MODALITIES.get(event_type, Modality.OCCURRED)
    return Trigger(at, at + 1, row, event_type, "", modality, RowFit.SAID, SLOTS)
