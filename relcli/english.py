"""Small rules of English for sentences that are put together: counts, lists, capital letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def count_noun(number: int, noun: str) -> str:
    """Return "1 event", "1,234 events"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def in_a_row(names: Iterable[str], most: int = 0) -> str:
    """Return "A", "A and B", "A, B and C"; of more names than `most` (0 = any number) the first `most - 1` and how many
    there are besides: "A, B and 5 more"."""
    named = [name for name in names if name]
    if 0 < most < len(named):
        named = [*named[: most - 1], f"{len(named) - most + 1} more"]
    return " and ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else "".join(named)


def capitalised(text: str) -> str:
    """Return a text that begins with a capital letter, the rest as it is."""
    return text[:1].upper() + text[1:]
