"""Date phrases: a table of sentences with the days they mean, and properties that hold for any text."""

from __future__ import annotations

import calendar
import inspect
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from relcli.coder.dates.phrases import DateFinder, DatePhrase, Precision, Publication
from relcli.lexicon import load_lexicon
from relcli.lexicon.words import Words

TABLE = Path(__file__).with_name("dates.tsv")
PUBLISHED = date(2024, 10, 17)
FINDER = DateFinder(Words(load_lexicon()))


def find_dates(
    text: str,
    start: int,
    end: int,
    published: date,
    precision: str = "day",
    *,
    future: bool = False,
    previous: tuple[date, date] | None = None,
) -> list[DatePhrase]:
    """Return the date phrases of text[start:end]."""
    publication = Publication(published, Precision(precision))
    return FINDER.find(text, (start, end), publication, future=future, previous=previous)


def read_cases() -> list[tuple[str, ...]]:
    """Return published, what is given, sentence and expected dates of each row."""
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    return [tuple(row) for row in rows]


def days_of(text: str) -> tuple[date, date, str]:
    """Read "2024", "2024-10", "2024-10-17", or "first..last" and a precision (none: day)."""
    days, _, precision = text.partition(" ")
    if ".." in days:
        first, last = days.split("..")
        return date.fromisoformat(first), date.fromisoformat(last), precision or "day"
    parts = [int(part) for part in days.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31), "year"
    if len(parts) == 2:
        length = calendar.monthrange(parts[0], parts[1])[1]
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], length), "month"
    return date.fromisoformat(days), date.fromisoformat(days), "day"


def expected_of(cell: str) -> list[tuple[str, date, date, str, bool, bool]]:
    """Read "phrase=days flags;phrase=days flags" of the table's last column."""
    found = []
    for item in filter(None, cell.split(";")):
        phrase, _, rest = item.partition("=")
        words = rest.split()
        plain = " ".join(word for word in words if word not in ("background", "deadline"))
        found.append((phrase, *days_of(plain), "background" in words, "deadline" in words))
    return found


def look(phrase: DatePhrase, text: str) -> tuple[str, date, date, str, bool, bool]:
    """Return what the table says of a phrase."""
    words = text[phrase.start : phrase.end]
    return (words, phrase.first, phrase.last, phrase.precision, phrase.background, phrase.deadline)


def anchor_of(given_: str) -> dict[str, object]:
    """Return the options of `find_dates` that the second column stands for."""
    if given_[:1].isdigit():
        day = date.fromisoformat(given_)
        return {"previous": (day, day)}
    return {"future": True} if given_ == "future" else {"precision": given_ or "day"}


@pytest.mark.parametrize(("published", "given_", "sentence", "dates"), read_cases())
def test_a_sentence_has_these_dates(published: str, given_: str, sentence: str, dates: str) -> None:
    day = date.fromisoformat(published)
    found = find_dates(sentence, 0, len(sentence), day, **anchor_of(given_))  # type: ignore[arg-type]
    assert [look(phrase, sentence) for phrase in found] == expected_of(dates)


def test_the_table_is_large_enough_and_has_no_row_twice() -> None:
    cases = read_cases()
    assert len(cases) >= 160
    assert len(set(cases)) == len(cases)


def test_only_the_given_stretch_is_read() -> None:
    text = "On Monday they met; on Tuesday they signed."
    start = text.index("on Tuesday")
    [phrase] = find_dates(text, start, len(text), PUBLISHED)
    assert text[phrase.start : phrase.end] == "Tuesday"
    [phrase] = find_dates(text, 0, start, PUBLISHED)
    assert text[phrase.start : phrase.end] == "Monday"


def test_a_relative_clause_that_is_the_stretch_itself_is_no_background() -> None:
    text = "He met the guest, who arrived on Monday."
    start = text.index("who")
    [phrase] = find_dates(text, start, len(text), PUBLISHED)
    assert not phrase.background


