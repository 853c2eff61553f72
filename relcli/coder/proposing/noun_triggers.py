"""Event nouns anywhere in a sentence, also under a verb that has an act of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.acts.noun_acts import MODIFIER_REACH
from relcli.coder.annotations import LexiconRow, Trigger
from relcli.coder.clauses.noun_factuality import noun_is_denied, noun_is_to_come, noun_is_unreal
from relcli.coder.kinds import ActMode, Modality, RowFit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.vocabulary.frames import EventNoun
    from relcli.coder.vocabulary.vocabulary import Vocabulary


def noun_triggers(sentence: AnnotatedSentence, vocabulary: Vocabulary) -> Iterator[Trigger]:
    """Yield a trigger for each event noun that is no part of a name, of a verb or of an act."""
    event_nouns = vocabulary.frames.event_nouns
    if event_nouns.keys().isdisjoint(sentence.words):
        return
    taken = {at for act in sentence.acts for at in range(*act.trigger)}
    taken.update(at for actor in sentence.actors for at in range(actor.start, actor.end))
    taken.update(clause.group.verb for clause in sentence.clauses)
    for at, lower in enumerate(sentence.lowers):
        if lower not in event_nouns or at in taken:
            continue
        for row in event_nouns[lower]:
            if tuple(sentence.lowers[at : at + len(row.words)]) == row.words:
                trigger = _trigger(sentence, row, at, vocabulary)
                if trigger is not None:
                    yield trigger
                break


def _is_content(sentence: AnnotatedSentence, at: int) -> bool:
    """Is a noun an object of a verb that is negated, asked or supposed ("have not held talks")?"""
    over = next((clause for clause in reversed(sentence.clauses) if clause.group.end <= at < clause.object_end), None)
    return over is not None and bool(over.group.negated or over.denied or over.conditional or over.unreal)


def _trigger(sentence: AnnotatedSentence, row: EventNoun, at: int, vocabulary: Vocabulary) -> Trigger | None:
    end = at + len(row.words)
    before = sentence.lowers[max(0, at - MODIFIER_REACH) : at]
    if not vocabulary.word("noun-act-unreal-modifier").isdisjoint(before) or _is_content(sentence, at):
        return None
    denied = noun_is_denied(sentence, at, vocabulary)
    if not denied and noun_is_unreal(sentence, at, end, vocabulary) is not None:
        return None
    trigger = Trigger(
        at,
        end,
        LexiconRow(row.row, row.words),
        row.type,
        row.mode,
        Modality.DENIED if denied else Modality(row.modality),
        RowFit.NOUN,
        row.target_slots,
        row.source_slots,
        row.flags,
    )
    if row.type == "CONSULT" and not denied and noun_is_to_come(sentence, at, end, vocabulary):
        trigger.type, trigger.mode, trigger.modality, trigger.future = "AGREE", ActMode.PLAN, Modality.AGREED, True
    return trigger
