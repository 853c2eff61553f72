"""A sentence, and where it ends: only full stops, question and exclamation marks are looked at.

Each such place is judged by what is before it (the list of abbreviations) and after it (a capital, a
quotation, a word that begins sentences). Line breaks are no concern of this module: it splits within one
line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcli.lexicon.words import AbbreviationKind, alternation

if TYPE_CHECKING:
    from relcli.coder.text.lines import LineKind
    from relcli.coder.text.tokens import Token
    from relcli.lexicon.words import Words


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its evidence text is `body[start:end]`, dateline included, without surrounding spaces.

    `tokens` leave out the dateline and the mark of a list item, and are never empty. `paragraph` is an index
    of `Text.paragraphs`. `quoted`: it lies wholly inside a quotation, or begins inside one that an earlier
    sentence of its paragraph opened, so that "we" and "I" are the speaker's.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    kind: LineKind
    paragraph: int
    quoted: bool


_STOP = (
    r"(?<![.!?…])(?P<stop>[.!?…]+)(?P<closers>[\"'”\u2019)\]»]*)(?:\[\d{1,3}\])?"
    r"(?P<gap>\s+|(?=[\"“\u2018(]?[^\W\d_a-z]))(?P<openers>[\"'“\u2018(\[«]*)(?P<next>[^\W_]+|\S)"
)
_CANDIDATE = re.compile(_STOP)
_BULLET = re.compile(r"[•●▪◦■]")
_CANDIDATE_OR_BULLET = re.compile(
    _STOP
    + r"|(?P<bullet>(?<!\s)\s+(?=[•●▪◦■]\s))"  # only from the first of some blanks, or a page of blanks takes hours
)
_LAST_WORD = re.compile(r"\S*$")
_FIRST_WORD = re.compile(r"\S*")
_WORD_BEFORE = re.compile(r"[^\s(\"“”\u2018\[/—\u2013-]*$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_LOOK_BACK = 40
_LONGEST_CHAIN = 11
_BEFORE_NAMES = frozenset({AbbreviationKind.TITLE, AbbreviationKind.RANK})


class SentenceSplitter:
    """Finds where sentences begin, with the abbreviations and starters of one lexicon."""

    def __init__(self, words: Words) -> None:
        """Take the lists that say what a stop may mean."""
        self._abbreviations = words.abbreviations
        self._starters = words.starters
        self._name_articles = words.of("name-article")
        days = alternation(name.title() for name in words.values("weekday"))
        months = alternation(name.title() for name in words.values("month") | words.values("month-abbreviation"))
        zones = words.pattern("time-zone")
        self._after_time = re.compile(rf"{days}|[A-Z]{{2,4}}T\b|{zones}|(?:\w+\s+){{1,2}}[Tt]ime\b|{months}")
        self._address = re.compile(rf"[@/\\]|www\.|\.{words.pattern('web-ending')}\b", re.IGNORECASE)

    def points(self, body: str, start: int, end: int) -> list[int]:
        """Return the offsets in `body[start:end]`, one line, at which a further sentence begins."""
        points = []
        position = start
        bullets = _BULLET.search(body, start, end) is not None  # seldom, and each blank costs a look
        pattern = _CANDIDATE_OR_BULLET if bullets else _CANDIDATE
        while match := pattern.search(body, position, end):
            if bullets and match["bullet"] is not None:
                points.append(match.end())
                position = match.end() + 1
                continue
            begin = match.end("gap")
            # The next word is looked at, not consumed: it may itself end in a stop ("He. J. Smith").
            position = max(begin, match.start() + 1)
            if self._ends_sentence(body, start, match):
                points.append(begin)
        return points

    def _ends_sentence(self, body: str, start: int, match: re.Match[str]) -> bool:
        """Does the candidate end a sentence? Judged first by what follows, then by what precedes."""
        following = match["next"]
        first = following[0]
        if not (first.isdigit() or first in "$€£¥•#@" or (first.isalpha() and not first.islower())):
            # Names such as al-Assad begin a sentence in lower case.
            if not (following in self._name_articles and body[match.end() : match.end() + 1] == "-"):
                return False
        if not match["gap"] and self._is_one_word(body, start, match):
            return False
        if match["stop"] != ".":
            return True
        return self._stop_ends_sentence(body, start, match)

    def _is_one_word(self, body: str, start: int, match: re.Match[str]) -> bool:
        """Is a full stop without a space after it part of an address or a chain of initials?"""
        if match["closers"] or match["openers"]:
            return False
        left = max(start, match.start() - _LOOK_BACK)
        before, after = body[left : match.start()], body[match.start() : match.end() + _LOOK_BACK]
        chunk = _LAST_WORD.search(before)[0] + _FIRST_WORD.match(after)[0]  # type: ignore[index]
        following = match["next"]
        return bool(self._address.search(chunk)) or (
            following.isupper() and len(following) > 1 and len(chunk) <= _LONGEST_CHAIN
        )

    def _stop_ends_sentence(self, body: str, start: int, match: re.Match[str]) -> bool:
        stop = match.start()
        before = _WORD_BEFORE.search(body, max(start, stop - _LOOK_BACK), stop)
        word = before[0] if before else ""
        kind = self._abbreviations.get(word + ".")
        if kind is None and (_DOTTED.match(word) or (len(word) == 1 and word.isupper())):
            kind = AbbreviationKind.COUNTRY
        if kind is not None and "”" not in match["closers"] and '"' not in match["closers"]:
            return self._abbreviation_ends_sentence(kind, body, match)
        if word.isdigit() and len(word) <= 2 and before is not None and before.start() == start:
            return False  # "1. Mr. X": the number of a list item
        return bool(word) or bool(match["closers"]) or stop > start

    def _abbreviation_ends_sentence(self, kind: AbbreviationKind, body: str, match: re.Match[str]) -> bool:
        """Is the stop of an abbreviation also that of its sentence (kinds: abbreviations.tsv)?"""
        if kind in _BEFORE_NAMES:
            return False
        if kind is AbbreviationKind.NUMBER:
            return not match["next"][0].isdigit()
        if kind is AbbreviationKind.FINAL:
            return True
        if kind is AbbreviationKind.TIME:
            return self._after_time.match(body, match.start("next")) is None
        if match["next"][0].isdigit():
            return False
        opens = bool(match["openers"]) and match["openers"][0] in '"“\u2018' and not match["closers"]
        return opens or self._is_starter(body, match)

    def _is_starter(self, body: str, match: re.Match[str]) -> bool:
        """Does the next word begin sentences? "A." and "An-" do not ("J. A. Smith")."""
        return match["next"] in self._starters and body[match.end() : match.end() + 1] not in {".", "-"}
