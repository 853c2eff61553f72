"""Is a line clear as one about its act: does it say with whom, and does it tell nothing as done that is denied?"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from relcli.coder.kinds import ActorKind, Modality

if TYPE_CHECKING:
    from relcli.coder.annotations import Act
    from relcli.coder.headlines.alone import Alone
    from relcli.coder.headlines.words import Word
    from relcli.coder.vocabulary.vocabulary import Vocabulary

TOWARDS_ANOTHER = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types of which nothing is said if only one side is named."""
SPOKEN_OF = frozenset({"ACCUSE", "AID", "CONCEDE", "SUPPORT"})
"""Types of which it is to be said for whom they were done, or what was criticised."""
FEWEST_CLEAR = 6  # words after the verb that say what a demand or a threat was about


class Clear:
    """Judges the lines of one act that do not name both of its sides."""

    def __init__(self, act: Act, vocabulary: Vocabulary, alone: Alone) -> None:
        """Judge with what says whom a line names."""
        self._act = act
        self._vocabulary = vocabulary
        self._alone = alone

    def is_alone(self, head: list[Word], line: list[Word]) -> bool:
        """Is a line clear that does not name both sides: a deed on something named, rather than a promise to whom?"""
        act, following = self._act, line[len(head) :]
        joints = self._vocabulary.word("coordinator")
        both = not joints.isdisjoint(part for word in head for part in word.lower.split())
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

    def hides_denial(self, line: list[Word]) -> bool:
        """Does a line tell as done what is denied: "Japan had attacked China" of "denied that it had"?"""
        if self._act.modality is not Modality.DENIED:
            return False
        denying = self._vocabulary.word("negation") | self._vocabulary.word("act-headline-denying")
        return denying.isdisjoint(part for word in line for part in word.lower.split())
