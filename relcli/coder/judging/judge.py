"""Decides which candidates of a sentence become its acts: the best one a trigger, a pair and a type, if good enough."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from relcli.coder.annotations import Judged
from relcli.coder.judging.candidates import candidates
from relcli.coder.judging.weights import NO_FLOORS

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.judging.candidates import Candidate
    from relcli.coder.judging.weights import Weights
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.vocabulary import Vocabulary

LONGEST = 250
"""Tokens of a sentence that is judged; what is longer is a list or debris, where the rules have the only say."""
ADVANTAGE = 1.0
"""How much better than an act of the rules a rival has to be."""
MOST_REASONS = 3
"""Features that are given for a candidate, and as many against it."""
MOST_REFUSED = 2
"""Candidates of a sentence that were not taken and are noted."""
WORTH_NOTING = 3.0
"""How far below its threshold a candidate may be to be noted."""


class Judge:
    """Judges candidates sentence by sentence; holds no state of any document."""

    def __init__(self, weights: Weights, vocabulary: Vocabulary) -> None:
        """Judge by these weights."""
        self.weights = weights
        self.vocabulary = vocabulary

    def judge(self, sentence: AnnotatedSentence, memory: Memory, *, noting: bool = False) -> None:
        """Keep the acts of a sentence that are likely enough, and add those of the second look that are.

        `noting`: write on the sentence also why.
        """
        weights = self.weights
        if weights.threshold == inf or len(sentence.tokens) > LONGEST:
            return
        found = candidates(sentence, memory, self.vocabulary, weights.weigh, NO_FLOORS if noting else weights.floors)
        ranked = sorted(((each.score + weights.intercept, each) for each in found), key=_rank)
        sentence.acts = []
        chosen: list[Candidate] = []
        for score, candidate in ranked:
            enough = score >= self._needed(candidate, chosen, memory)
            if enough and not any(_are_rivals(candidate, each) for each in chosen):
                chosen.append(candidate)
                act = candidate.made()
                act.confidence = weights.confidence(score)
                sentence.acts.append(act)
                if noting:
                    sentence.judged.append(Judged(act, True, self._reasons(candidate)))
        sentence.acts.sort(key=lambda act: act.trigger)
        if noting:
            self._note_refused(sentence, ranked, chosen)

    def _needed(self, candidate: Candidate, chosen: list[Candidate], memory: Memory) -> float:
        """Return the least score of a candidate; a sentence seldom tells two acts of the same sides."""
        weights, official = self.weights, bool(memory.home)
        act = candidate.act
        if act is not None:
            meant = act.parties.source_from.is_unnamed or act.parties.target_from.is_unnamed
            return weights.strict_threshold + (-weights.official_strict if official else weights.meant * meant)
        codes = _codes(candidate)
        second = any(_codes(other) <= codes or codes <= _codes(other) for other in chosen)
        return weights.threshold + weights.second * second + weights.official * official

    def _note_refused(
        self, sentence: AnnotatedSentence, ranked: list[tuple[float, Candidate]], chosen: list[Candidate]
    ) -> None:
        """Note the best candidates that were not taken though no better one was."""
        noted = list(chosen)
        for score, candidate in ranked:
            if score < self.weights.threshold - WORTH_NOTING or len(noted) - len(chosen) == MOST_REFUSED:
                continue
            if not any(candidate is other or _are_rivals(candidate, other) for other in noted):
                noted.append(candidate)
                act = candidate.made()
                act.confidence = self.weights.confidence(score)
                sentence.judged.append(Judged(act, False, self._reasons(candidate)))

    def _reasons(self, candidate: Candidate) -> tuple[tuple[str, float], ...]:
        """Return the features that weighed most for a candidate, then those that weighed most against it."""
        table = self.weights.table
        weighed = sorted({(table.get(feature, 0.0), feature) for feature in candidate.features})
        against = [(feature, weight) for weight, feature in weighed[:MOST_REASONS] if weight < 0]
        speaking_for = [(feature, weight) for weight, feature in weighed[::-1][:MOST_REASONS] if weight > 0]
        return *speaking_for, *against


def _rank(scored: tuple[float, Candidate]) -> tuple[float, int]:
    score, candidate = scored
    return -score - ADVANTAGE * (candidate.act is not None), candidate.trigger.start


def _codes(candidate: Candidate) -> set[str]:
    other = candidate.target.actor.codes if candidate.target is not None else ()
    return {*candidate.source.actor.codes, *other}


def _are_rivals(candidate: Candidate, other: Candidate) -> bool:
    """Are two candidates of one sentence alternatives: one trigger, or the same type between the same sides?"""
    if candidate.act is not None and other.act is not None:
        return False  # the rules have seen to it
    first, second = candidate.trigger, other.trigger
    if first.start < second.end and second.start < first.end:
        return True
    codes, others = _codes(candidate), _codes(other)
    return first.type == second.type and (codes <= others or others <= codes)
