"""What belongs to an act beside its parties: its sectors, people and setting.

Place, speaker and headline have modules of their own; what rules.py needs of them is handed on here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcli.coder.details.attribution import find_attribution
from relcli.coder.details.headlines import make_headline
from relcli.coder.details.places import find_place
from relcli.lexicon.detail_words import detail_words
from relcli.model import LEVELS

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

__all__ = ["find_attribution", "find_place", "find_sectors", "find_setting", "make_headline", "people_of"]

NOT_MULTILATERAL = frozenset({"EU"})
LIST_WORDS = frozenset({",", "and", "as", "well", "including", "&", "or"})
_NAME = r"(?:[A-Z0-9][\w\u2019'&+-]*|of|the|on|for|and|[\u2013-])"
_END = r"(?= (?:in|on|at|where|to|with|held|this|last|today|yesterday)\b| and [a-z]|[,.;:]|$)"
_SETTING = re.compile(
    r"\b(?:on|at|in) the (?:sidelines?|margins?|fringes?) of (?:the |an? |this year[\u2019']s )?"
    rf"(?P<a>[^,.;:]{{3,80}}?){_END}"
    rf"|\b(?:at|during|attending) (?:the |an? )?(?P<b>[A-Z0-9][\w\u2019'&+-]* (?:{_NAME} ){{0,8}}"
    r"(?:[Ss]ummit|[Cc]onference|[Ff]orum|[Gg]eneral [Aa]ssembly|[Aa]ssembly|[Mm]eeting|[Cc]ongress)\b"
    r"(?: of (?:[A-Z][\w]+ ?)+)?)"
)


def find_sectors(
    sentence: AnnotatedSentence, region: tuple[int, int], vocabulary: Vocabulary
) -> list[tuple[str, int, int]]:
    """Return (sector, first token, end token) of every sector term in a stretch of a sentence."""
    end = _end_of_list(sentence, region[1])
    found = _terms(sentence, (region[0], end), vocabulary)
    found.extend(_organisations(sentence, (region[0], end), {sector for sector, _, _ in found}))
    if not found:
        found = _terms(sentence, (end, len(sentence.tokens)), vocabulary)
    if not found:
        found = [
            ("politics", at, at + 1) for at in range(*region) if sentence.lower(at) in detail_words("relations-word")
        ]
    return found


def _end_of_list(sentence: AnnotatedSentence, end: int) -> int:
    """Return where a list goes on that the act's stretch cuts: "..., health, education and defence"."""
    at = end
    while at < len(sentence.lowers) and (
        sentence.lowers[at] in LIST_WORDS or sentence.lower(at + 1) in {",", ".", "and"}
    ):
        if sentence.lowers[at] in {"who", "which", "that", "while", ";", "."} or sentence.actor_at(at) is not None:
            break
        at += 1
    return at


def _terms(sentence: AnnotatedSentence, region: tuple[int, int], vocabulary: Vocabulary) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    at, end = region
    singulars = [_singular(word) for word in sentence.lowers]
    while at < end:
        match = vocabulary.sectors.longest(sentence.lowers, at) or vocabulary.sectors.longest(singulars, at)
        if match and match[0] <= end:
            found.extend((sector, at, match[0]) for sector in match[1])
            at = match[0]
            continue
        stem = _stem_sector(sentence.lowers[at], vocabulary)
        if stem:
            found.append((stem, at, at + 1))
        at += 1
    return found


def _organisations(sentence: AnnotatedSentence, region: tuple[int, int], known: set[str]) -> list[tuple[str, int, int]]:
    """An organisation named in an act makes it multilateral (a union that deals like a state does not)."""
    if "multilateral" in known:
        return []
    for actor in sentence.actors:
        if region[0] <= actor.start < region[1]:
            for member in actor.members_or_self:
                if member.kind == "organisation" and member.codes and not set(member.codes) & NOT_MULTILATERAL:
                    return [("multilateral", actor.start, actor.end)]
    return []


def _singular(word: str) -> str:
    """Return "exercise" for "exercises": a term stands for its plural too."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _stem_sector(word: str, vocabulary: Vocabulary) -> str:
    if len(word) > 4:
        for length in range(len(word), 3, -1):
            sector = vocabulary.sector_stems.get(word[:length])
            if sector:
                return sector
    return ""


def people_of(act: Act) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Return the people of both sides, the countries they stand for, and the highest level taking part.

    Who is only meant as the other side of a one-sided act ("he pledged help") does not take part in it.
    """
    people: dict[str, str] = {}
    levels = []
    unnamed = not act.mutual and ("pair" in act.target_from.split(":")[0] or "the pair of the text" in act.target_from)
    for side in (act.source,) if unnamed else (act.source, act.target):
        for member in side.members_or_self:
            if member.person and member.codes and member.person not in people:
                people[member.person] = member.codes[0]
            if member.level:
                levels.append(member.level)
    level = min(levels, key=LEVELS.index) if levels else ""
    return tuple(people), tuple(people.values()), level


def find_setting(sentence: str) -> str:
    """Return the forum or event at whose margin something was done, in the text's words."""
    match = _SETTING.search(sentence)
    if match is None:
        return ""
    found = str(match.group("a") or match.group("b") or "").strip()
    return "" if "press conference" in found.lower() else found
