"""An act in one readable line, made from the words of its own clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, Actor, AnnotatedSentence

LONGEST = 100
DASHES = frozenset({"-", "\u2013", "—", "--"})
CONTENT_START = 6  # tokens: a stretch that ends so soon behind "that" breaks off in the subject of its content
TRAILING = frozenset(
    {",", ".", ";", ":", "and", "that", "“", "”", '"', "\u2013", "-", "—", "but", "while", "as", "or"}
) | frozenset(
    "in on at of to for with by from under over into the a an its his her their "
    "after before than which when where".split()
)
LEADING = frozenset({",", "and", "but", "that", "“", '"', "also", "then", "later", "while", "as", "to"}) | frozenset(
    {"'re", "'ve", "'m", "'ll", "'s", "\u2019re", "\u2019ve", "\u2019m", "\u2019ll", "\u2019s"}
)
BRACKETS = frozenset("()[]")
PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which", "i", "we"})
ENDS = frozenset({",", ".", ";", ":", "”", '"', "—", "\u2013", "and", "but", "while", "who", "which", "?", "!"})
DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their"})


def make_headline(sentence: AnnotatedSentence, act: Act, body: str) -> str:
    """Return the act in one line of at most 100 characters, beginning with its actor or its verb."""
    end = _end(sentence, act)
    subject = _subject_words(sentence, act, body)
    start = act.trigger[0]
    while not subject and start < end - 1 and sentence.lowers[start] in LEADING:
        start += 1
    words = " ".join(f"{subject} {sentence.text(start, end, body)}".split())
    if len(words) <= LONGEST:
        return words
    return words[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(",;:\u2013- ") + "…"


def _subject_words(sentence: AnnotatedSentence, act: Act, body: str) -> str:
    """Return the words of the actor, with what stands right before its verb, or nothing for a pronoun."""
    subject = _subject(act)
    if subject is None or not 0 <= subject.start < act.trigger[0] or subject.end > len(sentence.tokens):
        return ""
    lowers = sentence.lowers[subject.start : subject.end]
    if len(lowers) == 1 and lowers[0] in PRONOUNS:
        return ""
    start = subject.start - (sentence.lower(subject.start - 1) in DETERMINERS)
    if sentence.lower(subject.start - 1) == "of":
        start = _head_before(sentence, subject.start - 1)
    words = sentence.text(start, subject.end, body)
    between = sentence.lowers[subject.end : act.trigger[0]]
    near = len(between) <= 4 and not any(word in ENDS | PRONOUNS | BRACKETS for word in between)
    if between and near:
        words = f"{words} {sentence.text(subject.end, act.trigger[0], body)}"
        words = words.replace(" '", "'").replace(" \u2019", "\u2019")
    return words


def _subject(act: Act) -> Actor | None:
    clause = act.clause
    if clause is None:
        return None
    return clause.subject


def _head_before(sentence: AnnotatedSentence, of: int) -> int:
    """Return where "the presidents of Poland" begins, given its "of"."""
    start = of
    while start > 0 and sentence.lowers[start - 1].isalpha() and of - start < 4:
        start -= 1
        if sentence.lowers[start] in DETERMINERS:
            break
    return start


def _end(sentence: AnnotatedSentence, act: Act) -> int:
    """Return where the line ends: the act's own stretch, and on to the end of a phrase that the stretch cuts."""
    end = act.region[1]
    cut_content = "that" in sentence.lowers[max(act.trigger[1], end - CONTENT_START) : end]
    ends = {".", ";", "?", "!", "”", '"'} if cut_content else ENDS
    while (
        end < len(sentence.tokens)
        and sentence.lowers[end] not in ends
        and (cut_content or sentence.lowers[end - 1] not in ends)
    ):
        end += 1
    for at in range(act.trigger[1], end):
        if sentence.lowers[at] in DASHES and sentence.tokens[at].start > sentence.tokens[at - 1].end:
            end = at
            break
    while end > act.trigger[1] and sentence.lowers[end - 1] in TRAILING:
        end -= 1
    return end
