"""A listing as a table, with real processes: who gets the room where it is short."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from .processes import Workplace

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
FIELDS = "id,date,place,setting,headline"
LONG = "a hall at the far end of the old harbour " * 4
EVENTS = 40


class Event(NamedTuple):
    """What the table shows of an event, besides its number."""

    date: str
    place: str
    setting: str
    headline: str


def events(long_in: str) -> list[Event]:
    """Return events of which one has a very long text in one field."""
    usual = [
        Event(
            f"2024-03-{number % 28 + 1:02}",
            "Quito",
            f"Lake summit no. {number:04}",
            f"Peru meets Chile, item {number:03}",
        )
        for number in range(EVENTS)
    ]
    return [*usual[:-1], usual[-1]._replace(**{long_in: LONG.strip()})]


def import_events(workplace: Workplace, rows: list[Event], database: str) -> None:
    """Put events into a database by way of a csv file."""
    lines = [f'{row.date},PER,CHL,CONSULT,{row.place},{row.setting},"{row.headline}"' for row in rows]
    text = "\n".join(["date,source,target,type,place,setting,headline", *lines, ""])
    (workplace.folder / f"{database}.csv").write_text(text, "utf-8")
    assert workplace.run(f"RELCLI_DB={database}.db relcli import {database}.csv").code == 0


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A folder with a database for each field that may hold a long text."""
    place = Workplace(tmp_path_factory.mktemp("tables"))
    for field in ("place", "setting"):
        import_events(place, events(field), field)
    return place


def table(workplace: Workplace, database: str, width: int, *, terminal: bool = False) -> list[str]:
    """Return the lines of the events as a table."""
    line = f"RELCLI_DB={database}.db relcli list -f table -n 0 --fields {FIELDS} --color never"
    outcome = workplace.run(line, (width, 30)) if terminal else workplace.run(f"{line} --width {width}")
    assert outcome.code == 0
    return COLOURS.sub("", outcome.stdout).splitlines()


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
@pytest.mark.parametrize("field", ["place", "setting"])
def test_one_very_long_cell_does_not_take_the_room_of_the_other_columns(
    workplace: Workplace, field: str, terminal: bool
) -> None:
    lines = table(workplace, field, 80, terminal=terminal)
    assert max(map(len, lines)) <= 80
    for event in events(field)[:-1]:
        assert any(all(text in line for text in event) for line in lines), event


@pytest.mark.parametrize("width", [50, 60, 80, 120])
def test_dates_stay_whole_on_a_narrow_terminal(workplace: Workplace, width: int) -> None:
    lines = table(workplace, "place", width)
    assert max(map(len, lines)) <= width
    shown = [match[0] for line in lines if (match := re.search(r"\d{4}-\d\d-\d\d", line))]
    assert sorted(shown) == sorted(event.date for event in events("place"))


def test_nothing_is_cut_where_there_is_room_for_all(workplace: Workplace) -> None:
    lines = table(workplace, "place", 300)
    for event in events("place"):
        assert any(all(text in line for text in event) for line in lines), event
