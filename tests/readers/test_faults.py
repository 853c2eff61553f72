"""A bug in relcli itself costs the document, line or row at which it is met, and says that it can be reported."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from relcli import readers
from relcli.coding import Document
from relcli.errors import LONGEST_FAULT, fault
from relcli.readers import jsonl, seed
from relcli.readers.body import clean_body
from relcli.readers.events import gdelt, icews, plover
from tests.readers import event_rows
from tests.readers.event_rows import events_of

if TYPE_CHECKING:
    from collections.abc import Callable

BAD = "Unlucky"


def failing(function: Callable[..., object], error: Exception) -> Callable[..., object]:
    """Return a function that fails where one of its arguments contains the unlucky word."""

    def wrapped(*given: object, **named: object) -> object:
        if any(BAD in str(each) for each in given):
            raise error
        return function(*given, **named)

    return wrapped


def items(stream: bytes) -> list[object]:
    """Return what is read from bytes."""
    return list(readers.read(None, stream, default_date="2024-05-01"))


@pytest.mark.parametrize("error", [KeyError("weeks"), RecursionError(), OverflowError("x"), AssertionError()])
def test_a_line_costs_itself(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    monkeypatch.setattr(jsonl, "clean_body", failing(clean_body, error))
    rows = [json.dumps({"text": text}) for text in ("Ghana", BAD, "Mali")]
    first, second, third = items("\n".join(rows).encode())
    assert isinstance(first, Document)
    assert isinstance(third, Document)
    assert isinstance(second, readers.Rejected)
    assert second.where == "standard input:2"
    assert second.why == fault(error)
    assert type(error).__name__ in second.why
    assert second.traceback.startswith("Traceback")


def test_a_text_costs_itself_also_in_an_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seed, "clean_body", failing(clean_body, KeyError("weeks")))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in (("a.txt", "Ghana"), ("b.txt", BAD), ("c.txt", "Mali")):
            archive.writestr(name, text)
    first, second, third = items(packed.getvalue())
    assert isinstance(first, Document)
    assert isinstance(third, Document)
    assert isinstance(second, readers.Rejected)
    assert second.where == "standard input/b.txt"
    (alone,) = items(BAD.encode())
    assert isinstance(alone, readers.Rejected)


def test_too_little_memory_is_no_fault_to_report() -> None:
    assert "report" not in fault(MemoryError())


def test_the_reason_is_one_short_line() -> None:
    reason = fault(ValueError("two\nlines " + "x" * 5000))
    assert "\n" not in reason
    assert len(reason) < LONGEST_FAULT + 120


def plover_row(day: str) -> str:
    """Return an object of PLOVER with this date."""
    record = {"id": "1", "date": day, "event": ["CONSULT"], "text": "x"}
    sides = {"actor": [{"code": "GHA", "name": "Ghana"}], "recipient": [{"code": "MLI", "name": "Mali"}]}
    return json.dumps({**record, **sides})


@pytest.mark.parametrize(
    ("module", "rows"),
    [
        (gdelt, [event_rows.gdelt2(date=day) for day in ("20191024", BAD, "20191024")]),
        (icews, [event_rows.ICEWS, *(event_rows.icews(date=day) for day in ("2018-06-01", BAD, "2018-06-01"))]),
        (plover, [plover_row(day) for day in ("2024-05-01", BAD, "2024-05-01")]),
    ],
)
def test_a_row_costs_itself(monkeypatch: pytest.MonkeyPatch, module: object, rows: list[str]) -> None:
    monkeypatch.setattr(module, "iso_day", failing(module.iso_day, IndexError("x")))  # type: ignore[attr-defined]
    events, tally = events_of(*rows)
    assert (len(events), tally.read, tally.rejected) == (2, 3, 1)
    ((_, reason),) = tally.examples
    assert reason == fault(IndexError("x"))
    assert tally.traces[0].startswith("Traceback")
