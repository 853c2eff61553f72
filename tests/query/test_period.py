"""The period language: what people type, and what it means on a given day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.errors import UsageError
from relcli.query.period import parse_period, parse_since, parse_until

TODAY = "2024-03-31"  # a Sunday

MEANINGS = {
    "2024": ("2024-01-01", "2024-12-31"),
    "2024-03": ("2024-03-01", "2024-03-31"),
    "2024-3": ("2024-03-01", "2024-03-31"),
    "2024-03-05": ("2024-03-05", "2024-03-05"),
    "2024Q3": ("2024-07-01", "2024-09-30"),
    "2024 q3": ("2024-07-01", "2024-09-30"),
    "Q3": ("2024-07-01", "2024-09-30"),
    "q4 2023": ("2023-10-01", "2023-12-31"),
    "2024-W12": ("2024-03-18", "2024-03-24"),
    "2020-w53": ("2020-12-28", "2021-01-03"),
    "march 2024": ("2024-03-01", "2024-03-31"),
    "march": ("2024-03-01", "2024-03-31"),
    "April": ("2023-04-01", "2023-04-30"),
    "feb.": ("2024-02-01", "2024-02-29"),
    "since march": ("2024-03-01", ""),
    "march..may 2024": ("2024-03-01", "2024-05-31"),
    "2024 w12": ("2024-03-18", "2024-03-24"),
    "mtd": ("2024-03-01", "2024-03-31"),
    "qtd": ("2024-01-01", "2024-03-31"),
    "Feb 2024": ("2024-02-01", "2024-02-29"),
    "5 March 2024": ("2024-03-05", "2024-03-05"),
    "today": ("2024-03-31", "2024-03-31"),
    "yesterday": ("2024-03-30", "2024-03-30"),
    "ytd": ("2024-01-01", "2024-03-31"),
    "this week": ("2024-03-25", "2024-03-31"),
    "last week": ("2024-03-18", "2024-03-24"),
    "this month": ("2024-03-01", "2024-03-31"),
    "Last  Month": ("2024-02-01", "2024-02-29"),
    "last quarter": ("2023-10-01", "2023-12-31"),
    "last year": ("2023-01-01", "2023-12-31"),
    "last 90 days": ("2024-01-02", "2024-03-31"),
    "last 2 weeks": ("2024-03-18", "2024-03-31"),
    "last 1 month": ("2024-03-01", "2024-03-31"),
    "last 1 year": ("2023-04-01", "2024-03-31"),
    "since 2022": ("2022-01-01", ""),
    "until 2023-06": ("", "2023-06-30"),
    "2023-05..2024-02": ("2023-05-01", "2024-02-29"),
    "2023-05 .. 2024-02": ("2023-05-01", "2024-02-29"),
    "..2023": ("", "2023-12-31"),
    "2023..": ("2023-01-01", ""),
    "last month..today": ("2024-02-01", "2024-03-31"),
}

BAD = (
    "",
    "x",
    "2024-13",
    "2024-02-30",
    "2024Q5",
    "q5",
    "smarch",
    "2024-W54",
    "2021-W53",
    "smarch 2024",
    "..",
    "last 0 days",
    "0000",
    "since",
    "2024-01-01-01",
    "31 april 2024",
    "last 99999 years",
    "٢٠٢٤",
)


@pytest.mark.parametrize(("text", "meaning"), MEANINGS.items())
def test_what_people_type(text: str, meaning: tuple[str, str]) -> None:
    assert parse_period(text, TODAY) == meaning


@pytest.mark.parametrize("text", BAD)
def test_bad_periods_show_the_forms(text: str) -> None:
    with pytest.raises(UsageError, match="2024Q3"):
        parse_period(text, TODAY)


def test_an_end_before_its_beginning_is_an_error() -> None:
    with pytest.raises(UsageError, match="ends"):
        parse_period("2025..2024", TODAY)


def test_since_and_until_take_the_near_and_the_far_end() -> None:
    assert parse_since("yesterday", TODAY) == "2024-03-30"
    assert parse_since("2024-02", TODAY) == "2024-02-01"
    assert parse_until("2024-02", TODAY) == "2024-02-29"
    assert parse_until("2023", TODAY) == "2023-12-31"
    with pytest.raises(UsageError):
        parse_since("2023..2024", TODAY)


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1))


@given(DAYS, DAYS)
def test_every_day_means_itself(day: date, today: date) -> None:
    assert parse_period(day.isoformat(), today.isoformat()) == (day.isoformat(), day.isoformat())


@given(DAYS, DAYS)
def test_ranges_are_inclusive_on_both_sides(one: date, other: date) -> None:
    first, last = sorted((one.isoformat(), other.isoformat()))
    assert parse_period(f"{first}..{last}", TODAY) == (first, last)


@given(DAYS, st.sampled_from(["week", "month", "quarter", "year"]))
def test_last_unit_ends_the_day_before_this_one_begins(today: date, unit: str) -> None:
    first, last = parse_period(f"this {unit}", today.isoformat())
    assert first <= today.isoformat() <= last
    assert (
        parse_period(f"last {unit}", today.isoformat())[1]
        == (date.fromisoformat(first) - timedelta(days=1)).isoformat()
    )


@given(DAYS, st.integers(1, 9999))
def test_last_n_days_are_n_days(today: date, count: int) -> None:
    first, last = parse_period(f"last {count} days", today.isoformat())
    assert last == today.isoformat()
    assert (date.fromisoformat(last) - date.fromisoformat(first)).days == count - 1


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{1,4}[-qQwW .]{0,2}[0-9]{0,3}", fullmatch=True))
def test_no_text_raises_anything_but_a_usage_error(text: str) -> None:
    try:
        first, last = parse_period(text, TODAY)
    except UsageError:
        return
    assert not (first and last) or first <= last


FORMS = st.one_of(
    st.sampled_from([*MEANINGS, "this quarter", "previous year", "december", "q1"]),
    DAYS.map(lambda day: day.strftime("%Y-%m")),
    DAYS.map(lambda day: day.strftime("%d %B %Y")),
    DAYS.map(lambda day: day.strftime("%G-W%V")),
    st.builds(lambda year, quarter: f"{year}Q{quarter}", st.integers(1900, 2200), st.integers(1, 4)),
    st.builds(lambda count, unit: f"last {count} {unit}s", st.integers(1, 99), st.sampled_from(["day", "month"])),
)


@given(FORMS, DAYS)
def test_a_period_written_back_as_a_range_means_the_same(text: str, today: date) -> None:
    try:
        first, last = parse_period(text, today.isoformat())
    except UsageError:  # "last month..2024" of another day
        return
    assert parse_period(f"{first}..{last}", today.isoformat()) == (first, last)


@given(st.sampled_from(["january", "jun", "december"]), DAYS)
def test_a_month_alone_is_the_last_that_has_begun(month: str, today: date) -> None:
    first, last = map(date.fromisoformat, parse_period(month, today.isoformat()))
    assert first <= today
    assert (today - last).days < 366


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("this week", "9999-12-31", ("9999-12-27", "9999-12-31")),
        ("9999-W52", TODAY, ("9999-12-27", "9999-12-31")),
        ("this month", "9999-12-31", ("9999-12-01", "9999-12-31")),
        ("this week", "0001-01-01", ("0001-01-01", "0001-01-07")),
        ("since 0001", TODAY, ("0001-01-01", "")),
    ],
)
def test_the_calendar_has_two_ends(text: str, today: str, expected: tuple[str, str]) -> None:
    assert parse_period(text, today) == expected


@pytest.mark.parametrize(
    "text", ["last week", "yesterday", "last quarter", "last 99999 years", "december", "last 2 days"]
)
def test_before_the_year_1_there_is_no_period(text: str) -> None:
    for parse in (parse_period, parse_since, parse_until):
        with pytest.raises(UsageError, match="outside the years 1 to 9999"):
            parse(text, "0001-01-01")
