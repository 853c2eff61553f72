"""Dates of publication in words: which are read, which are rejected and why, and what they cost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from relcli.coding import Document
from relcli.errors import InputError
from relcli.readers import Rejected, read
from relcli.readers.publication_dates import parse_date


def one(text: str, name: str) -> Document | Rejected:
    """Return the one document of an input, or why it is rejected."""
    (found,) = read(Path(name), text.encode())
    assert isinstance(found, Document | Rejected)
    return found


@pytest.mark.parametrize(
    "words",
    [
        "Tue, 05 Mar 2024 10:00:00 +0000",
        "Wed, 5 Mar 2024 10:00:00 +0000",  # the day of the week is wrong, the rest is used
        "Tue, 5 Mar 2024 23:30:00 -0800",  # the day in that time zone, not in Greenwich
        "March 5, 2024",
        "Mar. 5, 2024",
        "5 March 2024",
        "5th March 2024",
        "Tuesday, March 5, 2024",
        "2024/03/05",
        "2024/3/5",
        "2024.03.05",
        "2024-03-05T10:00:00+05:00",
        "2024-03-05 10:00",
        "5 Mar 2024 10:00 EST",
        "05-Mar-2024",
    ],
)
def test_a_full_date_is_read_however_it_is_written(words: str) -> None:
    assert parse_date(words) == ("2024-03-05", "day")
    found = one(f'{{"id": "a", "date": "{words}", "text": "T"}}', "x.jsonl")
    assert isinstance(found, Document)
    assert (found.date, found.date_precision) == ("2024-03-05", "day")


@pytest.mark.parametrize("words", ["03/05/2024", "3/5/24", "13/05/2024", "5.3.2024", "03-05-2024", "17.10.2024"])
def test_numbers_alone_with_the_year_last_are_ambiguous(words: str) -> None:
    with pytest.raises(InputError, match="does not say which number is the month; write it as YYYY-MM-DD") as caught:
        parse_date(words)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "words",
    [
        *("March 2024", "March 5", "Tuesday", "today", "5 March 24", "the fifth of March", "2024/13/40"),
        *("30 February 2024", "10:00", "5 de marzo de 2024", "March 5 or 6, 2024", "2024W10", "2024/03"),
        *("May the force be with 2024", "March 5, 2024 " * 9),
    ],
)
def test_an_incomplete_date_is_rejected(words: str) -> None:
    with pytest.raises(InputError, match="not of the form YYYY-MM-DD"):
        parse_date(words)


@pytest.mark.parametrize(
    "head",
    [
        "date 5 March 2024\n",
        " date March 5, 2024 \n",
        "Date: Tue, 5 Mar 2024 10:00:00 +0000\r\n",
        "date 2024/03/05 ",
        "date: 2024/03/05\n",
    ],
)
def test_a_line_with_a_written_date_opens_a_text(head: str) -> None:
    found = one(head + "Kenya thanked Norway.", "x.txt")
    assert isinstance(found, Document)
    assert (found.date, found.body) == ("2024-03-05", "Kenya thanked Norway.")


def test_text_after_a_date_in_numbers_is_kept() -> None:
    found = one("date 2024-03-05 A", "x.txt")
    assert isinstance(found, Document)
    assert found.body == "A"


def test_a_text_that_begins_with_the_word_date_is_no_header() -> None:
    found = one("Date palms of May 2024 were sold to Kenya.\nNorway bought none.", "x.txt")
    assert isinstance(found, Rejected)
    assert found.why.startswith("has no date")


def test_the_parser_is_imported_only_for_such_a_date() -> None:
    program = (
        "import sys; from relcli.readers.publication_dates import parse_date; parse_date('2024-03-05');"
        "print('dateutil' in sys.modules); parse_date('5 March 2024'); print('dateutil' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
