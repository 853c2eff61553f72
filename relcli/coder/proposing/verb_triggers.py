"""Verbs that may state an act under a row that does not fit them exactly, or fits but gave no act.

What is certain grammar keeps its force: a clause that is asked, supposed, negated without a deed, or a condition
proposes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.acts.act_modality import ActModality
from relcli.coder.acts.frame_match import classes_in
from relcli.coder.annotations import LexiconRow, Refusal, Trigger
from relcli.coder.clauses.modality import future_type
from relcli.coder.kinds import FrameFlag, Modality, RowFit, VerbShape
from relcli.coder.vocabulary.frames import NO_EVENT, TRANSPARENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.vocabulary.frames import Frame
    from relcli.coder.vocabulary.vocabulary import Vocabulary

MOST_READINGS = 2
"""Rows of one verb that are proposed; each must have a type of its own."""
REST_REACH = 8  # tokens after a verb within which the fixed words of its row may stand


def verb_triggers(sentence: AnnotatedSentence, vocabulary: Vocabulary) -> Iterator[Trigger]:
    """Yield a trigger for each row under which a verb of the sentence may state an act."""
    finder = _VerbTriggers(sentence, vocabulary)
    for clause in sentence.clauses:
        if not (clause.conditional or clause.unreal or finder.is_content(clause)):
            yield from finder.of_clause(clause)


class _VerbTriggers:
    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> None:
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.frames = dict(sentence.frames)
        self.stated = {act.clause.group.verb for act in sentence.acts if act.clause is not None}
        self.modality = ActModality(sentence, self.frames, vocabulary)

    def is_content(self, clause: Clause) -> bool:
        """Is a clause surely only the content of another: "delayed signing", "agreed to send", "was going to meet"?"""
        if clause.group.verb not in self.sentence.parts:
            return False
        shape, governor = clause.group.shape, clause.governor
        if shape is VerbShape.GERUND or shape is VerbShape.FINITE:
            return True
        if governor is None:
            return False
        verb, word = governor.group.verb, self.vocabulary.word
        lower = self.sentence.lowers[verb]
        if verb in self.stated or lower in word("doubting-word") or lower in word("undoing-word"):
            return True
        if governor.group.passive and any(form.lemma in self.vocabulary.reporting for form in governor.group.readings):
            return True  # "is said to have met"
        outer = self.frames.get(verb)
        return outer is not None and isinstance(self.modality.find(governor, outer), Refusal)

    def of_clause(self, clause: Clause) -> Iterator[Trigger]:
        verb = clause.group.verb
        exact = self.sentence.frames.get(verb)
        if exact is not None and exact.type == TRANSPARENT:
            return
        for frame, fit in self._readings(clause, exact):
            self.frames[verb] = frame
            trigger = self._trigger(clause, frame, fit)
            if trigger is not None:
                yield trigger
        if exact is None:
            self.frames.pop(verb, None)
        else:
            self.frames[verb] = exact

    def _readings(self, clause: Clause, exact: Frame | None) -> list[tuple[Frame, RowFit]]:
        """Return the rows that fit a verb best, one of each type."""
        if exact is not None and exact.type != NO_EVENT:
            return [(exact, RowFit.EXACT)]
        ranked: list[tuple[int, int, Frame, RowFit]] = []
        here: frozenset[str] | None = None
        for lemma in dict.fromkeys(form.lemma for form in clause.group.readings):
            for place, frame in enumerate(self.vocabulary.frames.frames.get(lemma, ())):
                if frame.type in {NO_EVENT, TRANSPARENT} or not self._may_fit(clause, frame):
                    continue
                if here is None:
                    here = self._classes(clause)
                fit = _fit(frame, here)
                ranked.append((_RANKS[fit], place, frame, fit))
        ranked.sort(key=lambda each: each[:2])
        found: dict[str, tuple[Frame, RowFit]] = {}
        for rank, _, frame, fit in ranked:
            if rank > ranked[0][0]:
                break
            found.setdefault(frame.type, (frame, fit))
        return list(found.values())[:MOST_READINGS]

    def _may_fit(self, clause: Clause, frame: Frame) -> bool:
        """Are the fixed words of a row somewhere after the verb, and its voice that of the clause?"""
        group = clause.group
        if (FrameFlag.ACTIVE if group.passive else FrameFlag.PASSIVE) in frame.flags:
            return False
        if frame.lemma == "be":
            return False
        at = group.end
        for word in frame.rest:
            try:
                at = self.sentence.lowers.index(word, at, group.end + REST_REACH) + 1
            except ValueError:
                return False
        return True

    def _classes(self, clause: Clause) -> frozenset[str]:
        """Return the classes of all nouns that the clause holds on the side of its object."""
        found = classes_in(self.sentence, clause.group.end, self._object_side_end(clause), self.vocabulary)
        if clause.group.passive:
            found |= classes_in(self.sentence, clause.left, clause.group.start, self.vocabulary)
        return found

    def _object_side_end(self, clause: Clause) -> int:
        """Return the token before which a verb's own nouns end: "closed the meeting without | signing the deal"."""
        start, end = clause.group.end, clause.right
        gerunds = (
            other.group.start
            for other in self.sentence.clauses
            if other.group.shape is VerbShape.GERUND and start < other.group.start < end
        )
        openers = self.vocabulary.word("trigger-adjunct-opener")
        return min((at for at in gerunds if self.sentence.lower(at - 1) in openers), default=end)

    def _trigger(self, clause: Clause, frame: Frame, fit: RowFit) -> Trigger | None:
        modality = self.modality.find(clause, frame)
        if isinstance(modality, Refusal):
            return None
        group, event_type = clause.group, frame.type
        if modality is Modality.PLEDGED and frame.modality == Modality.OCCURRED:
            event_type = future_type(frame.type, self.sentence, self.vocabulary)
        if group.shape is VerbShape.INFINITIVE and group.verb in self.sentence.parts:
            modality = self._planned(clause, modality)
            together = future_type(frame.type, self.sentence, self.vocabulary)
            event_type = together if together == "AGREE" else event_type
        return Trigger(
            group.start,
            group.end,
            LexiconRow(frame.row, (frame.lemma, *frame.rest)),
            event_type,
            frame.mode if event_type == frame.type else "",
            modality,
            fit,
            frame.slots,
            flags=frame.flags,
            clause=clause,
            future=bool(group.modal) or group.shape is VerbShape.INFINITIVE,
        )

    def _planned(self, clause: Clause, modality: Modality) -> Modality:
        """Return the modality of an infinitive that completes another verb or a noun: promised, or asked for."""
        if modality is Modality.DENIED:
            return modality
        outer = self.sentence.frames.get(clause.governor.group.verb) if clause.governor else None
        return Modality.PROPOSED if outer is not None and outer.type == "REQUEST" else Modality.PLEDGED


_RANKS = {RowFit.CLASS: 0, RowFit.PLAIN: 1, RowFit.OTHER: 2}


def _fit(frame: Frame, here: frozenset[str]) -> RowFit:
    if frame.classes:
        return RowFit.CLASS if frame.classes & here else RowFit.OTHER
    return RowFit.PLAIN
