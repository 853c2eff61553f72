"""To whom it was done, where the act's own words do not say so: "held talks", "assured that", "in the talks"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.headlines.words import Word, put_in
from relcli.coder.kinds import Modality

if TYPE_CHECKING:
    from relcli.coder.annotations import Clause, Draft
    from relcli.coder.headlines.names import Names
    from relcli.coder.headlines.subjects import Subject
    from relcli.coder.vocabulary.vocabulary import Vocabulary

SPOKEN_AT_MEETINGS = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT"})
"""Types that are done by speaking, so that the meeting at which they were done may be told."""
LONG = 6  # words of what was discussed, after which "with Chad" alone would be taken for a part of it
SHORT = 3  # words after a verb that need no comma before what is added


class TargetNamer:
    """Names the target of one act."""

    def __init__(self, draft: Draft, vocabulary: Vocabulary, names: Names) -> None:
        """Work on one act and its sentence."""
        self.draft = draft
        self.act = draft.act
        self.sentence = draft.sentence
        self.vocabulary = vocabulary
        self.names = names

    def named(self, words: list[Word], clause: Clause, end: int, subject: Subject) -> list[Word]:
        """Add to whom aid was given, or with whom one met, if the text speaks of them without a name."""
        act = self.act
        met = act.type == "CONSULT" and act.mutual and not act.parties.source_from.is_unnamed
        named_in_front = met and subject.several
        if not act.parties.target_from.is_unnamed or not words or named_in_front:
            return words
        named = {code for actor in self.sentence.actors_from(clause.group.end, end) for code in actor.codes}
        lowers = [word.lower for word in words]
        if named & set(act.target.codes) or self.vocabulary.word("target-pronoun").intersection(lowers):
            return words
        together = "together" if act.type != "CONSULT" and not subject.several else ""
        if together in lowers:
            return self._together_with(words, lowers.index(together))
        if not (met or act.type == "AID"):
            return words
        link = "with" if met else "to"
        if link in lowers:
            return words
        name = self.names.of_actor(act.target)
        if met and len(words) > LONG and lowers[0] not in self.vocabulary.word("preposition"):
            return [*words, *put_in(","), *put_in(f"in talks with {name}")]
        return [*words, *put_in(f"{link} {name}")]

    def _together_with(self, words: list[Word], at: int) -> list[Word]:
        """Write "work together with Chad on trade" for "work together on trade"."""
        if at + 1 < len(words) and words[at + 1].lower == "with":
            return words
        name = self.names.of_codes(self.act.target.codes)
        return [*words[:at], words[at]._replace(text=f"{words[at].text} with {name}"), *words[at + 1 :]]

    def told(self, words: list[Word], verb: list[Word]) -> list[Word]:
        """Write "assured Chad that" for "assured that"."""
        telling = self.vocabulary.word("act-headline-telling-verb")
        if not words or words[0].lower != "that" or verb[-1].lower not in telling:
            return words
        return [*put_in(self.names.of_actor(self.act.target)), *words]

    def tail(self, head: list[Word], words: list[Word]) -> list[Word]:
        """Return ", in talks with Chad" for what was said to Chad at a meeting, [] for anything else."""
        occasion, act = self.draft.occasion, self.act
        sides = {*act.source.codes, *act.target.codes}
        met = occasion is not None and sides <= set(occasion.act.codes)
        real = met and occasion is not None and occasion.act.modality is Modality.OCCURRED
        if not real or act.type not in SPOKEN_AT_MEETINGS or act.mutual:
            return []
        coming = self.vocabulary.word("modal") | self.vocabulary.word("act-headline-coming")
        if coming.intersection(part for word in head for part in word.lower.split()):
            return []
        comma = [Word(",", ",")] if len(words) > SHORT else []
        return [*comma, *put_in(f"in talks with {self.names.of_codes(act.target.codes)}")]
