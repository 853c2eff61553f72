"""The dateline: place, day and agency in front of a report's first sentence.

"ISLAMABAD:", "MOSCOW, Nov. 17 (Xinhua) --", "(MENAFN)", "BAKU, Azerbaijan, October 17.", "TOKYO Japan".
The parts are read one after another; what was found decides how clear a separator has to be. A colon or
dash alone proves little ("Background: the treaty ..."), so there the place must be a known one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcli.lexicon.words import alternation

if TYPE_CHECKING:
    from relcli.lexicon.words import Words

LONGEST = 1_000
"""Characters of a line in which its dateline is looked for: it may be followed by any number of blanks."""
_WORD = r"[A-Z\u00c0-\u00de][\w\u2019'`]*\.?(?:-[A-Za-z][\w\u2019']*)*"
_REGION = re.compile(rf",[ \t]*((?:[A-Z]\.){{2,}}|{_WORD}(?:[ \t]+{_WORD}){{0,2}})")
_BRACKETS = re.compile(r"[,.]?\s*(?:[(\[]\s*([^()\[\]\n]{2,60}?)\s*[)\]]|/([^/\n]{2,30})/)")
_BARE_AGENCY = re.compile(
    r"(?:[,.]\s*(?:[-\u2013—]\s*)?|\s*[-\u2013—]\s*|(?<!\S))([A-Za-z][\w/]*(?:[ -][A-Z][\w/]*){0,4})"
)
_SEPARATOR = re.compile(r"\s*(?:--+|[—\u2013:]|-(?=\s|[A-Z])|(?<=\s)-)[:\s\u2013—-]*")
_ANY_SEPARATOR = re.compile(r"\s*[-\u2013—:.,]+[:\s\u2013—-]*")
_COMMA = re.compile(r"[,.]?\s+|(?<=[.,])")
_ORDINARY = re.compile(r"\s+(?:[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]|A\s+[a-z]|U\.[SKN]\.|[\"“])")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What precedes the first sentence: `body[start:end]`, its parts as written ('' if absent)."""

    place: str
    day_text: str
    agency: str
    start: int
    end: int


