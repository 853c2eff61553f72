"""Shared by tests of the coder's behaviour: a text is coded, and each event is written as one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcli.coding import CodedEvent, Document
from tests.coders import shipped_coder

if TYPE_CHECKING:
    from collections.abc import Callable

PUBLISHED = "2024-05-16"  # a Thursday
NOTHING = "-"


def written(event: CodedEvent, expected: str = "") -> str:
    """Return "KEN>GHA TYPE modality" (= for a mutual event), then the details that the expected line names."""
    sides = ["+".join(sorted(side)) for side in (event.source, event.target)]
    parties = "=".join(sorted(sides)) if event.mutual else ">".join(sides)
    details = [part.split()[0] for part in expected.split("|")[1:]]
    line = f"{parties} {event.type} {event.modality}"
    return " | ".join((line, *(f"{name} {_detail(event, name)}" for name in details)))


def _detail(event: CodedEvent, name: str) -> str:
    value = getattr(event, name)
    if name == "retellings":
        return str(len(value))
    return (", ".join(value) if isinstance(value, tuple) else str(value or "")) or NOTHING


@pytest.fixture(scope="session")
def code() -> Callable[..., list[str]]:
    """Return a function that codes a text and writes its events in the form of the expected lines.

    An expected line is "SOURCE>TARGET TYPE modality | field value | ...": only the fields it names are compared.
    """
    coder = shipped_coder()

    def code_like(text: str, expected: list[str], published: str = PUBLISHED, **source: str) -> list[str]:
        events = coder.code(Document("text", published, text, **source))
        lines = [*expected, *[""] * len(events)]
        return [written(event, line) for event, line in zip(events, lines, strict=False)]

    return code_like
