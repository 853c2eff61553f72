"""Which lexicon entries begin at which token: the first look at a sentence.

Longest match over tokens. Names count only with their capital letters (acronyms exactly as written), so that `us`,
`male`,
`turkey` and `polish` are no countries; a row's own rule can narrow it further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import Mark

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.vocabulary import Alias, Holder, Title, Vocabulary

LONGEST_ACRONYM = 6
VICTIM_WORDS = frozenset({"flagged", "owned", "registered", "operated"})
ATTITUDES = frozenset({"pro", "anti", "non", "ex", "trans", "inter", "un"})
REMEMBERED = 8  # years for which a former head's surname alone is ambiguous with a namesake's
AGREEING_OFFICES = {
    "head of state and government": {"head of state", "head of government", "leader"},
    "vice president": {"head of state"},
    "deputy head": {"head of state", "head of government"},
    "crown prince": {"head of state"},
    "governor-general": {"head of state"},
    "deputy foreign minister": {"foreign minister"},
    "foreign secretary": {"foreign minister"},
}
"""Titles that news gives to holders of an office, beside the office's own."""
ATTRIBUTE_WORDS = frozenset(
    "backed led based born funded sponsored made controlled occupied style aligned linked affiliated owned registered "
    "speaking language flagged brokered mediated facilitated supported supplied held run administered".split()
)


def find_marks(sentence: AnnotatedSentence, vocabulary: Vocabulary, memory: Memory) -> dict[int, Mark]:
    """Return the marks of a sentence by the token they begin at; they do not overlap."""
    marks: dict[int, Mark] = {}
    at = 0
    lowers = sentence.lowers
    starts = vocabulary.mark_starts
    while at < len(lowers):
        if lowers[at] not in starts:
            at += 1
            continue
        mark = _mark_at(sentence, at, vocabulary, memory)
        if mark is None:
            at += 1
            continue
        marks[at] = mark
        at = mark.end
    return marks


def _mark_at(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary, memory: Memory) -> Mark | None:
    best: Mark | None = None
    if sentence.capitalised(at):
        best = _alias_mark(sentence, at, vocabulary, memory.day)
        full = vocabulary.full_names.longest(sentence.lowers, at)
        if full and (best is None or full[0] > best.end) and sentence.capitalised(full[0] - 1):
            best = Mark(at, full[0], holder=in_office(full[1], memory.day))
    title = vocabulary.titles.longest(sentence.lowers, at)
    if title and (best is None or title[0] > best.end):
        best = Mark(at, title[0], title=title[1][0])
    if best is None and sentence.capitalised(at):
        return _surname_mark(sentence, at, vocabulary, memory)
    return best


def _alias_mark(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary, day: str) -> Mark | None:
    found = vocabulary.aliases.longest(sentence.lowers, at)
    if found is None:
        return None
    end, aliases = found
    fitting = [alias for alias in aliases if alias.valid_on(day) and _written_so(sentence, at, end, alias)]
    fitting.sort(key=lambda alias: not alias.first)  # a dated row is the more exact one
    for alias in fitting:
        if alias.kind == "stop":
            return _whose(sentence, at, end, vocabulary) or Mark(at, end)
    if sentence.lower(at - 1) == "-" and sentence.lower(at - 2) in ATTITUDES:
        return Mark(at, end)  # "pro-Hamas events"
    for alias in fitting:
        if _rule_holds(sentence, at, end, alias, vocabulary):
            if sentence.lower(end) == "-" and sentence.lower(end + 1) in VICTIM_WORDS:
                return Mark(at, end + 2, alias=alias._replace(kind="adjective"))  # whose the ship is
            if sentence.lower(end) == "-" and sentence.lower(end + 1) in ATTRIBUTE_WORDS:
                return Mark(at, end + 2)  # "Iran-backed" is no act of Iran's
            return Mark(at, end, alias=alias)
    return None


def _whose(sentence: AnnotatedSentence, at: int, end: int, vocabulary: Vocabulary) -> Mark | None:
    """Return the owner in "Panama-flagged": whose the ship is, though it does nothing itself."""
    strikes = sentence.lowers[end - 1] == "led" and any(
        noun.type == "ASSAULT" for noun in vocabulary.frames.event_nouns.get(sentence.lower(end), ())
    )  # "a Saudi-led strike on" is a Saudi strike
    if sentence.lowers[end - 1] not in VICTIM_WORDS and not strikes:
        return None
    found = vocabulary.aliases.longest(sentence.lowers[: end - 2], at)
    owner = next((alias for alias in found[1] if alias.code), None) if found else None
    return Mark(at, end, alias=owner._replace(kind="adjective")) if owner else None


