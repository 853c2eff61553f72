"""Events made by hand for tests of reports and writers: a meeting with acts, a quarrel, an undated plan."""

from __future__ import annotations

from relcli.model import Event

MEETING = Event(
    id=1,
    date="2024-03-30",
    date_end="2024-03-30",
    date_precision="before",
    date_basis="published",
    source=("PAK",),
    target=("RUS",),
    mutual=True,
    type="CONSULT",
    mode="visit",
    quad_class="verbal-cooperation",
    intensity=1.0,
    modality="occurred",
    sectors=("politics",),
    place="Islamabad",
    host="PAK",
    setting="",
    part_of=None,
    people=("Shehbaz Sharif", "Albert P. Khorev"),
    people_countries=("PAK", "RUS"),
    level="head",
    attribution="Prime Minister's Office",
    headline="Ambassador Khorev called on Prime Minister Sharif",
    evidence="Ambassador Albert P. Khorev called on Prime Minister Shehbaz Sharif.",
    document="meeting.txt",
    outlet="",
    url="",
    published="2024-03-31",
    mentions=1,
    outlets=1,
    first_seen="2026-01-02",
)

CONDOLENCE = MEETING._replace(
    id=2,
    mutual=False,
    type="SUPPORT",
    mode="condole",
    intensity=4.0,
    sectors=(),
    place="",
    host="",
    part_of=1,
    people=(),
    people_countries=(),
    level="",
    headline="condoles over the Moscow attack",
)

PLEDGE = CONDOLENCE._replace(
    id=3,
    type="AGREE",
    mode="promise",
    modality="pledged",
    intensity=3.0,
    sectors=("energy", "trade"),
    headline="wants to work closely in energy",
    mentions=3,
    documents=2,
    outlets=2,
)

STRIKE = MEETING._replace(
    id=4,
    date="2024-10-16",
    date_end="2024-10-18",
    date_precision="day",
    source=("IRN",),
    target=("ISR", "USA"),
    mutual=False,
    type="ASSAULT",
    mode="aerial",
    intensity=-9.0,
    sectors=("defence",),
    place="Ashkelon",
    people=(),
    people_countries=(),
    host="",
    level="",
    attribution="",
    headline="Iranian missiles strike bases [sic] near the coast",
    document="strike.txt",
    outlet="Example News",
    published="2024-10-19",
)

PLAN = STRIKE._replace(
    id=5,
    date="",
    date_end="",
    type="AGREE",
    mode="plan",
    modality="proposed",
    intensity=None,
    source=("DEU",),
    target=(),
    place="",
    sectors=(),
    headline="plans a visit",
    document="plan.txt",
    published="",
)

EVENTS = (PLAN, MEETING, CONDOLENCE, PLEDGE, STRIKE)
