"""Acts that other words carry, as newswire tells them: plans, documents, event nouns, insertions, quotations.

A row of carried_acts.tsv gives the events of an invented sentence in the form of modality.tsv, none for a near miss of
its family.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.coder.conftest import PUBLISHED
from tests.coder.test_modality import coded_events, expected_events, read_rows
from tests.coders import shipped_coder

if TYPE_CHECKING:
    from relcli.coder.pipeline import RuleCoder

TABLE = Path(__file__).with_name("carried_acts.tsv")


@pytest.fixture(scope="module")
def coder() -> RuleCoder:
    """Return the coder with the shipped lexicon."""
    return shipped_coder()


@pytest.mark.parametrize("row", read_rows(TABLE), ids=lambda row: row[0])
def test_sentence_tells_the_acts_that_its_words_carry(coder: RuleCoder, row: tuple[str, ...]) -> None:
    sentence, expected, _ = row
    assert coded_events(coder, PUBLISHED, sentence) == expected_events(expected)
