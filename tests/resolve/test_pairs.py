"""When are two reports the same event? Pairs that are, and pairs that only look like it."""

from __future__ import annotations

from typing import Any

import pytest

from relcli.coding import CodedEvent
from relcli.resolve.clusters import cluster
from relcli.resolve.mention import Mention, act_class, block_of, is_occasion_block, window_of

MEETING: dict[str, Any] = {
    "source": ("PAK",),
    "target": ("RUS",),
    "mutual": True,
    "type": "CONSULT",
    "modality": "occurred",
    "mode": "visit",
    "date": "2024-10-16",
    "date_end": "2024-10-16",
    "date_basis": "stated",
    "place": "Islamabad",
    "people": ("Shehbaz Sharif", "Mikhail Mishustin"),
    "people_countries": ("PAK", "RUS"),
    "sectors": ("politics",),
}
STRIKE: dict[str, Any] = {
    "source": ("RUS",),
    "target": ("UKR",),
    "mutual": False,
    "type": "ASSAULT",
    "modality": "occurred",
    "date": "2024-08-31",
    "date_end": "2024-08-31",
    "date_basis": "stated",
    "sectors": ("energy",),
}
SENTENCES = {
    "MEETING": "Prime Minister Sharif met Prime Minister Mishustin in Islamabad on Wednesday.",
    "STRIKE": "Russian missiles hit a power plant near Kharkiv early on Saturday, officials said.",
}


def mention(document: str, base: dict[str, Any], evidence: str, number: int = 1, **fields: Any) -> Mention:
    """Return a mention of a document of its own."""
    occasion = fields.pop("occasion", None)
    coded = CodedEvent(number=number, start=0, end=len(evidence), **{**base, **fields})
    published = "2024-10-17" if base is MEETING else "2024-09-01"
    return Mention(
        1,
        coded,
        evidence,
        block_of(coded),
        window_of(coded),
        0,
        document,
        document,
        published,
        "",
        "",
        "2024-11-01",
        occasion,
    )


def are_one(one: Mention, other: Mention) -> bool:
    """Tell whether two mentions become one event, in both orders."""
    together = one.block == other.block and len(cluster([one, other])) == 1
    assert together == (one.block == other.block and len(cluster([other, one])) == 1)
    return together


OTHER_WORDS = "The visitor and his host spoke for an hour at the capital."

SAME: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "word for word": (MEETING, {}),
    "other order of sides": (MEETING, {"source": ("RUS",), "target": ("PAK",)}),
    "other words, same person": (
        MEETING,
        {"evidence": OTHER_WORDS, "people": ("PM Sharif",), "people_countries": ("PAK",)},
    ),
    "town and house": (MEETING, {"evidence": OTHER_WORDS, "place": "the Prime Minister's House"}),
    "no people, same day and place": (MEETING, {"evidence": OTHER_WORDS, "people": ()}),
    "told as background later": (MEETING, {"modality": "historical"}),
    "only the month": (MEETING, {"date": "2024-10-01", "date_end": "2024-10-31", "date_precision": "month"}),
    "day of the report": (
        MEETING,
        {"date": "2024-10-18", "date_end": "2024-10-18", "date_basis": "published"},
    ),
    "latest possible day": (
        MEETING,
        {"date": "2024-10-17", "date_end": "2024-10-17", "date_precision": "before"},
    ),
    "strike, nearly the same words": (
        STRIKE,
        {"evidence": "Russian missiles hit a power plant near Kharkiv on Saturday, the governor said."},
    ),
    "act of the same occasion, other words": (
        STRIKE,
        {"occasion": 7, "evidence": "Barrages struck power facilities.", "sectors": ("energy", "defence")},
    ),
}

