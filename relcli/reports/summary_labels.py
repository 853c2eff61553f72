"""The values of the keys of a summary in words: names beside codes, pairs with their arrow, what has no value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.output.page import Span
from relcli.reports.columns import Column
from relcli.reports.dates import UNDATED
from relcli.reports.naming import named
from relcli.reports.wording import GLYPHS
from relcli.store.buckets import TIME_KEYS
from relcli.store.summary.summaries import CODED_KEYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcli.reports.columns import Cell

NONE = "(none)"
"""What events without any value of a key are listed under."""
SEVERAL = {
    "country": "countries", "dyad": "pairs", "directed-dyad": "pairs", "sector": "sectors", "person": "people",
}  # fmt: skip
"""Keys of which an event can have several values, with the word for these."""
ARROWS = {"-": "↔", "=": "↔", ">": "→"}
"""What stands between the actors of a pair, and the arrow it is shown as."""
LONGEST, LONGEST_NAME = 36, 16
"""Columns of the longest label, and of the longest name beside a code: longer ones are cut before anything else gives
way."""
ROOMY = 64
"""Columns of the longest label where there is room."""
LONGEST_CODE = 5
"""Longer codes are nearly names and have none beside them."""


def nothing(key: str) -> str:
    """Return what is shown for events without any value of a key."""
    return UNDATED if key in TIME_KEYS else NONE


def plain_label(key: str, value: str, *, names: bool = False) -> str:
    """Return a value for reading in a pipe: as it is, or names in place of codes."""
    if not value:
        return nothing(key)
    if not names or key not in CODED_KEYS:
        return value
    return named(value) if key == "country" else pair_label(value, names=True)


def shown_label(key: str, value: str, *, names: bool = False) -> str:
    """Return a value for a terminal, where a type is a word as in every other screen."""
    return value.lower() if key == "type" and value else plain_label(key, value, names=names)


def pair_label(pair: str, *, names: bool = False) -> str:
    """Return a pair with its arrow, `PAK ↔ RUS`, or `Pakistan ↔ Russia` with names."""
    parts = _actors(pair)
    if parts is None:
        return pair
    first, sign, second = parts
    actors = (named(first), named(second)) if names else (first, second)
    return f" {ARROWS[sign]} ".join(actors)


def _actors(pair: str) -> tuple[str, str, str] | None:
    """Return the two actors of a pair and the sign between them; None where actors that are not known have such a sign
    in their own name."""
    places = [place for place, letter in enumerate(pair) if letter in ARROWS]
    if len(places) != 1:
        known = [place for place in places if _is_known(pair[:place]) and _is_known(pair[place + 1 :])]
        if len(known) != 1:
            return None
        places = known
    return pair[: places[0]], pair[places[0]], pair[places[0] + 1 :]


def _is_known(code: str) -> bool:
    return named(code) != code


def label_column(key: str, values: Sequence[str], *, names: bool, gives_way: int) -> Column:
    """Return the column of the values of a key.

    Names are beside codes; where there is no room for them, as `gives_way` says, codes are alone.
    """
    codes = Column((key,), [(_label(key, value, names=names),) for value in values], widest=LONGEST, grows=ROOMY)
    if key != "country" or names:
        return codes
    wide = max((len(value) for value in values if len(value) <= LONGEST_CODE), default=0)
    cells = [_with_name(value, wide) if value else codes.cells[place] for place, value in enumerate(values)]
    widest = wide + 1 + LONGEST_NAME
    return Column((key,), cells, widest=widest, grows=ROOMY, gives_way=gives_way, instead=(codes,))


def _with_name(code: str, wide: int) -> Cell:
    name = named(code) if len(code) <= LONGEST_CODE else code
    shown = (Span(code, "parties"),)
    return shown if name == code else (*shown, Span(" " * max(wide - len(code), 0)), Span(f" {name}", "faint"))


def _label(key: str, value: str, *, names: bool) -> Span:
    if not value:
        return Span(nothing(key), "faint")
    if key == "country":
        return Span(named(value) if names else value, "" if names else "parties")
    if key in CODED_KEYS:
        return Span(pair_label(value, names=names), "parties")
    shown = shown_label(key, value)
    return Span(f"{GLYPHS[value]} {shown}" if key == "modality" and value in GLYPHS else shown)
