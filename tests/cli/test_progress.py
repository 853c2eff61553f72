"""The bar of long work: what moves it, what stands in it, and what is left of it. Counts, never times."""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from relcli.cli.progress import Meter, beside, progress
from relcli.coding import Document
from relcli.environment import Environment
from relcli.output.layout import Layout
from relcli.output.progress import Progress
from relcli.output.terminal_progress import shown_progress
from tests.readers.event_rows import gdelt2

from .processes import Workplace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")

SEQUENCES = re.compile("\x1b\\[[0-9;?]*[a-zA-Z]")


class Steps(Progress):
    """Keeps the places that were reached."""

    visible = True

    def __init__(self) -> None:
        self.places: list[int] = []

    def reach(self, place: int) -> None:
        """Keep a place."""
        self.places.append(place)


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A workplace of one test."""
    return Workplace(tmp_path)


def write_records(path: Path, many: int) -> bytes:
    """Write documents without events as JSONL; return the bytes."""
    lines = (json.dumps({"id": f"n{n}", "date": "2024-05-08", "text": f"Rain fell {n} times."}) for n in range(many))
    data = "".join(f"{line}\n" for line in lines).encode()
    path.write_bytes(data)
    return data


def drawn(workplace: Workplace, line: str, columns: int = 100) -> tuple[list[str], str]:
    """Return the states of the bar on a terminal, and what is left on the screen below it."""
    written = workplace.run(line, (columns, 24)).stdout
    states = [SEQUENCES.sub("", part).strip() for part in re.split("[\r\n]", written)]
    bars = [state for state in states if state.startswith(("importing ", "coding "))]
    return bars, SEQUENCES.sub("", written.rsplit("\r", 1)[-1])


def percents(bars: list[str]) -> list[int]:
    """Return the percent shown in each state."""
    return [int(found[1]) for bar in bars if (found := re.search(r"(\d+)%", bar))]


@pytest.mark.parametrize("packed", ["plain", "gzip", "zip", "several", "jobs", "standard input"])
def test_one_big_file_goes_from_0_to_100_percent(workplace: Workplace, packed: str) -> None:
    data = write_records(workplace.folder / "big.jsonl", 1500)
    line = "relcli import big.jsonl --db new.db"
    if packed == "gzip":
        (workplace.folder / "big.gz").write_bytes(gzip.compress(data))
        line = "relcli import big.gz --db new.db"
    elif packed == "zip":
        with zipfile.ZipFile(workplace.folder / "big.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.jsonl", data)
        line = "relcli import big.zip --db new.db"
    elif packed == "several":
        line = "relcli import news big.jsonl --db new.db"
    elif packed == "jobs":
        line += " --jobs 2"
    elif packed == "standard input":
        line = "relcli import - --db new.db < big.jsonl"
    bars, rest = drawn(workplace, line)
    shown = percents(bars)
    assert shown == sorted(shown)
    assert shown[-1] == 100
    assert "document" in rest
    assert "%" not in rest
    assert not any("-:--" in bar or "mention" in bar for bar in bars)
    if packed == "several":
        assert re.search(r"\d of 4 files, \d+ events?", bars[-1])
    else:
        assert re.search(r"1,\d{3} documents, 0 events", bars[-1])


def test_rows_of_an_event_file_move_the_bar(workplace: Workplace) -> None:
    rows = "".join(gdelt2(id=str(1000 + n), date=f"2019{n % 12 + 1:02}{n % 28 + 1:02}") + "\n" for n in range(3000))
    (workplace.folder / "big.csv").write_text(rows)
    bars, rest = drawn(workplace, "relcli import big.csv --db new.db")
    shown = percents(bars)
    assert shown == sorted(shown)
    assert shown[-1] == 100
    assert any(re.search(r"[\d,]+ rows", bar) for bar in bars)
    assert re.search(r"imported [\d,]+ new events from 3,000 rows", rest)


def test_a_pipe_has_a_bar_without_percent(workplace: Workplace) -> None:
    write_records(workplace.folder / "big.jsonl", 300)
    bars, rest = drawn(workplace, "cat big.jsonl | relcli import - --db new.db")
    assert bars
    assert percents(bars) == []
    assert "300 documents" in rest


def test_nothing_is_drawn_quietly_or_into_a_pipe(workplace: Workplace) -> None:
    write_records(workplace.folder / "big.jsonl", 20)
    assert drawn(workplace, "relcli import big.jsonl --db new.db -q") == ([], "")
    assert workplace.run("relcli import big.jsonl --db other.db").stderr == "imported 20 documents, 0 events\n"


def test_a_bar_has_one_line_on_a_narrow_terminal(workplace: Workplace) -> None:
    write_records(workplace.folder / "big.jsonl", 600)
    written = workplace.run("relcli import big.jsonl --db new.db", (45, 24)).stdout
    bars = [SEQUENCES.sub("", part) for part in written.split("\r") if "importing" in part]
    assert all("\n" not in bar.rstrip("\n") and len(bar.rstrip("\n")) <= 45 for bar in bars)
    assert "100%" in bars[-1]


def test_messages_stand_above_the_bar_and_stay(workplace: Workplace) -> None:
    (workplace.folder / "bad.csv").write_text(gdelt2(date="20191399") + "\n" + gdelt2() + "\n")
    written = workplace.run("relcli import bad.csv news --db new.db", (100, 24)).stdout
    lines = [SEQUENCES.sub("", line).rsplit("\r", 1)[-1] for line in written.split("\n")]
    assert any(line.startswith("relcli: bad.csv:1: ") for line in lines)
    assert not any("%" in line for line in lines if "bad.csv" in line)


def test_the_place_of_a_document_is_kept_while_others_are_read_ahead() -> None:
    bar, stream = Steps(), io.BytesIO(b"x" * 100)
    meter = Meter(bar, [100, 0, 50])

    def first() -> Iterator[Document]:
        meter.opened(stream)
        for place in (10, 60):
            stream.seek(place)
            yield Document(f"at {place}", "2024-05-08", "x")

    second: list[Document] = []
    third = [Document("last", "2024-05-08", "x")]
    ahead = [list(file) for file in meter.reading([first(), second, third])]
    assert bar.places == []
    names = [[document.name for document in file] for file in meter.done(ahead)]
    assert names == [["at 10", "at 60"], [], ["last"]]
    assert bar.places == [10, 60, 100, 100, 100, 150]


def test_a_stream_that_cannot_say_where_it_is_counts_as_read() -> None:
    bar = Steps()
    meter = Meter(bar, [40])
    closed = io.BytesIO(b"")
    closed.close()
    list(meter.reading([[]]))
    meter.opened(closed)
    meter.here()
    assert bar.places == [40]


def bar_at(act: Callable[[Progress, Callable[[float], None]], None]) -> str:
    """Return what a bar of 1,000 steps draws while a clock shows what `act` sets it to."""
    stream = io.StringIO()
    clock = [0.0]
    layout = Layout(100, terminal=True)
    with shown_progress(stream, layout, "importing", 1000, get_time=lambda: clock[0], auto_refresh=False) as bar:

        def wait(time: float) -> None:
            clock[0] = time
            bar._shown = 0.0

        act(bar, wait)
        bar._bars.refresh()
    return SEQUENCES.sub("", stream.getvalue())


def test_the_time_left_follows_from_the_bytes_read() -> None:
    def act(bar: Progress, wait: Callable[[float], None]) -> None:
        for step in range(1, 6):
            wait(float(step))
            bar.reach(100 * step)

    assert "50%  0:00:05 left" in bar_at(act)


def test_percent_is_never_rounded_up() -> None:
    assert "99%" in bar_at(lambda bar, _: bar.reach(999))
    assert "100%" in bar_at(lambda bar, _: bar.reach(1000))


def test_the_bar_never_goes_back() -> None:
    def act(bar: Progress, wait: Callable[[float], None]) -> None:
        bar.reach(500)
        wait(1.0)
        bar.reach(300)

    assert "50%" in bar_at(act)


def test_where_nothing_is_shown_nothing_is_counted() -> None:
    environment = Environment(io.StringIO(), io.StringIO(), io.StringIO())

    def never() -> int:
        raise AssertionError

    with progress(environment, "importing", never) as bar:
        assert not bar.visible
        assert beside(environment, bar) is environment
        files = [[Document("a", "2024-05-08", "x")]]
        meter = Meter(bar, [])
        assert meter.done(meter.reading(files)) is files
