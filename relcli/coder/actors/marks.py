"""Marks: which entries of the lexicon begin at which token of a sentence. The first look at it.

Longest match over tokens. Names count only with their capital letters (acronyms exactly as written), so that `us`,
`male`, `turkey` and `polish` are no countries; a row's own rule can narrow it further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.actors.surnames import in_office, surname_mark
from relcli.coder.annotations import Mark
from relcli.coder.kinds import ActorKind

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Alias, Vocabulary

LONGEST_ACRONYM = 6


def find_marks(sentence: AnnotatedSentence, vocabulary: Vocabulary, day: str) -> dict[int, Mark]:
    """Return the marks of a sentence by the token they begin at, as of an ISO day; they do not overlap."""
    marks: dict[int, Mark] = {}
    at = 0
    lowers = sentence.lowers
    starts = vocabulary.mark_starts
    while at < len(lowers):
        mark = _mark_at(sentence, at, vocabulary, day) if lowers[at] in starts else None
        if mark is None:
            at += 1
            continue
        marks[at] = mark
        at = mark.end
    return marks


def _mark_at(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary, day: str) -> Mark | None:
    """Return the longest entry that begins at a token: an alias, a full name or a title; else a surname."""
    best: Mark | None = None
    if sentence.capitalised(at):
        best = _alias_mark(sentence, at, vocabulary, day)
        full = vocabulary.full_names.longest(sentence.lowers, at)
        if full and (best is None or full[0] > best.end) and sentence.capitalised(full[0] - 1):
            best = Mark(at, full[0], holder=in_office(full[1], day))
    title = vocabulary.titles.longest(sentence.lowers, at)
    if title and (best is None or title[0] > best.end):
        best = Mark(at, title[0], title=title[1][0])
    if best is None and sentence.capitalised(at):
        return surname_mark(sentence, at, vocabulary, day)
    return best


def _alias_mark(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary, day: str) -> Mark | None:
    """Return the alias of an actor that begins at a token, or a mark without one for a phrase that is no actor."""
    found = vocabulary.aliases.longest(sentence.lowers, at)
    if found is None:
        return None
    end, aliases = found
    fitting = [alias for alias in aliases if alias.valid_on(day) and _is_written_so(sentence, at, end, alias)]
    fitting.sort(key=lambda alias: not alias.first)  # a dated row is the more exact one
    if any(alias.kind == "stop" for alias in fitting):
        return _owner(sentence, at, end, vocabulary) or Mark(at, end)
    if sentence.lower(at - 1) == "-" and sentence.lower(at - 2) in vocabulary.word("mark-attitude-prefix"):
        return Mark(at, end)  # "pro-Hamas events"
    alias = next((alias for alias in fitting if _rule_holds(sentence, at, end, alias, vocabulary)), None)
    if alias is None:
        return None
    if sentence.lower(end) == "-" and sentence.lower(end + 1) in vocabulary.word("mark-ownership"):
        return Mark(at, end + 2, alias=alias._replace(kind=ActorKind.ADJECTIVE))  # whose the ship is
    if sentence.lower(end) == "-" and sentence.lower(end + 1) in vocabulary.word("mark-attribute"):
        return Mark(at, end + 2)  # "Iran-backed" is no act of Iran's
    return Mark(at, end, alias=alias)


def _owner(sentence: AnnotatedSentence, at: int, end: int, vocabulary: Vocabulary) -> Mark | None:
    """Return the owner in "Panama-flagged": whose the ship is, though it does nothing itself."""
    strikes = sentence.lowers[end - 1] == "led" and any(
        noun.type == "ASSAULT" for noun in vocabulary.frames.event_nouns.get(sentence.lower(end), ())
    )  # "a Saudi-led strike on" is a Saudi strike
    if sentence.lowers[end - 1] not in vocabulary.word("mark-ownership") and not strikes:
        return None
    found = vocabulary.aliases.longest(sentence.lowers[: end - 2], at)
    owner = next((alias for alias in found[1] if alias.code), None) if found else None
    return Mark(at, end, alias=owner._replace(kind=ActorKind.ADJECTIVE)) if owner else None


def _is_written_so(sentence: AnnotatedSentence, at: int, end: int, alias: Alias) -> bool:
    """Are the capitals of the text those that the alias asks for?"""
    text = alias.text
    if text.isupper() and len(text) <= LONGEST_ACRONYM:
        return sentence.tokens[at].text == text.split(" ")[0]
    if text.isalpha() and len(text) <= LONGEST_ACRONYM and not text[1:].islower() and len(text) > 1:
        return sentence.tokens[at].text == text  # "LeT" is no "Let"
    if alias.rule == "cased":
        written = [token.text for token in sentence.tokens[at:end]]
        return all(word[:1].isupper() or not word[:1].isalpha() or word in text for word in written)
    return True


def _rule_holds(sentence: AnnotatedSentence, at: int, end: int, alias: Alias, vocabulary: Vocabulary) -> bool:
    """Does the sentence meet the rule of an alias, if it has one (docs/lexicon.md)?"""
    rule, _, words = alias.rule.partition(":")
    listed = {word.lower() for word in words.split("|")}
    if rule == "not-before":
        return sentence.lower(end) not in listed
    if rule == "not-after":
        return sentence.lower(at - 1) not in listed
    if rule == "needs-country-context":
        return vocabulary.word("us-state-context").isdisjoint(sentence.lowers)
    return True
