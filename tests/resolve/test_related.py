"""Which events look too different to be one."""

from __future__ import annotations

import pytest

from relcli.resolve.related import why_unrelated
from tests.reports.events import MEETING


@pytest.mark.parametrize(
    ("source", "target", "date", "why"),
    [
        (("RUS",), ("PAK",), "2024-03-28", ""),
        (("PAK", "CHN"), ("RUS",), "2024-04-30", ""),
        (("PAK",), (), "2024-04-30", ""),
        (("IRN",), ("IRQ",), "2024-03-30", "have no actor in common"),
        ((), (), "2024-03-30", "have no actor in common"),
        (("PAK",), ("IND",), "2024-03-30", "have only PAK in common"),
        (("USA", "RUS"), (), "2024-03-30", "have only RUS in common"),
        (("PAK",), ("RUS",), "2024-05-01", "are 32 days apart"),
        (("PAK",), ("RUS",), "2020-03-30", "are 1,461 days apart"),
        (("PAK",), ("RUS",), "", ""),
    ],
)
def test_why_events_look_unrelated(source: tuple[str, ...], target: tuple[str, ...], date: str, why: str) -> None:
    other = MEETING._replace(id=2, source=source, target=target, date=date, date_end=date)
    assert why_unrelated(MEETING, other) == why_unrelated(other, MEETING) == why
