"""The page of a listing in HTML: complete, styled, without anything from elsewhere."""

from __future__ import annotations

import re

import pytest

from relcli.output import html_page
from tests.output.test_active import Tags
from tests.output.test_formats import written


def test_a_listing_is_a_whole_page_that_needs_nothing_else() -> None:
    page = written("html", [(7, "2024-03-05", "x")], ("id", "date", "headline"))
    found = [tag.split()[0] for tag in Tags(page).found if tag != "declaration"]
    closed = [tag.removeprefix("/") for tag in found if tag.startswith("/")]
    opened = [tag for tag in found if not tag.startswith("/") and tag != "meta"]
    assert sorted(opened) == sorted(closed)
    assert set(opened) == {"html", "head", "title", "style", "body", "table", "thead", "tbody", "tr", "th", "td"}
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert "url(" not in page
    assert "@import" not in page


def test_numbers_are_set_to_the_right_dates_unbroken_and_texts_get_room() -> None:
    page = written("html", [(7, "2024-03-05", "x")], ("id", "date", "headline"))
    assert '<tr><td class="n">7</td><td>2024-03-05</td><td>x</td></tr>' in page
    assert "td:nth-child(2) { white-space: nowrap; }" in page
    assert "td:nth-child(3) { min-width: 18rem; }" in page
    assert "nth-child" not in written("html", [("x",)], ("outlet",))


def test_without_a_header_there_is_no_head_of_the_table() -> None:
    assert "<th" not in written("html", [("x",)], ("id",), header=False).partition("<body>")[2]


def luminance(color: str) -> float:
    """Return the relative luminance of a colour such as #1f2328 or #fff (Web Content Accessibility Guidelines 2.2)."""
    digits = color.removeprefix("#")
    digits = "".join([digit * 2 for digit in digits]) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


SCHEMES = re.findall(r":root \{(.*?)\}", html_page.head(""), re.DOTALL)


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark", "print"])
def test_all_text_can_be_read_on_its_paper(scheme: str) -> None:
    """The guidelines ask for a contrast of 4.5 to 1."""
    colors = dict(re.findall(r"--([\w-]+): (#\w+);", scheme))
    paper = luminance(colors.pop("paper"))
    del colors["line"]
    tint = luminance(colors.pop("tint"))
    for name, color in colors.items():
        for ground in (paper, tint):
            light, dark = sorted((luminance(color), ground), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, name
