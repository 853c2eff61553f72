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
FORCES = "armed forces"
PLACES = frozenset({ActorKind.CITY, ActorKind.REGION})
"""Kinds of names that are surnames as well."""


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
    found = _longest_as_written(sentence, at, vocabulary)
    if found is None:
        return None
    end, aliases = found
    fitting = [alias for alias in aliases if alias.valid_on(day) and _is_written_so(sentence, at, end, alias)]
    fitting.sort(key=lambda alias: not alias.first)  # a dated row is the more exact one
    if any(alias.kind == "stop" for alias in fitting):
        return _owner(sentence, at, end, vocabulary) or Mark(at, end)
    if _is_in_a_name(sentence, at, vocabulary):
        return Mark(at, end)
    alias = next((alias for alias in fitting if _rule_holds(sentence, at, end, alias, vocabulary)), None)
    if alias is None or (alias.kind in PLACES and _follows_honorific(sentence, at, vocabulary)):
        return None
    if sentence.lower(end) == "-" and sentence.lower(end + 1) in vocabulary.word("mark-ownership"):
        return Mark(at, end + 2, alias=alias._replace(kind=ActorKind.ADJECTIVE))  # whose the ship is
    if sentence.lower(end) == "-" and sentence.lower(end + 1) in vocabulary.word("mark-attribute"):
        return _owner(sentence, at, end + 2, vocabulary) or Mark(at, end + 2)  # "Iran-backed" is no act of Iran's
    people = (
        vocabulary.aliases.longest(sentence.lowers, end + 1)
        if sentence.lower(end) == "-" and sentence.capitalised(end + 1)
        else None
    )
    if people and any(other.kind == ActorKind.DEMONYM and other.text.endswith("s") for other in people[1]):
        return Mark(at, people[0])  # "Greek-Americans" act for neither
    return Mark(at, end, alias=alias)


def _is_in_a_name(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> bool:
    """Is an alias part of a name or word that is no state: "pro-Hamas", "Operation Colombo", "University of Malta"?"""
    before, second = sentence.lower(at - 1), sentence.lower(at - 2)
    if before == "-":
        return second in vocabulary.word("mark-attitude-prefix")
    if before in vocabulary.word("mark-name-opener"):
        return sentence.capitalised(at - 1)
    return before == "of" and second in vocabulary.word("mark-private-body") and sentence.capitalised(at - 2)


def _longest_as_written(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> tuple[int, list[Alias]] | None:
    """Return the longest aliases at a token, past those that only their capitals make a name ("Pakistan today")."""
    found = vocabulary.aliases.longest(sentence.lowers, at)
    while found is not None:
        end, aliases = found
        small = not sentence.capitals[end - 1] and sentence.lowers[end - 1].isalpha()
        if not (small and all(alias.kind == "stop" and alias.text.istitle() for alias in aliases)):
            return found
        found = vocabulary.aliases.longest(sentence.lowers[: end - 1], at) if end - 1 > at else None
    return None


def _follows_honorific(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> bool:
    """Does an honorific or an initial come right before a token, so that it is somebody's name ("Sheikh Sabah")?"""
    before = at - 1 - (sentence.lower(at - 1) == "." and len(sentence.lower(at - 2)) == 1)
    lower, word = sentence.lower(before), vocabulary.word
    if not sentence.capitalised(before):
        return False
    initial = len(lower.rstrip(".")) == 1 and (lower.endswith(".") or before < at - 1)
    ranked = lower in word("separator-adjective") or lower in word("reference-own")  # "Senior Gaza officials"
    return initial or (lower in word("honorific") and not ranked)


def _owner(sentence: AnnotatedSentence, at: int, end: int, vocabulary: Vocabulary) -> Mark | None:
    """Return the owner in "Panama-flagged": whose the ship is, though it does nothing itself."""
    attribute = sentence.lowers[end - 1]
    owned = attribute in vocabulary.word("mark-ownership")
    if (
        not owned
        and not (attribute == "led" and _is_forceful(sentence, end, vocabulary))
        and not (attribute == "based" and _follows_verb(sentence, at, vocabulary))
    ):
        return None
    found = vocabulary.aliases.longest(sentence.lowers[: end - 2], at)
    owner = next((alias for alias in found[1] if alias.code), None) if found else None
    return Mark(at, end, alias=owner._replace(kind=ActorKind.ADJECTIVE)) if owner else None


def _is_forceful(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> bool:
    """Are troops or a strike named at a token, so that who leads them acts ("Saudi-led strike", "US-led forces")?"""
    if any(noun.type == "ASSAULT" for noun in vocabulary.frames.event_nouns.get(sentence.lower(at), ())):
        return True
    title = vocabulary.titles.longest(sentence.lowers, at) if at < len(sentence.lowers) else None
    return title is not None and title[1][0].kind == ActorKind.BODY and title[1][0].office == FORCES


def _follows_verb(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> bool:
    """Does a verb come right before a token, so that something is done to what follows ("blacklisted two China-")?"""
    word = vocabulary.word
    skipped = word("determiner") | word("coordination-numeral") | word("separator-adjective")
    before = at - 1
    while sentence.lower(before) in skipped or sentence.lower(before)[:1].isdigit():
        before -= 1
    return sentence.lower(before) in vocabulary.frames.forms


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
