"""The words of an act's own clause, by which two reports of one document are found to tell the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

LONGEST = 100
DASHES = frozenset({"-", "\u2013", "—", "--"})
CONTENT_START = 6  # tokens: a stretch that ends so soon after "that" breaks off in the subject of its content
TRAILING_SIGNS = frozenset({",", ".", ";", ":", "“", "”", '"', "\u2013", "-", "—"})
LEADING_SIGNS = frozenset({",", "“", '"'})
CONTRACTIONS = frozenset({"'re", "'ve", "'m", "'ll", "'s", "\u2019re", "\u2019ve", "\u2019m", "\u2019ll", "\u2019s"})
BRACKETS = frozenset("()[]")
SENTENCE_ENDS = frozenset({".", ";", "?", "!", "”", '"'})
CLAUSE_ENDS = SENTENCE_ENDS | {",", ":", "—", "\u2013"}
SUBJECT_REACH = 4  # tokens between a subject and its verb, or before its "of"


def own_words(sentence: AnnotatedSentence, act: Act, vocabulary: Vocabulary, body: str) -> str:
    """Return at most 100 characters of an act's clause, beginning with its actor or its verb."""
    return _OwnWords(sentence, act, vocabulary).make(body)


class _OwnWords:
    def __init__(self, sentence: AnnotatedSentence, act: Act, vocabulary: Vocabulary) -> None:
        self.sentence = sentence
        self.act = act
        self.word = vocabulary.word

    def make(self, body: str) -> str:
        sentence, lead = self.sentence, self.word("act-headline-lead")
        end, subject, start = self._end(), self._subject_words(body), self.act.trigger[0]
        while not subject and start < end - 1:
            lower = sentence.lowers[start]
            if lower not in lead and lower not in LEADING_SIGNS and lower not in CONTRACTIONS:
                break
            start += 1
        words = " ".join(f"{subject} {sentence.text(start, end, body)}".split())
        if len(words) <= LONGEST:
            return words
        return words[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(",;:\u2013- ") + "…"

    def _subject_words(self, body: str) -> str:
        """Return the words of the actor, with what is right before its verb, or nothing for a pronoun."""
        sentence, trigger = self.sentence, self.act.trigger[0]
        subject = self.act.clause.subject if self.act.clause is not None else None
        if subject is None or not 0 <= subject.start < trigger or subject.end > len(sentence.tokens):
            return ""
        pronouns, determiners = self.word("act-headline-pronoun"), self.word("act-headline-determiner")
        lowers = sentence.lowers[subject.start : subject.end]
        if len(lowers) == 1 and lowers[0] in pronouns:
            return ""
        start = subject.start - (sentence.lower(subject.start - 1) in determiners)
        if sentence.lower(subject.start - 1) == "of":
            start = self._head_before(subject.start - 1)
        words = sentence.text(start, subject.end, body)
        between = sentence.lowers[subject.end : trigger]
        broken = any(self._ends_clause(word) or word in pronouns or word in BRACKETS for word in between)
        if between and len(between) <= SUBJECT_REACH and not broken:
            words = f"{words} {sentence.text(subject.end, trigger, body)}"
            words = words.replace(" '", "'").replace(" \u2019", "\u2019")
        return words

    def _head_before(self, of: int) -> int:
        """Return where "the presidents of Poland" begins, given its "of"."""
        start, lowers, determiners = of, self.sentence.lowers, self.word("act-headline-determiner")
        while start > 0 and lowers[start - 1].isalpha() and of - start < SUBJECT_REACH:
            start -= 1
            if lowers[start] in determiners:
                break
        return start

    def _ends_clause(self, lower: str) -> bool:
        return lower in CLAUSE_ENDS or lower in self.word("act-headline-end")

    def _end(self) -> int:
        """Return where the line ends: the act's own stretch, and on to the end of a phrase that the stretch cuts."""
        sentence, lowers, first, end = self.sentence, self.sentence.lowers, self.act.trigger[1], self.act.region[1]
        if "that" in lowers[max(first, end - CONTENT_START) : end]:
            while end < len(lowers) and lowers[end] not in SENTENCE_ENDS:
                end += 1
        else:
            while end < len(lowers) and not self._ends_clause(lowers[end]) and not self._ends_clause(lowers[end - 1]):
                end += 1
        for at in range(first, end):
            if lowers[at] in DASHES and sentence.tokens[at].start > sentence.tokens[at - 1].end:
                end = at
                break
        trail = self.word("act-headline-trail")
        while end > first and (lowers[end - 1] in TRAILING_SIGNS or lowers[end - 1] in trail):
            end -= 1
        return end
