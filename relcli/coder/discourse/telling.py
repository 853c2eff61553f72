"""What a sentence tells of an act, and what two sentences that tell of the same act have in common: the signs that
`retellings.tsv` gives points for.
"""

from __future__ import annotations

from math import log1p
from typing import TYPE_CHECKING, NamedTuple

from relcli.coder.kinds import ActMode, Modality, Sign

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Draft
    from relcli.coder.vocabulary.vocabulary import Vocabulary

WORD_LENGTH = 4  # shorter words say little about sameness
STEM = 6  # letters by which words are compared
LEAD = 1  # the last sentence of a document that still tells its main event, the first one being 0
BELOW_HEADLINE = 2  # the last sentence that a headline may repeat
ARTICLE_REACH = 4  # tokens between an article and its noun
QUOTES = frozenset({'"', "\u201c", "\u201d"})


class _Wording(NamedTuple):
    """What a sentence says besides naming the parties."""

    words: frozenset[str]  # beginnings of its longer words
    names: frozenset[str]  # words with capitals
    figures: frozenset[str]
    is_speech: bool
    is_quotation: bool
    turns: bool  # to something else: "also", "meanwhile"
    looks_back: bool  # "since", "earlier"
    again: bool  # what was said before: "reiterated", "reaffirmed"


class Signs:
    """Compares the drafts of one document."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Remember nothing yet."""
        self.word = vocabulary.word
        self.speaking = vocabulary.word("attribution-saying-verb") | vocabulary.word("attribution-that-verb")
        self.said: dict[int, _Wording] = {}  # by the start of the sentence

    def between(self, event: Draft, other: Draft, rivals: int) -> dict[str, float]:
        """Return the signs that two drafts of one type and the same sides tell of one act, or of two.

        `rivals` is the number of the document's drafts of that type between these sides.
        """
        first, later = (event, other) if event.sentence_index <= other.sentence_index else (other, event)
        one, two = self._of(event.sentence), self._of(other.sentence)
        said = one if later is event else two
        distance = later.sentence_index - first.sentence_index
        modes, modalities = {event.act.mode, other.act.mode}, {event.act.modality, other.act.modality}
        in_headline = first.is_in_headline or later.is_in_headline
        return {
            f"both {event.act.type}": 1.0,
            Sign.HEADLINE: in_headline and later.sentence_index <= BELOW_HEADLINE,
            Sign.LEAD: first.sentence_index <= LEAD,
            Sign.SAME_MODALITY: len(modalities) == 1,
            Sign.BACKGROUND: len(modalities) > 1 and Modality.HISTORICAL in modalities,
            Sign.WORDS: _share(one.words, two.words),
            Sign.NAME: not one.names.isdisjoint(two.names),
            Sign.FIGURE: not one.figures.isdisjoint(two.figures),
            Sign.NEXT: distance == 1,
            Sign.DISTANCE: log1p(distance),
            Sign.SPEECH: said.is_speech,
            Sign.QUOTATION: said.is_quotation,
            Sign.TURNS: said.turns,
            Sign.LOOKS_BACK: said.looks_back,
            Sign.AGAIN: said.again,
            Sign.KNOWN_NOUN: self.is_known(later),
            Sign.FIELDS_APART: bool(event.sectors and other.sectors) and set(event.sectors).isdisjoint(other.sectors),
            Sign.VISIT_AND_TALKS: event.act.type == "CONSULT" and len(modes) > 1 and ActMode.VISIT in modes,
            Sign.RIVALS: log1p(rivals),
        }

    def _of(self, sentence: AnnotatedSentence) -> _Wording:
        said = self.said.get(sentence.start)
        if said is None:
            said = self.said[sentence.start] = self._read(sentence)
        return said

    def _read(self, sentence: AnnotatedSentence) -> _Wording:
        named = {at for actor in sentence.actors for at in range(max(0, actor.start), actor.end)}
        calendar, plain = self.word("calendar-word"), self.word("retelling-plain")
        words, names = set(), set()
        for at, lower in enumerate(sentence.lowers):
            if at in named or len(lower) < WORD_LENGTH or not lower[0].isalpha() or lower in plain:
                continue
            words.add(lower[:STEM])
            if at and sentence.capitals[at] and lower not in calendar:
                names.add(lower)
        lemmas = {form.lemma for clause in sentence.clauses for form in clause.group.readings}
        return _Wording(
            words=frozenset(words),
            names=frozenset(names),
            figures=frozenset(lower for lower in sentence.lowers if lower.isdigit()),
            is_speech=not lemmas.isdisjoint(self.speaking),
            is_quotation=sentence.quoted or not QUOTES.isdisjoint(sentence.words),
            turns=not self.word("retelling-turn").isdisjoint(sentence.words),
            looks_back=not self.word("retelling-back").isdisjoint(sentence.words),
            again=not self.word("retelling-again").isdisjoint(sentence.words),
        )

    def is_one_more(self, event: Draft, other: Draft) -> bool:
        """Does the later of two drafts say that it is one more act: "another round of talks", or "also condemned" with
        the verb of the first?
        """
        later = event if event.sentence_index > other.sentence_index else other
        act, lowers = later.act, later.sentence.lowers
        if act.clause is None:
            before = lowers[max(0, act.trigger[0] - ARTICLE_REACH) : act.trigger[0]]
            return not self.word("retelling-turn").isdisjoint(before)
        if event.act.row.name != other.act.row.name or self._of(later.sentence).is_quotation:
            return False
        start = max(0, min(act.region[0], act.trigger[0]) - 1)
        return not self.word("retelling-also").isdisjoint(lowers[start : act.trigger[1] + 1])

    def is_known(self, draft: Draft) -> bool:
        """Does a noun with "the", "this" or "their" tell the act, so that it was told before?"""
        if draft.act.clause is not None:
            return False
        at = draft.act.trigger[0]
        for lower in reversed(draft.sentence.lowers[max(0, at - ARTICLE_REACH) : at]):
            if lower in self.word("retelling-known"):
                return True
            if lower in self.word("retelling-new"):
                return False
        return False


def _share(one: frozenset[str], two: frozenset[str]) -> float:
    smaller = min(len(one), len(two))
    return len(one & two) / smaller if smaller else 0.0
