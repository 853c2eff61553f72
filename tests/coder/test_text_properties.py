"""What holds of every text: offsets reproduce it, nothing is left out, and time grows with length only."""

# News is full of curly quotes and dashes.

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relcli.coder.text.reading import Text, TextReader
from relcli.lexicon import load_lexicon
from relcli.lexicon.words import Words

read_text = TextReader(Words(load_lexicon())).read
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "documents.jsonl"


def check(body: str, text: Text) -> None:
    """Offsets reproduce the texts; sentences and tokens are in order and leave out nothing but blanks."""
    position = 0
    for sentence in text.sentences:
        assert position <= sentence.start < sentence.end
        assert not body[position : sentence.start].strip()
        assert body[sentence.start : sentence.end].strip() == body[sentence.start : sentence.end]
        position = sentence.end
        first, last = text.paragraphs[sentence.paragraph]
        assert first <= sentence.start < sentence.end <= last
        assert sentence.tokens
        inner = sentence.tokens[0].start
        assert inner >= sentence.start
        for token in sentence.tokens:
            assert token.start >= inner
            assert token.end > token.start
            assert not body[inner : token.start].strip()
            assert token.text == body[token.start : token.end]
            inner = token.end
        assert inner == sentence.end
    assert not body[position:].strip()


PIECES = """Iran|the|U.S.|Mr.|He|met|“|”|"|’s|'|n't|can't|.|!|?|,|...|…|•|- |1. |(APP):|ISLAMABAD:|cannot|—|
READ MORE|cannot|3.5|MOSCOW, Nov. 17 (Xinhua) --|(Photo: AP)|www.un.org|é|No. """.replace("\n", "").split("|")
NEWSY = st.lists(
    st.sampled_from([*PIECES, "\n", "\n\n", " ", "  ", "\u2028", "\u00a0", "\u200b", "e\u0301", "\r"]),
    max_size=40,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(NEWSY, st.text(max_size=120)))
def test_every_character_is_in_one_sentence(body: str) -> None:
    check(body, read_text(body))


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of real documents is not beside the project")
def test_real_documents() -> None:
    with CORPUS.open(encoding="utf-8") as lines:
        bodies = [json.loads(line)["text"] for _, line in zip(range(200), lines, strict=False)]
    begin = time.process_time()
    for body in bodies:
        check(body, read_text(body))
    # Only against runaway patterns: the rate is reported by bench/.
    assert time.process_time() - begin < 20


def test_time_grows_with_length_only() -> None:
    begin = time.process_time()
    for sign in (
        "(",
        ".",
        "A. ",
        "A.",
        "“",
        "'",
        "’a",
        "a’",
        "- ",
        "Aa ",
        "AA/",
        "1,000",
        "/",
        "\u0301",
        "No.",
        " (a",
    ):
        read_text(sign * 20_000)
    assert time.process_time() - begin < 20


def test_the_sentence_cases_hold_them_too() -> None:
    body = (Path(__file__).parent / "sentences.tsv").read_text(encoding="utf-8")
    check(body, read_text(body))
