"""Personal names as news writes them: honorifics, initials, particles, capitals; with no list of given names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.marks import Mark
    from relcli.coder.view import View
    from relcli.coder.vocabulary import Vocabulary

LONGEST_NAME = 6
NOT_IN_NAMES = frozenset({"kind", "headline"})


def skip_honorifics(view: View, at: int, vocabulary: Vocabulary) -> int:
    """Return the first token behind "H.E. Mrs." and the like."""
    honorifics = vocabulary.word("honorific")
    while view.lower(at) in honorifics and view.capitalised(at):
        at += 1
        if view.lower(at) == "." and view.lower(at - 1) in honorifics:
            at += 1
    return at


def take_name(view: View, at: int, marks: dict[int, Mark], vocabulary: Vocabulary) -> tuple[int, int] | None:
    """Return the tokens [start, end) of a personal name that begins at `at` (honorifics skipped), or None."""
    start = skip_honorifics(view, at, vocabulary)
    mark = marks.get(start)
    end = mark.end if mark and mark.holder else start
    while end - start < LONGEST_NAME and _belongs(view, end, start, marks, vocabulary):
        end += 1
    while end > start and not (
        view.capitalised(end - 1) or view.lower(end - 1) in {"jr.", "jr"} or _hyphenated(view, end - 1)
    ):
        end -= 1
    end = _with_suffix(view, end)
    return (start, end) if end > start else None


def _hyphenated(view: View, at: int) -> bool:
    """Is a token the lower-cased second half of a hyphened given name ("Nak-yon")?"""
    return view.lower(at - 1) == "-" and view.lower(at).isalpha() and view.capitalised(at - 2)


def _with_suffix(view: View, end: int) -> int:
    """Take in ", Jr." behind a name."""
    if view.lower(end) == "," and view.lower(end + 1) in {"jr.", "jr", "sr.", "iii"}:
        return end + 2
    return end


def _belongs(view: View, at: int, start: int, marks: dict[int, Mark], vocabulary: Vocabulary) -> bool:
    """May the token be a further word of the name that began at `start`?"""
    if at >= len(view.tokens):
        return False
    lower = view.lowers[at]
    mark = marks.get(at)
    if mark is not None and at > start and not mark.holder:
        return False
    if mark is not None and (mark.alias or mark.title):
        return False
    if lower == "-":
        return at > start and view.capitalised(at - 1) and at + 1 < len(view.tokens) and view.lower(at + 1).isalpha()
    if at > start + 1 and view.lower(at - 1) == "-" and lower.isalpha():
        return True
    if lower in vocabulary.word("name-particle"):
        return (at > start and view.capitalised(at + 1)) or (view.capitalised(at) and view.capitalised(at + 1))
    if not view.capitalised(at) or not lower.replace(".", "").replace("'", "").isalpha():
        return False
    return not _plain_word(view, at, start, lower, vocabulary)


def _plain_word(view: View, at: int, start: int, lower: str, vocabulary: Vocabulary) -> bool:
    """Is a capitalised token a word of the sentence rather than of a name?"""
    headline = view.sentence.kind in {"headline", "inserted", "bullet"}
    if len(lower) == 1 and view.capitalised(at + 1) and not headline:
        return False  # an initial without its stop: "A K Abdul Momen"
    if at > start and not headline:
        return (
            False  # a capital in the middle of a sentence belongs to the name, whatever the word ("Malar Than Htaik")
        )
    for word_class in (
        "determiner",
        "modal",
        "coordinator",
        "subordinator",
        "relative",
        "be",
        "have",
        "preposition",
    ):
        if lower in vocabulary.word(word_class):
            return True
    # In a headline every word is capitalised: a known verb form ends the name.
    return headline and at > start and lower in vocabulary.frames.forms