def test_what_lies_after_publication_is_marked() -> None:
    text = "They met on Monday, talk today and meet again on 3 November and next year."
    found = find_dates(text, 0, len(text), PUBLISHED)
    assert [phrase.explicit_future for phrase in found] == [False, False, True, True]


def test_the_module_needs_no_date_package() -> None:
    folder = Path(inspect.getfile(DateFinder)).parent
    assert all("dateutil" not in path.read_text(encoding="utf-8") for path in folder.glob("*.py"))


LONG_FORMS = (
    "{d.year:04}-{d.month:02}-{d.day:02}",
    "{d.day} {month} {d.year}",
    "{d.day:02} {month} {d.year}",
    "{d.day} {short} {d.year}",
    "{month} {d.day}, {d.year}",
    "{month} {d.day},{d.year}",
    "{short}. {d.day}, {d.year}",
    "{weekday}, {d.day} {month} {d.year}",
    "{weekday}, {month} {d.day}, {d.year}",
    "the {d.day}{th} of {month} {d.year}",
    "{d.day}.{d.month}.{d.year}",
)
any_day = some.dates(date(1800, 1, 1), date(2190, 12, 31))
some_words = some.sampled_from(
    """
    on in the of at by since Monday today yesterday (05) May March 17 October 2024 , . - to and last next this
    week month year years two ago from 31 2015 resolution 1,500 summit weekend earlier later 24th 1970s Sun
    day before that same Q3 quarter 10.03.2024 which who occurred 's ( ) spring end early mid-March \u2013
    """.split()
)


@given(any_day, some.sampled_from(LONG_FORMS), any_day)
def test_every_full_form_of_a_day_comes_back(day: date, form: str, published: date) -> None:
    th = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day not in (11, 12, 13) else 0, "th")
    month = calendar.month_name[day.month]
    phrase = form.format(d=day, month=month, short=month[:3], weekday=calendar.day_name[day.weekday()], th=th)
    text = f"Chile and Peru met on {phrase} in Lima."
    [found] = find_dates(text, 0, len(text), published)
    assert (found.first, found.last, found.precision) == (day, day, "day")
    assert text[found.start : found.end] == phrase


@given(any_day, some.integers(0, 20))
def test_a_range_of_days_comes_back(first: date, length: int) -> None:
    last = first + timedelta(days=length + 1)
    names = calendar.month_name
    words = f"{first.day} {names[first.month]} {first.year} to {last.day} {names[last.month]} {last.year}"
    [found] = find_dates(f"from {words}", 0, len(words) + 5, PUBLISHED)
    assert (found.first, found.last) == (first, last)


@given(some.sampled_from(list(calendar.day_name)), any_day)
def test_a_weekday_is_the_last_one_unless_it_lies_ahead(name: str, published: date) -> None:
    text = f"They met on {name}."
    [past] = find_dates(text, 0, len(text), published)
    [ahead] = find_dates(text, 0, len(text), published, future=True)
    assert timedelta(0) <= published - past.first < timedelta(7)
    assert timedelta(0) <= ahead.first - published < timedelta(7)
    assert calendar.day_name[past.first.weekday()] == calendar.day_name[ahead.first.weekday()] == name


@given(
    some.one_of(some.lists(some_words, max_size=14).map(" ".join), some.text(max_size=60)),
    some.dates(),
    some.sampled_from(["day", "month", "year"]),
    some.booleans(),
    some.one_of(some.none(), some.dates().map(lambda day: (day, day))),
    some.integers(0, 20),
)
def test_phrases_lie_in_their_stretch_in_order(
    text: str, published: date, precision: str, future: bool, previous: tuple[date, date] | None, start: int
) -> None:
    start = min(start, len(text))
    at = start
    for phrase in find_dates(text, start, len(text), published, precision, future=future, previous=previous):
        assert at <= phrase.start < phrase.end <= len(text)
        assert phrase.first <= phrase.last
        assert phrase.precision in ("day", "week", "month", "year")
        at = phrase.end
