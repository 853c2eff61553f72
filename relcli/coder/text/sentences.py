"""A sentence, and where it ends: a look only at the places where a stop, question or exclamation mark stands.

Each such place is judged by what is before it (the list of abbreviations) and behind it (a capital, a
quotation, a word that begins sentences). Line breaks are no concern of this module: it splits within one
line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcli.lexicon.wordlists import abbreviations, starters

if TYPE_CHECKING:
    from relcli.coder.text.lines import Kind
    from relcli.coder.text.tokens import Token


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its evidence text is `body[start:end]`, dateline included, trimmed of outer blanks.

    `tokens` leave out the dateline and the mark of a list item, and are never empty. `paragraph` is an index
    of `Text.paragraphs`. `quoted`: it lies wholly inside a quotation, or begins inside one that an earlier
    sentence of its paragraph opened, so that "we" and "I" are the speaker's.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    kind: Kind
    paragraph: int
    quoted: bool


_CANDIDATE = re.compile(
    r"(?<![.!?…])(?P<stop>[.!?…]+)(?P<closers>[\"'”\u2019)\]»]*)(?:\[\d{1,3}\])?"
    r"(?P<gap>\s+|(?=[\"“\u2018(]?[^\W\d_a-z]))(?P<openers>[\"'“\u2018(\[«]*)(?P<next>[^\W_]+|\S)"
    r"|(?P<bullet>\s+(?=[•●▪◦■]\s))"
)
_LAST_WORD = re.compile(r"\S*$")
_FIRST_WORD = re.compile(r"\S*")
_WORD_BEFORE = re.compile(r"[^\s(\"“”\u2018\[/—\u2013-]*$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_AFTER_TIME = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4}T\b|UTC|GMT|Eastern|Central|Pacific|Mountain|"
    r"(?:\w+\s+){1,2}[Tt]ime\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
_ADDRESS = re.compile(r"[@/\\]|www\.|\.(?:com|org|net|gov|edu|int)\b", re.IGNORECASE)
_LOOK_BACK = 40


def split_points(body: str, start: int, end: int) -> list[int]:
    """Return the offsets in `body[start:end]`, one line, at which a further sentence begins."""
    points = []
    position = start
    while match := _CANDIDATE.search(body, position, end):
        if match["bullet"] is not None:
            points.append(match.end())
            position = match.end() + 1
            continue
        begin = match.end("gap")
        # The next word is looked at, not eaten: it may itself end in a stop ("He. J. Smith").
        position = max(begin, match.start() + 1)
        if _ends_sentence(body, start, match):
            points.append(begin)
    return points


def _ends_sentence(body: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether the candidate ends a sentence: first by what follows, then by what precedes."""
    following = match["next"]
    first = following[0]
    if not (first.isdigit() or first in "$€£¥•#@" or (first.isalpha() and not first.islower())):
        # Names such as al-Assad begin a sentence in lower case.
        if not (following in {"al", "el"} and body[match.end() : match.end() + 1] == "-"):
            return False
    if not match["gap"] and _is_one_word(body, start, match):
        return False
    if match["stop"] != ".":
        return True
    return _stop_ends_sentence(body, start, match)


def _is_one_word(body: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a stop without a blank behind it is part of an address or a chain of initials."""
    if match["closers"] or match["openers"]:
        return False
    left = max(start, match.start() - _LOOK_BACK)
    before, after = body[left : match.start()], body[match.start() : match.end() + _LOOK_BACK]
    chunk = _LAST_WORD.search(before)[0] + _FIRST_WORD.match(after)[0]  # type: ignore[index]
    following = match["next"]
    return bool(_ADDRESS.search(chunk)) or (following.isupper() and len(following) > 1 and len(chunk) < 12)


def _stop_ends_sentence(body: str, start: int, match: re.Match[str]) -> bool:
    stop = match.start()
    before = _WORD_BEFORE.search(body, max(start, stop - _LOOK_BACK), stop)
    word = before[0] if before else ""
    starts = _is_starter(body, match)
    kind = abbreviations().get(word + ".")
    if kind is None and _DOTTED.match(word):
        kind = "country"
    if kind is None and len(word) == 1 and word.isupper():
        kind = "country"
    if kind is not None and "”" not in match["closers"] and '"' not in match["closers"]:
        return _abbreviation_ends_sentence(kind, starts, body, match)
    if word.isdigit() and len(word) <= 2 and before is not None and before.start() == start:
        return False  # "1. Mr. X": the number of a list item
    return bool(word) or bool(match["closers"]) or stop > start


def _abbreviation_ends_sentence(kind: str, starts: bool, body: str, match: re.Match[str]) -> bool:
    """Tell whether the stop of an abbreviation is also that of its sentence (kinds: abbreviations.tsv)."""
    if kind in {"title", "rank"}:
        return False
    if kind == "number":
        return not match["next"][0].isdigit()
    if kind == "final":
        return True
    if kind == "time":
        return _AFTER_TIME.match(body, match.start("next")) is None
    if match["next"][0].isdigit():
        return False
    return starts or (bool(match["openers"]) and match["openers"][0] in '"“\u2018' and not match["closers"])


def _is_starter(body: str, match: re.Match[str]) -> bool:
    """Tell whether the next word begins sentences; "A." and "An-" do not ("J. A. Smith")."""
    return match["next"] in starters() and body[match.end() : match.end() + 1] not in {".", "-"}