NOT_SAME: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "next day": (MEETING, {"date": "2024-10-17", "date_end": "2024-10-17"}),
    "other direction": (STRIKE, {"source": ("UKR",), "target": ("RUS",)}),
    "one more party": (MEETING, {"target": ("RUS", "CHN")}),
    "other act": (MEETING, {"type": "COOPERATE"}),
    "planned, not done": (MEETING, {"modality": "proposed"}),
    "denied": (STRIKE, {"modality": "denied"}),
    "a call is no visit": (MEETING, {"mode": "phone"}),
    "other ministers on the same day": (MEETING, {"people": ("Ishaq Dar", "Sergey Lavrov")}),
    "other town": (
        STRIKE,
        {"place": "Odesa", "evidence": "Russian missiles hit warehouses in the port, officials said."},
    ),
    "nothing in common but the day": (STRIKE, {"evidence": "A drone killed two people at a market."}),
    "report three days later": (
        MEETING,
        {"date": "2024-10-19", "date_end": "2024-10-19", "date_basis": "published"},
    ),
    "undated": (MEETING, {"date": "", "date_end": ""}),
    "the same words a year later": (STRIKE, {"date": "2025-08-31", "date_end": "2025-08-31"}),
    "the same people some time in that year": (
        MEETING,
        {"evidence": OTHER_WORDS, "date": "2024-01-01", "date_end": "2024-12-31", "date_precision": "year"},
    ),
    "the same host receives somebody else": (
        MEETING,
        {"evidence": OTHER_WORDS, "people": ("Shehbaz Sharif", "Sergey Lavrov")},
    ),
    "one of many items of a list": (
        STRIKE,
        {"evidence": SENTENCES["STRIKE"] + " ".join(f"Before that item{n} happened" + str(n) for n in range(60))},
    ),
    "at another occasion": (STRIKE, {"occasion": 8}),
    "at the same occasion, with no word in common": (
        STRIKE,
        {"occasion": 7, "evidence": "Barrages set a market alight."},
    ),
}


def pair(base: dict[str, Any], changes: dict[str, Any]) -> tuple[Mention, Mention]:
    """Return a mention and the same with changes in another document."""
    usual = SENTENCES["MEETING" if base is MEETING else "STRIKE"]
    unchanged: dict[str, Any] = {"occasion": 7} if "occasion" in changes else {}
    unchanged |= {"place": "Kharkiv"} if "place" in changes and base is STRIKE else {}
    changed = dict(changes)
    return (
        mention("a", base, usual, **unchanged),
        mention("b", base, changed.pop("evidence", usual), **changed),
    )


@pytest.mark.parametrize("name", SAME)
def test_the_same_event(name: str) -> None:
    assert are_one(*pair(*SAME[name]))


@pytest.mark.parametrize("name", NOT_SAME)
def test_not_the_same_event(name: str) -> None:
    assert not are_one(*pair(*NOT_SAME[name]))


def test_two_events_of_one_document_never_merge_not_even_through_a_third() -> None:
    first = mention("a", STRIKE, SENTENCES["STRIKE"], number=1)
    second = mention("a", STRIKE, SENTENCES["STRIKE"], number=2)
    bridge = mention("b", STRIKE, SENTENCES["STRIKE"])
    groups = cluster([first, second, bridge])
    assert sorted(len(group) for group in groups) == [1, 2]


def test_a_signing_is_support_or_agree() -> None:
    signed = {**MEETING, "type": "SUPPORT", "mode": "sign", "modality": "agreed"}
    agreed = {**MEETING, "type": "AGREE", "mode": "", "modality": "agreed"}
    sentence = "Pakistan and Russia signed a protocol on gas deliveries in Islamabad."
    assert are_one(mention("a", signed, sentence), mention("b", agreed, sentence))
    assert act_class(mention("a", signed, sentence, modality="pledged").coded) == "SIGNING"
    assert act_class(mention("a", agreed, sentence, modality="pledged").coded) == "AGREE"


def test_blocks_know_occasions() -> None:
    assert is_occasion_block(mention("a", MEETING, "x").block)
    assert not is_occasion_block(mention("a", STRIKE, "x").block)
    assert is_occasion_block(block_of(CodedEvent(1, (), (), True, "CONSULT", "occurred", 0, 0)))


def test_the_best_dated_retelling_gives_the_window() -> None:
    loose = CodedEvent(1, (), (), True, "CONSULT", "occurred", 0, 0, "2024-10-18", "2024-10-18", "day", "published")
    exact = CodedEvent(1, (), (), True, "CONSULT", "occurred", 0, 0, "2024-10-16", "2024-10-16", "day", "stated")
    assert window_of(loose) == ("2024-10-16", "2024-10-18")
    assert window_of(CodedEvent(1, (), (), True, "CONSULT", "occurred", 0, 0, retellings=(loose, exact))) == (
        "2024-10-16",
        "2024-10-16",
    )
    assert window_of(CodedEvent(1, (), (), True, "CONSULT", "occurred", 0, 0)) == ("", "")
