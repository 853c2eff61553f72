"""To whom it was done, where the act's own words do not say so: "held talks", "assured that", "in the talks"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from relcli.coder.headlines.checks import Holes
from relcli.coder.headlines.doubts import Doubts
from relcli.coder.headlines.words import Word, put_in
from relcli.coder.kinds import ActorKind, Modality

if TYPE_CHECKING:
    from relcli.coder.annotations import Clause, Draft
    from relcli.coder.headlines.alone import Alone
    from relcli.coder.headlines.checks import Checks
    from relcli.coder.headlines.names import Names
    from relcli.coder.headlines.subjects import Subject
    from relcli.coder.vocabulary.vocabulary import Vocabulary

SPOKEN_AT_MEETINGS = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT"})
"""Types that are done by speaking, so that the meeting at which they were done may be told."""
TOWARDS_ANOTHER = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types of which nothing is said if only one side is named."""
SPOKEN_OF = frozenset({"ACCUSE", "AID", "CONCEDE", "REQUEST", "SANCTION", "SUPPORT", "THREATEN"})
"""Types of which it is to be said for whom they were done, of whom something was asked, or what was criticised."""
FEWEST_CLEAR = 6  # words after the verb that say what a demand or a threat was about
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


class Standing:
    """The one question about a line of an act: does it stand alone, and if not, where does it have to end?"""

    def __init__(self, draft: Draft, vocabulary: Vocabulary, names: Names, checks: Checks, alone: Alone) -> None:
        """Ask it of the lines of one act."""
        self._act = draft.act
        self._vocabulary = vocabulary
        self._checks = checks
        self._alone = alone
        self._holes = Holes(draft.sentence, vocabulary)
        self._doubts = Doubts(draft.sentence, draft.act, vocabulary, names)
        self.talks_to_own = self._doubts.talks_to_own
        self.names_side = alone.names_side

    def end(self, line: list[Word]) -> int:
        """Return the index of the word before which a line has to end, -1 if it stands alone."""
        fault = self._alone.fault(line)
        return self._holes.at(line) if fault is None else fault.at

    def is_doubtful(self, head: list[Word], line: list[Word]) -> bool:
        """Is there a doubt about a whole line that leaving out words does not mend?"""
        garbled = self._holes.is_garbled(head, line[len(head) :]) or self._hides_denial(line)
        return garbled or self._doubts.has(head, line) or self._checks.lacks_content(head, line)

    def is_clear(self, head: list[Word], line: list[Word]) -> bool:
        """Is a line clear that does not name both sides: a deed on something named, rather than a promise to whom?"""
        act, following = self._act, line[len(head) :]
        joints = self._vocabulary.word("coordinator")
        both = act.mutual and not joints.isdisjoint(part for word in head for part in word.lower.split())
        if both or act.target.kind is ActorKind.GROUP:
            return True
        if act.mutual or act.type in TOWARDS_ANOTHER or not self._alone.names_side(line, act.source):
            return False
        if act.type not in SPOKEN_OF and len(following) >= FEWEST_CLEAR:
            return True
        return any(
            word.at >= 0 and word.text[:1].isupper() and before.lower in self._vocabulary.word("preposition")
            for before, word in pairwise(following)
        )

    def _hides_denial(self, line: list[Word]) -> bool:
        """Does a line tell as done what is denied: "Japan had attacked China" of "denied that it had"?"""
        if self._act.modality is not Modality.DENIED:
            return False
        denying = self._vocabulary.word("negation") | self._vocabulary.word("act-headline-denying")
        return denying.isdisjoint(part for word in line for part in word.lower.split())