def _written_so(sentence: AnnotatedSentence, at: int, end: int, alias: Alias) -> bool:
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
    rule, _, words = alias.rule.partition(":")
    listed = {word.lower() for word in words.split("|")}
    if rule == "not-before":
        return sentence.lower(end) not in listed
    if rule == "not-after":
        return sentence.lower(at - 1) not in listed
    if rule == "needs-country-context":
        return not vocabulary.words.get("us-state-context", frozenset()).intersection(sentence.lowers)
    return True


def in_office(holders: list[Holder], day: str) -> Holder:
    """Return the holder in office on a day: the highest office; else whoever held one last before it; else the
    first to come."""
    current = [holder for holder in holders if holder.holds_on(day)]
    if current:
        ranks = {"head": 0, "minister": 1}
        return min(current, key=lambda holder: ranks.get(holder.level, 2))
    past = [holder for holder in holders if holder.first <= day]
    return max(past, key=lambda holder: holder.first) if past else min(holders, key=lambda holder: holder.first)


def _surname_mark(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary, memory: Memory) -> Mark | None:
    """A surname alone: known from earlier in the document, behind a title, or of someone in office with a telling
    name."""
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
    if title is not None:
        fitting = [holder for holder in holders if offices_agree(title.office, holder.office)]
        if fitting:
            return Mark(at, end, holder=in_office(fitting, memory.day))
    current = [holder for holder in holders if holder.holds_on(memory.day)]
    word = sentence.lowers[at]
    if word in memory.people or word in vocabulary.frames.forms or word in vocabulary.word("ordinary-surname"):
        return None
    if at == 0 and not (
        sentence.lower(end) in vocabulary.frames.forms or sentence.lower(end) in {"'s", "and", "also", ","}
    ):
        return None
    codes = {holder.code for holder in current if holder.level == "head" or holder.office == "foreign minister"}
    codes |= {holder.code for holder in holders if holder.level == "head" and _is_remembered(holder, memory.day)}
    if len(codes) != 1 or len({holder.code for holder in current}) != 1:
        return None
    return Mark(at, end, holder=in_office(current, memory.day))


def _is_remembered(holder: Holder, day: str) -> bool:
    """Did a head's term end so lately that the surname alone may still mean that person?"""
    return holder.first <= day and (not holder.last or int(day[:4]) - int(holder.last[:4]) <= REMEMBERED)


def _title_before(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> Title | None:
    """Return the title that ends right before a token: the longest of those that begin up to four tokens before it."""
    for back in range(min(4, at), 0, -1):
        found = vocabulary.titles.longest(sentence.lowers, at - back)
        if found and found[0] == at:
            return found[1][0]
    return None


def offices_agree(title_office: str, holder_office: str) -> bool:
    """May a title's office be a holder's? "President" is head of state, alone or with the government."""
    return title_office == holder_office or title_office in AGREEING_OFFICES.get(holder_office, ())


def _given_names(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> set[str]:
    """Return the capitalised words right before a surname that may be given names."""
    names: set[str] = set()
    while at > 0 and sentence.capitalised(at - 1) and len(names) < 3:
        at -= 1
        lower = sentence.lower(at)
        listed = lower in vocabulary.word("honorific") or vocabulary.aliases.longest(sentence.lowers, at)
        ends_title = any(
            (found := vocabulary.titles.longest(sentence.lowers, at - back)) and found[0] == at + 1
            for back in range(min(4, at) + 1)
        )
        if (
            listed
            or ends_title
            or not lower.rstrip(".").isalpha()
            or (at == 0 and lower in vocabulary.word("preposition"))
        ):
            break
        names.add(lower)
    return names


def _goes_on(sentence: AnnotatedSentence, end: int, vocabulary: Vocabulary) -> bool:
    """Does another capitalised word follow, so that this is somebody else's longer name?"""
    following = sentence.lower(end)
    if following in vocabulary.word("name-particle") or (following == "-" and sentence.capitalised(end + 1)):
        return True
    if vocabulary.titles.longest(sentence.lowers, end) if following else None:
        return True  # "Christian leaders"
    return sentence.capitalised(end) and following.isalpha() and following not in vocabulary.frames.forms
