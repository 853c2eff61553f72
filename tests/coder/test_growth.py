"""The work of the coder grows with the text, whatever its shape; what is too long for a sentence is read in pieces.

Work is counted in function calls, which are the same at every run. What a pattern does inside one call is not seen by
that: `bench/growth.py` measures it.
"""

from __future__ import annotations

from functools import partial

import pytest

pytest.importorskip("growth_shapes", reason="this copy has no bench/")

from growth_shapes import TEXTS

from relcli.coder.text.pieces import LONGEST_GAP, MOST_CHARACTERS, MOST_TOKENS, SHORT, piece_ends
from relcli.coding import Document
from relcli.readers.body import clean_body
from tests.calls import calls
from tests.coders import shipped_coder

MOST = 2.4
"""Function calls for twice the text, as a multiple; quadratic is four."""

SIZE = 16_000
"""Characters: enough for two pieces of one-letter words."""


def document(text: str) -> Document:
    return Document("long", "2024-05-05", clean_body(text))


@pytest.mark.parametrize("name", TEXTS)
def test_twice_the_text_is_about_twice_the_work(name: str) -> None:
    coder, shape = shipped_coder(), TEXTS[name]
    coder.code(document(shape(1_000)))  # what is only made ready once
    few, many = (calls(partial(coder.code, document(shape(size)))) for size in (SIZE, 2 * SIZE))
    assert many < MOST * few


def test_blanks_between_two_sentences_are_looked_at_once() -> None:
    splitter = shipped_coder().reader._splitter
    assert splitter.points("One.  • two  • three" + " " * 50, 0, 70) == [6, 13]
    body = "word" + "\t" * 400_000 + "word"  # a pattern that begins again at each of them takes ten minutes
    assert splitter.points(body, 0, len(body)) == []


@pytest.mark.parametrize("name", TEXTS)
def test_every_word_of_a_long_text_is_in_one_sentence_of_bearable_length(name: str) -> None:
    body = clean_body(TEXTS[name](2 * SIZE))
    sentences = shipped_coder().reader.read(body).sentences
    spans = [(sentence.start, sentence.end) for sentence in sentences]
    assert spans == sorted(spans)
    outside = "".join(
        body[end:start] for (_, end), (start, _) in zip([(0, 0), *spans], [*spans, (len(body),) * 2], strict=True)
    )
    assert not outside.strip()
    for sentence in sentences:
        tokens = sentence.tokens
        assert len(tokens) <= MOST_TOKENS
        assert len(tokens) < 2 or tokens[-1].end - tokens[0].start <= MOST_CHARACTERS
        assert all(sentence.start <= token.start and token.end <= sentence.end for token in tokens)


def ends(text: str) -> list[str]:
    """Return the last word of each piece of a text read as one sentence."""
    coder = shipped_coder()
    tokens = coder.reader.tokenizer.tokens(text, 0, len(text))
    return [tokens[end - 1].text for end in piece_ends(tokens, coder.vocabulary.word("coordinator"))]


def test_a_sentence_of_usual_length_is_one_piece() -> None:
    assert ends("Russia met China, Iran; and India.") == ["."]
    assert ends("word " * MOST_TOKENS) == ["word"]
    assert ends("a" * (2 * MOST_CHARACTERS)) == ["a" * (2 * MOST_CHARACTERS)]


def test_a_piece_ends_at_the_strongest_sign_in_its_second_half() -> None:
    filling = "word " * (MOST_TOKENS - 200)
    more = "other " * MOST_TOKENS
    assert ends(f"{filling}semi; comma, plain and {more}")[0] == ";"
    assert ends(f"{filling}comma, plain and {more}")[0] == ","
    assert ends(f"{filling}plain and {more}")[0] == "plain"
    assert ends(f"first; {filling}{more}")[0] == "other"
    assert len(ends(more * 3)) == 3


def test_many_blanks_end_a_piece_of_a_long_sentence() -> None:
    long = "word " * (SHORT // 5)
    assert ends(f"{long}last{' ' * (LONGEST_GAP + 1)}next") == ["last", "next"]
    assert ends(f"{long}last{' ' * LONGEST_GAP}next") == ["next"]
    assert ends(f"last{' ' * (LONGEST_GAP + 1)}next") == ["next"]


def test_events_of_an_overlong_sentence_are_found_on_both_sides_of_a_cut() -> None:
    filling = "and others in the town spoke of the weather " * 200
    body = f"Russia attacked Ukraine with drones, {filling}, and France sanctioned Iran"
    events = shipped_coder().code(document(body))
    assert [(event.type, event.source, event.target) for event in events] == [
        ("ASSAULT", ("RUS",), ("UKR",)),
        ("SANCTION", ("FRA",), ("IRN",)),
    ]
    for event in events:
        assert event.end - event.start < len(body)


def test_a_dateline_is_not_looked_for_behind_a_page_of_blanks() -> None:
    near, far = (f"MOSCOW, May 3{' ' * blanks}(Reuters) - Russia met China." for blanks in (5, 5_000))
    assert shipped_coder().reader.read(near).dateline is not None
    assert shipped_coder().reader.read(far).dateline is None
