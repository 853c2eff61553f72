"""The coder in several processes: the same events in the same order, errors where they belong, nobody left behind."""

from __future__ import annotations

import os
import time
from functools import partial
from multiprocessing.connection import wait
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from relcli.coding import CodedEvent, Document
from relcli.errors import InputError, RelcliError
from relcli.parallel import CHUNK, SMALL, AheadCoder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MANY = SMALL + 3 * CHUNK + 7


class FakeCoder:
    """Finds one event in each document, whose place is the process that coded it; some documents are
    trouble."""

    name = "fake"
    lexicon_version = "none"

    def code(self, document: Document) -> list[CodedEvent]:
        """Return one event, or do what the document's body says."""
        if document.body == "refuse":
            raise RelcliError("cannot be coded", where=document.name, hint="leave it out")
        if document.body == "break":
            raise ZeroDivisionError(document.name)
        if document.body == "odd":
            raise OddError(document.name, 1)
        if document.body == "die":
            os._exit(9)
        if document.body == "sleep":
            time.sleep(60)
        return [
            CodedEvent(
                1, ("FRA",), ("DEU",), False, "AID", "occurred", 0, 1, headline=document.name, place=str(os.getpid())
            )
        ]


class OddError(Exception):
    """An error that does not survive the way between processes."""

    def __init__(self, one: str, two: int) -> None:
        super().__init__(one)


def ahead(jobs: int = 2) -> AheadCoder:
    return AheadCoder(jobs, FakeCoder, "fake", "none")


def documents(number: int, start: int = 0, bodies: Mapping[str, str] = MappingProxyType({})) -> list[Document]:
    """Return documents called d0, d1 ...; `bodies` are the texts of some."""
    return [Document(f"d{n}", "2024-01-01", bodies.get(f"d{n}", "text")) for n in range(start, start + number)]


def test_the_order_is_that_of_the_documents_and_others_coded_them() -> None:
    given = documents(MANY)
    with ahead() as coder:
        found = [(d.name, coder.code(d)) for file in coder.files([given]) for d in file]
    assert [name for name, _ in found] == [document.name for document in given]
    assert [event.headline for _, (event,) in found] == [document.name for document in given]
    coders = {event.place for _, (event,) in found}
    assert 1 <= len(coders) <= 2
    assert str(os.getpid()) not in coders


def test_few_documents_are_coded_here() -> None:
    with ahead() as coder:
        events = [coder.code(d) for file in coder.files([documents(SMALL - 1)]) for d in file]
        assert {event.place for (event,) in events} == {str(os.getpid())}
        assert coder._workers == []


def test_many_that_are_known_start_no_processes() -> None:
    with ahead() as coder:
        files = coder.files([documents(9 * MANY)], skip=lambda document: document.name != "d3000")
        names = [
            document.name for file in files for document in file if document.name != "d3000" or coder.code(document)
        ]
        assert len(names) == 9 * MANY
        assert coder._workers == []


def test_files_stay_files_also_empty_ones() -> None:
    files = [documents(400), [], documents(1, 400), documents(MANY, 401), []]
    with ahead() as coder:
        lengths = [sum(bool(coder.code(d)) for d in file) for file in coder.files(files)]
    assert lengths == [400, 0, 1, MANY, 0]


def test_errors_come_where_they_came_in_one_process() -> None:
    given = documents(MANY, bodies={"d600": "refuse", "d610": "break", "d620": "odd"})
    told = {}
    with ahead() as coder:
        for file in coder.files([given]):
            for document in file:
                try:
                    coder.code(document)
                except Exception as error:
                    told[document.name] = error
    assert [(name, type(error)) for name, error in told.items()] == [
        ("d600", RelcliError), ("d610", ZeroDivisionError), ("d620", RuntimeError),
    ]  # fmt: skip
    assert str(told["d600"]) == "d600: cannot be coded; leave it out"
    assert str(told["d620"]) == "OddError: d620"
    assert "in code" in told["d610"].__notes__[0]


def test_an_error_of_reading_comes_after_the_documents_before_it() -> None:
    def bad() -> Iterator[Document]:
        yield from documents(MANY)
        raise InputError("torn", where="x")

    seen = []
    with ahead() as coder:
        for file in coder.files([bad(), documents(3, MANY)]):
            try:
                for document in file:
                    seen.append(document.name)
                    coder.code(document)
            except InputError as error:
                seen.append(str(error))
    assert seen == [*(f"d{n}" for n in range(MANY)), "x: torn", *(f"d{MANY + n}" for n in range(3))]


def test_what_is_known_is_not_coded_ahead() -> None:
    given = documents(MANY, bodies={f"d{n}": "break" for n in range(0, MANY, 3)})
    with ahead() as coder:
        names = [
            document.name
            for file in coder.files([given], skip=lambda document: document.body == "break")
            for document in file
            if document.body == "break" or coder.code(document)
        ]
    assert names == [document.name for document in given]


def test_a_process_that_dies_is_told() -> None:
    with ahead() as coder:
        files = coder.files([documents(MANY, bodies={"d5": "die"})])
        with pytest.raises(RelcliError, match=r"ended with code -?\d+; try again with --jobs 1"):
            [coder.code(document) for file in files for document in file]


def test_leaving_ends_processes_that_are_busy() -> None:
    with ahead() as coder:
        file = next(coder.files([documents(MANY, bodies={f"d{n}": "sleep" for n in range(200, 230)})]))
        coder.code(next(file))
        workers = list(coder._workers)
    assert len(workers) == 2
    # Not is_alive(): a thread of the pool may have reaped the process first, and then it says "alive" for good.
    for worker in workers:
        assert wait([worker.process.sentinel], timeout=30)


def test_only_a_bounded_stretch_is_read_ahead() -> None:
    taken = 0

    def endless() -> Iterator[Document]:
        nonlocal taken
        while True:
            taken += 1
            yield Document(f"d{taken}", "2024-01-01", "text")

    with ahead() as coder:
        file = next(coder.files([endless()]))
        for _, document in zip(range(SMALL), file, strict=False):
            coder.code(document)
        assert taken <= SMALL + 6 * CHUNK


def test_the_rule_coder_gives_the_same_in_other_processes() -> None:
    from relcli.coder import load_coder

    texts = [
        "France signed a trade agreement with Poland on Monday.",
        "Iran's foreign minister condemned the Israeli attack on Lebanon.",
        "Nothing happened in the old harbour.",
    ]
    given = [Document(f"d{n}", "2024-05-08", texts[n % 3]) for n in range(SMALL + 2 * CHUNK)]
    here = load_coder()
    expected = {text: here.code(Document("", "2024-05-08", text)) for text in texts}
    with AheadCoder(2, partial(load_coder, ()), here.name, here.lexicon_version) as coder:
        for file in coder.files([given]):
            for document in file:
                assert coder.code(document) == expected[document.body]
