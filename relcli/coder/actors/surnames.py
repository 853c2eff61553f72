"""Surnames of office holders: does a surname alone mean the person in office, and who of several namesakes is it?

A surname counts after a fitting title ("Foreign Minister Wang"), else only for heads and foreign ministers, and only
where no other holder, word or longer name can be meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import Mark

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Holder, Title, Vocabulary

REMEMBERED = 8  # years for which a former head's surname alone is ambiguous with a namesake's
LONGEST_TITLE = 4  # tokens of a title before a name, as far as it is looked for
MOST_GIVEN_NAMES = 3


def in_office(holders: list[Holder], day: str) -> Holder:
    """Return who of several namesakes is meant on a day.

    The holder in office, of the highest office; else whoever held one last before it; else the first to come.
    """
    current = [holder for holder in holders if holder.holds_on(day)]
    if current:
        return min(current, key=lambda holder: (holder.level != "head", holder.level != "minister"))
    past = [holder for holder in holders if holder.first <= day]
    return max(past, key=lambda holder: holder.first) if past else min(holders, key=lambda holder: holder.first)


def surname_mark(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary, day: str) -> Mark | None:
    """Return the office holder whose surname begins at a token, or None if it may be anything else."""
    found = vocabulary.surnames.longest(sentence.lowers, at)
    if found is None:
        return None
    end, holders = found
    given = _given_names(sentence, at, vocabulary)
    if given:
        holders = [holder for holder in holders if given & set(holder.name.lower().split())]
    if not holders or _goes_on(sentence, end, vocabulary):
        return None
    title = _title_before(sentence, at - len(given), vocabulary)
    fitting = [holder for holder in holders if title and _may_have_title(holder, title, vocabulary)]
    if fitting:
        return Mark(at, end, holder=in_office(fitting, day))
    if _may_be_a_word(sentence, at, end, vocabulary):
        return None
    current = [holder for holder in holders if holder.holds_on(day)]
    return Mark(at, end, holder=in_office(current, day)) if _is_unambiguous(holders, current, day) else None


def _title_before(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> Title | None:
    """Return the title that ends right before a token, the longest if there are several."""
    for back in range(min(LONGEST_TITLE, at), 0, -1):
        found = vocabulary.titles.longest(sentence.lowers, at - back)
        if found and found[0] == at:
            return found[1][0]
    return None


def _may_have_title(holder: Holder, title: Title, vocabulary: Vocabulary) -> bool:
    """May a title be a holder's? "President" is head of state, alone or with the government."""
    return title.office == holder.office or title.office in vocabulary.title_offices.get(holder.office, ())


def _given_names(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> set[str]:
    """Return the capitalised words right before a surname that may be given names."""
    names: set[str] = set()
    while at > 0 and sentence.capitalised(at - 1) and len(names) < MOST_GIVEN_NAMES:
        at -= 1
        lower = sentence.lower(at)
        if lower in vocabulary.word("honorific") or vocabulary.aliases.longest(sentence.lowers, at):
            break
        if _ends_title(sentence, at, vocabulary) or not lower.rstrip(".").isalpha():
            break
        if at == 0 and lower in vocabulary.word("preposition"):
            break
        names.add(lower)
    return names


def _ends_title(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> bool:
    """Is a token the last one of a title?"""
    for start in range(at - min(LONGEST_TITLE, at), at + 1):
        found = vocabulary.titles.longest(sentence.lowers, start)
        if found and found[0] == at + 1:
            return True
    return False


def _goes_on(sentence: AnnotatedSentence, end: int, vocabulary: Vocabulary) -> bool:
    """Does another capitalised word or a title follow, so that this is somebody else's longer name?"""
    following = sentence.lower(end)
    if following in vocabulary.word("name-particle") or (following == "-" and sentence.capitalised(end + 1)):
        return True
    if following and vocabulary.titles.longest(sentence.lowers, end):
        return True  # "Christian leaders"
    return sentence.capitalised(end) and following.isalpha() and following not in vocabulary.frames.forms


def _may_be_a_word(sentence: AnnotatedSentence, at: int, end: int, vocabulary: Vocabulary) -> bool:
    """May a surname without a title be a verb, a common name, or a word with the capital of the first in its line?"""
    lower, following = sentence.lowers[at], sentence.lower(end)
    if lower in vocabulary.frames.forms or lower in vocabulary.word("ordinary-surname"):
        return True
    if at > 0 or following in {"'s", ","}:
        return False
    return following not in vocabulary.frames.forms and following not in vocabulary.word("mark-surname-follower")


def _is_unambiguous(holders: list[Holder], current: list[Holder], day: str) -> bool:
    """Is one country's head or foreign minister the only holder of the surname, now and in living memory?"""
    codes = {holder.code for holder in current if holder.level == "head" or holder.office == "foreign minister"}
    codes |= {holder.code for holder in holders if holder.level == "head" and _is_remembered(holder, day)}
    return len(codes) == 1 and len({holder.code for holder in current}) == 1


def _is_remembered(holder: Holder, day: str) -> bool:
    """Did a head's term end so lately that the surname alone may still mean that person?"""
    return holder.first <= day and (not holder.last or int(day[:4]) - int(holder.last[:4]) <= REMEMBERED)
