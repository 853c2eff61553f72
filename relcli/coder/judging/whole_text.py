"""What a text as a whole is about: a match, a market, a trial or relations, and which states it keeps naming."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from relcli.coder.memory import WholeText
from relcli.coder.text.lines import LineKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcli.coder.annotations import AnnotatedSentence, Mark
    from relcli.coder.vocabulary.vocabulary import Vocabulary

LEAD_KINDS = frozenset({LineKind.HEADLINE, LineKind.BODY})
LEAD = 2
"""Sentences at the beginning whose states the text is about."""
LEAST_WORDS = 2  # of a subject matter in a sentence, for the sentence to be about it


def whole_text(sentences: list[AnnotatedSentence], vocabulary: Vocabulary) -> WholeText:
    """Return what the sentences of a text, whose marks are known, are about together."""
    mentions: Counter[str] = Counter()
    matters: Counter[str] = Counter()
    leading: set[str] = set()
    read = 0
    for sentence in sentences:
        codes = set(_codes(sentence.marks.values()))
        mentions.update(codes)
        matters.update(matters_of(sentence, vocabulary))
        if sentence.kind in LEAD_KINDS and read < LEAD:
            read += 1
            leading |= codes
    total = max(1, len(sentences))
    return WholeText(mentions, frozenset(leading), {matter: count / total for matter, count in matters.items()})


def matters_of(sentence: AnnotatedSentence, vocabulary: Vocabulary) -> list[str]:
    """Return what a sentence is about, in the order of the alphabet."""
    matters = vocabulary.matters
    counts = Counter([matters[word] for word in sentence.words & matters.keys()])
    return sorted(matter for matter, count in counts.items() if count >= LEAST_WORDS)


def _codes(marks: Iterable[Mark]) -> Iterable[str]:
    for mark in marks:
        if mark.alias is not None:
            yield mark.alias.code
        elif mark.holder is not None:
            yield mark.holder.code
