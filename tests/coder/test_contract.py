"""What every coding keeps to, whatever the text: spans, numbers, codes, purity."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relcli.coder import load_coder
from relcli.coding import CodedEvent, Document
from relcli.lexicon import load_lexicon
from relcli.model import DATE_BASES, DATE_PRECISIONS, LEVELS, MODALITIES, SECTORS, TYPES
from tests.coders import shipped_coder

CODER = shipped_coder()
ROOT = Path(__file__).parent.parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
SHARED = Path(os.environ.get("RELCLI_SHARED", ROOT.parent / "shared"))
LONGEST_HEADLINE = 160


def read_seed(path: Path) -> Document:
    """Return a seed file as a document."""
    first, _, rest = path.read_text(encoding="utf-8").lstrip().partition(" ")
    assert first == "date"
    return Document(path.name, rest[:10], rest[10:].lstrip())


def check(document: Document, events: list[CodedEvent]) -> None:
    """Assert the contract of one document's coding."""
    numbers = [event.number for event in events]
    assert numbers == list(range(1, len(events) + 1))
    for event in events:
        for telling in (event, *event.retellings):
            check_telling(document, telling, set(numbers))


def check_telling(document: Document, event: CodedEvent, numbers: set[int]) -> None:
    """Assert the contract of one telling."""
    evidence = document.body[event.start : event.end]
    assert evidence
    assert evidence == evidence.strip()
    assert event.type in TYPES
    assert event.modality in MODALITIES
    assert set(event.sectors) <= set(SECTORS)
    assert event.date_precision in DATE_PRECISIONS
    assert event.date_basis in DATE_BASES
    assert event.date <= event.date_end
    assert event.level in ("", *LEVELS)
    assert len(event.people) == len(event.people_countries)
    assert len(event.headline) <= LONGEST_HEADLINE
    assert "\n" not in event.headline
    assert event.source
    assert not set(event.source) & set(event.target)
    assert event.part_of is None or event.part_of in numbers
    assert event.part_of != event.number
    assert event.intensity is not None
    assert event.confidence is not None
    assert 0 <= event.confidence <= 1
    assert event.confidence == round(event.confidence, 2)
    assert event.trace is not None


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seed_keeps_contract(path: Path) -> None:
    """Every seed document's coding keeps the contract and tells something."""
    document = read_seed(path)
    events = CODER.code(document)
    assert events
    check(document, events)


def test_codes_are_known() -> None:
    """Sources and targets are codes of the lexicon."""
    lexicon = load_lexicon()
    known = {row["code"] for row in lexicon.rows("countries")} | {row["code"] for row in lexicon.rows("organisations")}
    coder = CODER
    for path in SEEDS[::4]:
        for event in coder.code(read_seed(path)):
            assert {*event.source, *event.target} <= known


def test_coding_is_pure() -> None:
    """The same document gives the same events, whatever was coded in between."""
    coder = CODER
    first, other = read_seed(SEEDS[0]), read_seed(SEEDS[1])
    before = coder.code(first)
    coder.code(other)
    assert coder.code(first) == before
    assert load_coder().code(first) == before


def test_outer_blanks_move_spans_only() -> None:
    """Blank lines before the text shift the offsets and change nothing else."""
    coder = CODER
    document = read_seed(SEEDS[0])
    moved = coder.code(replace(document, body="\n\n" + document.body))
    plain = coder.code(document)
    assert [(e.start - 2, e.type, e.source, e.target) for e in moved] == [
        (e.start, e.type, e.source, e.target) for e in plain
    ]


DRIVING_WORDS = """France Germany 's Iran the president of both sides agreed to met with Putin , . " “ ” ( ) and that
said it he will not sanctions on against Paris Monday today (05) U.S. Mr. - attack if visit Xi Jinping who which to sign
a treaty"""
WORDS = st.sampled_from([*DRIVING_WORDS.split(), "\n\n"])


@given(st.lists(WORDS, min_size=1, max_size=60))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_order_of_words(words: list[str]) -> None:
    """No order of the words that drive the rules breaks the coder or the contract."""
    document = Document("x", "2024-06-15", " ".join(words).strip() or "x")
    check(document, CODER.code(document))


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_text(text: str) -> None:
    """Any text at all is coded without an error."""
    document = Document("x", "2024-06-15", text)
    check(document, CODER.code(document))


@pytest.mark.skipif(not (SHARED / "corpus").exists(), reason="needs ../shared/corpus, which is not part of the project")
def test_corpus_without_errors() -> None:
    """A slice of the real documents is coded without an error and within the contract."""
    coder = CODER
    with (SHARED / "corpus" / "documents.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 25 == 0:
                record = json.loads(line)
                document = Document(record["id"], record["date"], record["text"])
                check(document, coder.code(document))
