"""Words for events that several screens share."""

from __future__ import annotations

import pytest

from relcli.reports.wording import reported

from .events import MEETING


@pytest.mark.parametrize(
    ("mentions", "documents", "words"),
    [
        (1, 1, "1 passage"),
        (2, 1, "2 passages in 1 document"),
        (3, 2, "3 passages in 2 documents"),
        (1203, 1001, "1,203 passages in 1,001 documents"),
    ],
)
def test_passages_are_counted_apart_from_documents(mentions: int, documents: int, words: str) -> None:
    assert reported(MEETING._replace(mentions=mentions, documents=documents)) == words