class DatelineFinder:
    """Finds datelines, with the places and agencies of one lexicon."""

    def __init__(self, words: Words) -> None:
        """Take the lists and build the patterns of day and place."""
        self._agencies = words.agencies
        self._places = words.dateline_places
        self._starters = words.starters
        self._day = _day_pattern(words)
        joined = rf"[ \t]+(?:{words.pattern('place-particle')}[ \t]+)?"
        self._place = re.compile(rf"{_WORD}(?:{joined}{_WORD}){{0,3}}(?:/{_WORD}(?: {_WORD})?)*")

    def find(self, body: str, start: int, end: int) -> Dateline | None:
        """Return the dateline at the head of the line `body[start:end]`, or None."""
        end = min(end, start + LONGEST)
        alone = self._agency_alone(body, start, end)
        if alone is not None:
            return alone
        found = self._place.match(body, start, end)
        if found is None:
            return None
        for cut in _cuts(found[0]):
            dateline = self._with_place(body, start, start + cut, end)
            if dateline is not None:
                return dateline
        return None

    def _is_known(self, place: str) -> bool:
        places = self._places
        name = place.replace("\u2019", "'").lower()
        return name in places or all(part.strip() in places for part in name.split("/"))

    def _with_place(self, body: str, start: int, cursor: int, end: int) -> Dateline | None:
        place = body[start:cursor]
        if place.split()[0] in self._starters or self._day.fullmatch(place):
            return None
        known = self._is_known(place.rstrip(".")) or self._is_known(place)
        capitals = place.isupper() and len(place) > 2
        cursor = self._skip_region(body, cursor, end)
        cursor, day = self._take_day(body, cursor, end)
        cursor, agency, bracketed = self._take_agency(body, cursor, end)
        if not day:
            cursor, day = self._take_day(body, cursor, end)
        if not day and self._day.fullmatch(agency):
            day, agency = agency, ""
        separator = (_ANY_SEPARATOR if agency or day else _SEPARATOR).match(body, cursor, end)
        stop = separator.end() if separator else _skip_blanks(body, cursor, end)
        if not (agency or day):
            if not known or not _begins_sentence(body, stop, end):
                return None
            if separator is None and not (capitals and _runs_on(body, cursor, end)):
                return None
        elif not (known or capitals) and not (separator and (bracketed or day)):
            return None
        elif separator is None and not (known and agency.lower() in self._agencies):
            return None
        elif not _begins_sentence(body, stop, end):
            return None
        elif not agency and not known and not _SEPARATOR.match(body, cursor, end):
            return None
        return Dateline(place.rstrip("."), day, agency, start, stop)

    def _skip_region(self, body: str, cursor: int, end: int) -> int:
        """Step over ", Azerbaijan" or ", D.C."."""
        region = _REGION.match(body, cursor, end)
        if region is None or self._day.match(body, region.start(1), end) or region[1].lower() in self._agencies:
            return cursor
        return region.end()

    def _take_day(self, body: str, cursor: int, end: int) -> tuple[int, str]:
        gap = _COMMA.match(body, cursor, end)
        day = self._day.match(body, gap.end() if gap else cursor, end)
        return (day.end(), day[0]) if day else (cursor, "")

    def _take_agency(self, body: str, cursor: int, end: int) -> tuple[int, str, bool]:
        """Return where the agency ends, its words, and whether it is in brackets or between strokes."""
        bracket = _BRACKETS.match(body, cursor, end)
        if bracket is not None:
            words = bracket[1] or bracket[2]
            if self._is_agency(words) or _SEPARATOR.match(body, bracket.end(), end):
                return bracket.end(), words, True
            return cursor, "", False
        bare = _BARE_AGENCY.match(body, cursor, end)
        if bare is not None:
            for cut in _cuts(bare[1]):
                stop = bare.start(1) + cut
                if bare[1][:cut].lower() in self._agencies and _ANY_SEPARATOR.match(body, stop, end):
                    return stop, bare[1][:cut], False
        return cursor, "", False

    def _is_agency(self, words: str) -> bool:
        """Do the words name an agency, alone or as one of several ("Reuters/AFP")?"""
        known = self._agencies
        parts = re.split(r"[/,&\u2013-]| and ", words)
        return words.lower() in known or any(part.strip().lower() in known for part in parts)

    def _agency_alone(self, body: str, start: int, end: int) -> Dateline | None:
        """Return a dateline of an agency alone: "(MENAFN) In a bid", "(APP):The", "Reuters - The"."""
        cursor, agency, bracketed = self._take_agency(body, start, end)
        if not agency:
            return None
        separator = _ANY_SEPARATOR.match(body, cursor, end)
        if not bracketed and not _SEPARATOR.match(body, cursor, end):
            return None
        if bracketed and not self._is_agency(agency):
            return None
        stop = separator.end() if separator else _skip_blanks(body, cursor, end)
        return Dateline("", "", agency, start, stop) if _begins_sentence(body, stop, end) else None


def _day_pattern(words: Words) -> re.Pattern[str]:
    """Return the pattern of a day as datelines have it: "Nov. 17", "Monday", "17 October 2024", "2024-10-17"."""
    months = alternation(words.values("month") | words.values("month-abbreviation"))
    month = rf"{months}\b\.?"
    number = rf"\d{{1,2}}{words.pattern('date-ordinal-ending')}?"
    return re.compile(
        rf"(?:{alternation(words.values('weekday-abbreviation'))}[a-z]*\.?,?\s+)?"
        rf"(?:{month}\s*{number}(?:\s*,?\s*\d{{4}})?|{number}\s+{month}(?:,?\s*\d{{4}})?"
        r"|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
        rf"|{alternation(words.values('weekday'))})(?![\w-])",
        re.IGNORECASE,
    )


def _cuts(words: str) -> list[int]:
    """Return the lengths of the place's possible readings, longest first ("TOKYO Japan" may be TOKYO)."""
    cuts = [len(words)]
    cuts += [match.start() for match in reversed(list(_SPACES.finditer(words)))]
    return cuts


def _skip_blanks(body: str, cursor: int, end: int) -> int:
    while cursor < end and body[cursor].isspace():
        cursor += 1
    return cursor


def _begins_sentence(body: str, cursor: int, end: int) -> bool:
    """Can a sentence begin here (a capital, a figure, an opening sign), or does the line end?"""
    if cursor >= end:
        return True
    first = body[cursor]
    return first.isdigit() or first in "\"'“\u2018([$€£" or (first.isalpha() and not first.islower())


def _runs_on(body: str, cursor: int, end: int) -> bool:
    """Does an ordinary sentence follow a place in capitals ("TOKYO Japan", not "TOKYO SAYS")?"""
    return _ORDINARY.match(body, cursor, end) is not None
