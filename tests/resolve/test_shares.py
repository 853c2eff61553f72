"""How many words two sentences must have in common to tell one event, by what else the two mentions share.

The sentences are made of words that mean nothing here, in an order that no two of them share, so that nothing but
their number counts. Limits are approached from both sides and not met exactly: they are measured, and may move a bit.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.resolve.test_pairs import MEETING, STRIKE, are_one, mention

WORDS = (
    "alder", "birch", "cedar", "dahlia", "elder", "fennel", "garlic", "hazel", "indigo", "juniper",
    "kelp", "laurel", "mallow", "nettle", "orchid", "poplar", "quince", "rowan", "sorrel", "thyme",
)  # fmt: skip
OTHERS = (
    "anvil", "bellows", "chisel", "dowel", "easel", "funnel", "gimlet", "hammer", "ingot", "jigsaw",
    "knife", "lathe", "mallet", "needle", "oilcan", "pliers", "quill", "rasp", "spanner", "trowel",
)  # fmt: skip
NO_SECTOR: dict[str, Any] = {**STRIKE, "sectors": ()}
DAY_OF_THE_REPORT: dict[str, Any] = {**NO_SECTOR, "date_basis": "published"}
AT_KHARKIV: dict[str, Any] = {**DAY_OF_THE_REPORT, "place": "Kharkiv"}
ONE_PERSON: dict[str, Any] = {
    **STRIKE,
    "date_basis": "published",
    "people": ("Sergey Lavrov",),
    "people_countries": ("RUS",),
}
MET_SOMEWHERE: dict[str, Any] = {
    **MEETING,
    "place": "",
    "date_basis": "published",
    "people": ("Shehbaz Sharif",),
    "people_countries": ("PAK",),
}


def sentences(common: int, in_a_row: int = 1) -> tuple[str, str]:
    """Return two sentences of twenty words with some in common, of those `in_a_row` in the same order."""
    shared = (*WORDS[:in_a_row], *reversed(WORDS[in_a_row:common]))
    return " ".join(WORDS), " ".join((*shared, *OTHERS[common:]))


def joined(fields: dict[str, Any], common: int, in_a_row: int = 1, occasion: int | None = None) -> bool:
    """Tell whether two mentions with these fields and so many common words in twenty become one event."""
    one, other = sentences(common, in_a_row)
    return are_one(mention("a", fields, one, occasion=occasion), mention("b", fields, other, occasion=occasion))


@pytest.mark.parametrize(
    ("fields", "too_few", "enough"),
    [
        pytest.param(DAY_OF_THE_REPORT, 14, 17, id="an act: nearly all words"),
        pytest.param(NO_SECTOR, 11, 14, id="an act on a stated day: two thirds"),
        pytest.param(AT_KHARKIV, 11, 14, id="an act at one place: two thirds"),
        pytest.param(STRIKE, 8, 11, id="an act in one field on a stated day: half"),
        pytest.param(ONE_PERSON, 5, 8, id="an act in one field by one person: a third"),
        pytest.param(MET_SOMEWHERE, 5, 8, id="a meeting with one person: a third"),
    ],
)
def test_the_less_two_tellings_share_the_more_words_they_need(
    fields: dict[str, Any], too_few: int, enough: int
) -> None:
    assert not joined(fields, too_few)
    assert joined(fields, enough)


def stated_and_not(fields: dict[str, Any], common: int, **other: Any) -> bool:
    """Tell whether two mentions become one event if only the first text gives the day."""
    one, two = sentences(common)
    return are_one(mention("a", fields, one), mention("b", fields, two, date_basis="published", **other))


def test_an_act_in_one_field_with_its_day_and_without_needs_two_thirds() -> None:
    assert not stated_and_not(STRIKE, 11)
    assert stated_and_not(STRIKE, 14)
    assert not stated_and_not(NO_SECTOR, 14)
    assert not joined({**STRIKE, "date_basis": "published"}, 14)


def test_meetings_of_nobody_in_particular_at_one_place_are_one_with_the_day_and_without() -> None:
    nobody = {**MEETING, "people": (), "people_countries": ()}
    assert stated_and_not(nobody, 0)
    assert not stated_and_not(nobody, 0, place="")
    assert not stated_and_not(MEETING, 0, people=(), people_countries=())


def test_acts_in_one_field_at_one_occasion_need_only_a_few_common_words() -> None:
    assert not joined(STRIKE, 1, occasion=7)
    assert joined(STRIKE, 5, occasion=7)
    assert not joined(STRIKE, 5)


def test_half_of_the_words_are_enough_if_some_of_them_stand_in_the_same_order() -> None:
    assert not joined(DAY_OF_THE_REPORT, 11, in_a_row=2)
    assert joined(DAY_OF_THE_REPORT, 11, in_a_row=8)
    assert not joined(DAY_OF_THE_REPORT, 8, in_a_row=8)


@pytest.mark.parametrize(("last_day", "one_event"), [("2024-10-20", True), ("2024-10-25", False)])
def test_two_people_make_one_meeting_within_a_week_wherever_it_was(last_day: str, one_event: bool) -> None:
    fields = {**MEETING, "place": "", "date": "2024-10-14", "date_end": last_day, "date_precision": "week"}
    one, other = sentences(0)
    assert are_one(mention("a", fields, one), mention("b", MEETING, other, place="")) == one_event


def test_two_people_at_one_place_are_one_meeting_within_a_month_but_not_within_a_year() -> None:
    one, other = sentences(0)
    for first, last, one_event in (("2024-10-01", "2024-10-31", True), ("2024-08-01", "2024-10-31", False)):
        loose = mention("a", MEETING, one, date=first, date_end=last, date_precision="month")
        assert are_one(loose, mention("b", MEETING, other)) == one_event


def test_acts_within_a_longer_time_need_the_words_of_a_copy() -> None:
    month = {**STRIKE, "date": "2024-08-01", "date_end": "2024-08-31", "date_precision": "month"}
    assert not joined(month, 14)
    assert joined(month, 17)
