"""Grouping the mentions of a block: the same as by all pairs, and in time that grows with their number."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relcli.resolve import clusters, remembered
from relcli.resolve.clusters import cluster
from relcli.resolve.likeness import likeness
from tests.calls import PYTHON, calls
from tests.resolve.all_pairs import cluster_all_pairs
from tests.resolve.test_pairs import MEETING, STRIKE, mention

if TYPE_CHECKING:
    from collections.abc import Callable

    from relcli.resolve.mention import Mention

    Mentions = Callable[[int], list[Mention]]

MOST = 2.4
"""Function calls for twice as many mentions, as a multiple; what compares all pairs makes four times as many."""

WORDS = st.sampled_from(["missiles", "drones", "depot", "railway", "harbour", "Odesa", "Kharkiv", "third", "officials"])
SENTENCES = st.lists(WORDS, min_size=0, max_size=6).map(" ".join)
NAMES = st.sampled_from(["Sergey Lavrov", "Lavrov", "Ishaq Dar", "Mikhail Mishustin", "Shehbaz Sharif"])
DAYS = st.sampled_from(["", "2024-08-30", "2024-08-31", "2024-09-01", "2024-09-02"])


@st.composite
def mentions(draw: st.DrawFn, base: dict[str, Any], modes: list[str]) -> list[Mention]:
    """Draw mentions of one block: a few documents and sentences, so that many are alike in all or in some things."""
    told: list[Mention] = []
    taken = set()
    for _ in range(draw(st.integers(2, 14))):
        place_in = draw(st.sampled_from("abcdef")), draw(st.integers(1, 3)), draw(st.integers(0, 2))
        if place_in in taken:
            continue
        taken.add(place_in)
        document, number, telling = place_in
        day = draw(DAYS)
        people = tuple(draw(st.lists(NAMES, max_size=2, unique=True)))
        one = mention(
            document,
            base,
            draw(SENTENCES),
            number,
            date=day,
            date_end=day,
            date_basis=draw(st.sampled_from(["stated", "published"])),
            mode=draw(st.sampled_from(modes)),
            place=draw(st.sampled_from(["", "Kharkiv", "Moscow", "Rawalpindi"])),
            people=people,
            people_countries=("RUS",) * len(people),
            sectors=draw(st.sampled_from([(), ("energy",), ("politics",)])),
            occasion=draw(st.sampled_from([None, None, 1, 2])),
        )
        pin = draw(st.sampled_from([None, None, None, None, 7, 8]))
        published = draw(st.sampled_from(["2024-09-01", "2024-09-02"]))
        told.append(replace(one, telling=telling, pin=pin, published=published))
    return told


@given(mentions(STRIKE, ["", "aerial", "drone", "mines"]))
@settings(max_examples=600, deadline=None)
def test_acts_are_grouped_as_by_all_pairs(told: list[Mention]) -> None:
    assert cluster(told) == cluster_all_pairs(told)


@given(mentions(MEETING, ["", "visit", "phone"]))
@settings(max_examples=600, deadline=None)
def test_meetings_are_grouped_as_by_all_pairs(told: list[Mention]) -> None:
    assert cluster(told) == cluster_all_pairs(told)


def tellings_of_one_document(count: int) -> list[Mention]:
    """Return an event that one document tells over and over, each time in other words."""
    return [
        replace(mention("a", STRIKE, f"Missiles hit plant number {number} near the town."), telling=number)
        for number in range(count)
    ]


def events_of_one_document(count: int) -> list[Mention]:
    """Return events of one pair and day that one document keeps apart."""
    return [
        mention("a", STRIKE, f"Missiles hit plant number {number} near the town.", number) for number in range(count)
    ]


def wire_copies(count: int) -> list[Mention]:
    """Return one sentence in many documents."""
    return [mention(f"{number:06}", STRIKE, "Missiles hit a plant near the town.") for number in range(count)]


def wire_copies_of_two_events(count: int) -> list[Mention]:
    """Return two sentences, each in the same documents, that are two events in each of them."""
    told = ("Missiles hit a plant near the town.", "Drones set a depot in the harbour on fire.")
    return [mention(f"{at // 2:06}", STRIKE, told[at % 2], at % 2 + 1) for at in range(count)]


def an_event_a_day(count: int) -> list[Mention]:
    """Return events of one pair, one a day, each in a document of its own and in other words."""
    days = [f"{2000 + at // 336}-{at // 28 % 12 + 1:02}-{at % 28 + 1:02}" for at in range(count)]
    return [
        mention(f"{at:06}", STRIKE, f"Missiles hit plant number {at} near the town.", date=day, date_end=day)
        for at, day in enumerate(days)
    ]


@pytest.mark.parametrize(
    "shape",
    [
        tellings_of_one_document,
        events_of_one_document,
        wire_copies,
        wire_copies_of_two_events,
        an_event_a_day,
    ],
)
def test_twice_as_many_mentions_take_about_twice_the_work(shape: Mentions) -> None:
    cluster(shape(40))  # what is only made ready once
    few, many = (calls(partial(cluster, shape(size)), PYTHON) for size in (400, 800))
    assert many < MOST * few


def test_shapes_are_grouped_as_by_all_pairs() -> None:
    for shape in (tellings_of_one_document, events_of_one_document, wire_copies, wire_copies_of_two_events):
        assert cluster(shape(30)) == cluster_all_pairs(shape(30))
    assert len(cluster(wire_copies_of_two_events(30))) == 2
    assert cluster(an_event_a_day(60)) == cluster_all_pairs(an_event_a_day(60))


@pytest.mark.parametrize(("base", "modes"), [(STRIKE, ["", "aerial", "mines"]), (MEETING, ["", "visit", "phone"])])
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_what_is_remembered_changes_nothing(base: dict[str, Any], modes: list[str], data: Any) -> None:
    """Mentions of a stretch come and go, and people put them into other events: each time as if it were the first."""
    told = data.draw(mentions(base, modes))
    for _ in range(data.draw(st.integers(2, 5))):
        held = [each for each in told if data.draw(st.integers(0, 3))]
        if held and data.draw(st.integers(0, 1)):
            held[0] = replace(held[0], pin=data.draw(st.sampled_from([None, 7, 9])))
        assert cluster(held) == cluster_all_pairs(held)


def one_event_each(count: int, **fields: Any) -> list[Mention]:
    """Return events of one pair and day, each in a document of its own and in words of its own."""
    told = [f"Missiles hit works{at:04} near town{at:04}." for at in range(count)]
    return [mention(f"{count}-{at:04}", STRIKE, evidence, **fields) for at, evidence in enumerate(told)]


def people_in_common(count: int) -> list[Mention]:
    """Return such events whose reports name the same person."""
    return one_event_each(count, people=("Sergey Lavrov",), people_countries=("RUS",))


@pytest.mark.parametrize("shape", [one_event_each, people_in_common])
def test_a_folder_read_document_by_document_compares_each_pair_once(
    shape: Mentions, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[tuple[Mention, Mention]] = []

    def noted(one: Mention, other: Mention) -> float:
        compared.append((one, other))
        return likeness(one, other)

    monkeypatch.setattr(clusters, "likeness", noted)
    told = shape(30)
    for end in range(1, len(told) + 1):
        cluster(told[:end])
    assert 0 < len(compared) <= 30 * 29 // 2  # 4,495 if each document had all pairs compared again


def test_sentences_without_a_word_in_common_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(one: Mention, other: Mention) -> float:
        raise AssertionError(one, other)

    monkeypatch.setattr(clusters, "likeness", never)
    told = [mention(letter, STRIKE, f"{letter * 5} {letter.upper() * 6}") for letter in "abcdefghijkl"]
    assert len(cluster(told)) == len(told)


def test_little_is_kept_of_many_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST_KEPT", 200)
    for month in range(1, 13):
        day = f"2024-{month:02}-01"
        cluster([replace(each, window=(day, day)) for each in one_event_each(12)])
    kept = list(remembered._kept.values())
    assert 0 < len(kept) < 12
    assert sum(each.pairs for each in kept) <= 200
