"""Which mention speaks for an event, and what the others add."""

from __future__ import annotations

from dataclasses import replace

from relcli.model import HAND
from relcli.resolve.derive import Decision, count_outlets, derive
from tests.resolve.test_pairs import MEETING, mention

SENTENCE = "Sharif met Mishustin in Islamabad."


def test_stated_days_win_over_inferred_and_published_ones() -> None:
    published = mention("a", MEETING, "one", date="2024-10-17", date_basis="published")
    inferred = mention("b", MEETING, "two", date="2024-10-15", date_basis="inferred")
    stated = mention("c", MEETING, "three")
    event, best = derive([published, inferred, stated], 7)
    assert (event.id, event.date, event.date_basis, event.evidence) == (7, "2024-10-16", "stated", "three")
    assert best is stated
    assert derive([published, inferred], 7)[1] is inferred


def test_then_days_over_months_then_more_people_then_the_earlier_document() -> None:
    month = mention("a", MEETING, "month", date_precision="month", date_end="2024-10-31")
    few = mention("b", MEETING, "few", people=("Sharif",), people_countries=("PAK",))
    late = replace(mention("c", MEETING, "late"), published="2024-10-20")
    early = mention("d", MEETING, "early")
    assert derive([month, few, late, early], 1)[1] is early
    assert derive([month, few, late], 1)[1] is late
    assert derive([month, few], 1)[1] is few


def test_background_speaks_only_when_there_is_nothing_else() -> None:
    background = mention("a", MEETING, "background", modality="historical")
    news = mention("b", MEETING, "news", date_basis="published")
    assert derive([background, news], 1)[0].modality == "occurred"
    assert derive([background], 1)[0].modality == "historical"


def test_gaps_are_filled_from_the_others() -> None:
    best = mention("a", MEETING, "best", place="", mode="", sectors=("energy",), intensity=2.5, level="minister")
    other = mention(
        "b",
        MEETING,
        "other",
        date_basis="published",
        place="Islamabad",
        mode="visit",
        sectors=("trade",),
        intensity=4,
        host="PAK",
        setting="SCO summit",
        level="head",
        attribution="a spokesman",
    )
    event, _ = derive([best, other], 1)
    assert (event.place, event.mode, event.intensity, event.host, event.setting) == (
        "Islamabad",
        "visit",
        4,
        "PAK",
        "SCO summit",
    )
    assert (event.sectors, event.level, event.attribution) == (("trade", "energy"), "head", "")
    assert (event.evidence, event.document, event.mentions) == ("best", "a", 2)


def test_an_event_is_as_sure_as_the_surest_of_its_reports() -> None:
    doubtful = mention("a", MEETING, "one", confidence=0.55)
    surer = mention("b", MEETING, "two", date_basis="published", confidence=0.81)
    event, best = derive([doubtful, surer], 1)
    assert (best, event.confidence) == (doubtful, 0.81)
    assert derive([doubtful], 1)[0].confidence == 0.55
    assert (
        derive([doubtful, mention("c", MEETING, "three", date_basis="published", confidence=None)], 1)[0]
        == (derive([doubtful, mention("c", MEETING, "three", date_basis="published", confidence=0.1)], 1)[0])
    )


def test_what_a_person_says_is_not_doubted() -> None:
    doubtful = mention("a", MEETING, "one", confidence=0.55)
    written = mention("b", MEETING, "two", confidence=None, coder=HAND)
    assert derive([written], 1)[0].confidence is None
    assert derive([doubtful, written], 1)[0].confidence is None


def test_an_edit_keeps_what_the_coder_said() -> None:
    event, _ = derive([mention("a", MEETING, "one", confidence=0.55)], 1)
    assert Decision({"type": "AID"}).applied(event).confidence == 0.55


def test_an_event_is_not_part_of_itself() -> None:
    assert derive([mention("a", MEETING, SENTENCE, occasion=5)], 5)[0].part_of is None
    assert derive([mention("a", MEETING, SENTENCE, occasion=5)], 6)[0].part_of == 5


def test_outlets_count_publishers_and_wire_copies_once() -> None:
    def told(document: str, outlet: str, evidence: str) -> object:
        return replace(mention(document, MEETING, evidence), outlet=outlet)

    one, copy, other, unnamed = (
        told("a", "APP", "They met."),
        told("b", "Dawn", "They met."),
        told("c", "Xinhua", "Talks were held."),
        told("d", "", "The two met."),
    )
    assert count_outlets([one, copy]) == 1  # type: ignore[list-item]
    assert count_outlets([one, other, unnamed]) == 2  # type: ignore[list-item]
    assert count_outlets([unnamed]) == 1  # type: ignore[list-item]


def test_an_event_told_once_is_derived_as_if_it_were_told_twice_the_same() -> None:
    once = mention("a", MEETING, SENTENCE, sectors=("trade", "energy"), setting="SCO", level="head", occasion=9)
    twice = derive([once, replace(once, telling=1)], 7)[0]
    assert derive([once], 7)[0] == twice._replace(mentions=1)
    assert derive([once], 9)[0].part_of is None
