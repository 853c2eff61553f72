"""Surnames of office holders: does a surname alone mean the person in office, and who of several namesakes is it?

A surname counts after a fitting title ("Foreign Minister Wang"), else only for heads and foreign ministers in office,
and only where no word or longer name can be meant. Of two such holders, the one of a great state is meant ("Obama");
a surname that many have borne, and one that somebody else in the document bears, is nobody's.
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
MOST_NAMESAKES = 3  # countries that have had an office holder of this surname, beyond which it is a common one


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
    given = given_names(sentence, at, vocabulary)
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
    common = len({holder.code for holder in holders}) > MOST_NAMESAKES
    code = _code_meant(holders, current, day, vocabulary, strictly=common or title is not None)
    meant = [holder for holder in current if holder.code == code]
    return Mark(at, end, holder=in_office(meant, day)) if meant else None


def drop_namesakes(sentences: list[AnnotatedSentence], vocabulary: Vocabulary) -> None:
    """Take away the marks of surnames that somebody else in the document bears ("Sarah Obama", "Obama said").

    Not where the office holder is named in full or with a title as well.
    """
    alone: dict[str, list[tuple[AnnotatedSentence, Mark]]] = {}
    named: set[str] = set()
    for sentence in sentences:
        for mark in sentence.marks.values():
            if mark.holder and (mark.end > mark.start + 1 or _title_before(sentence, mark.start, vocabulary)):
                named.add(mark.holder.name)
            elif mark.holder:
                alone.setdefault(sentence.lowers[mark.start], []).append((sentence, mark))
    for sentence in sentences if alone else ():
        for surname in alone.keys() & sentence.words:
            holder = alone[surname][0][1].holder
            if holder and holder.name not in named and _is_another(sentence, surname, holder, vocabulary):
                for other, mark in alone.pop(surname):
                    other.marks.pop(mark.start, None)


def _is_another(sentence: AnnotatedSentence, surname: str, holder: Holder, vocabulary: Vocabulary) -> bool:
    """Does a sentence name somebody of this surname whose given name is not the office holder's?"""
    own = set(holder.name.lower().split())
    for at, lower in enumerate(sentence.lowers):
        if lower == surname and sentence.capitals[at] and at not in sentence.marks and not sentence.is_headline:
            given = given_names(sentence, at, vocabulary)
            if given and not given & own:
                return True
    return False


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


def given_names(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> set[str]:
    """Return the capitalised words right before a surname that may be given names."""
    names: set[str] = set()
    while at > 0 and sentence.capitalised(at - 1) and len(names) < MOST_GIVEN_NAMES:
        at -= 1
        lower = sentence.lower(at)
        if lower in vocabulary.word("honorific") or vocabulary.aliases.longest(sentence.lowers, at):
            break
        if _ends_title(sentence, at, vocabulary) or not lower.rstrip(".").isalpha():
            break
        if at == 0 and (lower in vocabulary.function_words or lower in vocabulary.word("adverb")):
            break
        if lower not in vocabulary.word("name-particle"):
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
    follows = following in vocabulary.auxiliaries or following in vocabulary.word("mark-surname-follower")
    return following not in vocabulary.frames.forms and not follows


def _code_meant(
    holders: list[Holder], current: list[Holder], day: str, vocabulary: Vocabulary, *, strictly: bool
) -> str:
    """Return the country whose head or foreign minister in office a surname means, or an empty string.

    Strictly, nobody of another country may hold an office or have been head of late: for common names, and after a
    title of another office.
    """
    first = {holder.code for holder in current if holder.level == "head" or holder.office == "foreign minister"}
    former = {holder.code for holder in holders if holder.level == "head" and _is_remembered(holder, day)}
    great = vocabulary.members.get("G20", frozenset())
    if strictly:
        first = first | former | {holder.code for holder in current} if first else first
    elif len(first) > 1 or (former - first) & great:
        first = first & great
    return next(iter(first)) if len(first) == 1 else ""


def _is_remembered(holder: Holder, day: str) -> bool:
    """Did a head's term end so lately that the surname alone may still mean that person?"""
    return holder.first <= day and (not holder.last or int(day[:4]) - int(holder.last[:4]) <= REMEMBERED)
