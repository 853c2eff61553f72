"""The small word lists that the text stage needs before any actor or verb is known.

They are apart from the big lexicon because text can be read (and tested) without it, and because reading a
file is not the coder's business. Each list is read once, at first use.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from relcli.lexicon.tables import DATA, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping


def _columns(table: str, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in read_table(DATA / f"{table}.tsv")]


@cache
def abbreviations() -> Mapping[str, str]:
    """Return abbreviation (with its stop) -> kind, as written and in capitals."""
    rows = _columns("abbreviations", "abbreviation", "kind")
    kinds = {form.upper(): kind for form, kind in rows if kind != "number"}
    for form, kind in rows:  # last, so that no entry is displaced by another's form in capitals
        kinds[form] = kind
    return kinds


@cache
def agencies() -> Mapping[str, str]:
    """Return lower-case name of a news agency or outlet -> the outlet's usual short name."""
    return {name.lower(): outlet for name, outlet in _columns("agencies", "name", "outlet")}


@cache
def dateline_places() -> frozenset[str]:
    """Return the places, in lower case, that open a report without agency or day ("TOKYO Japan summoned")."""
    return frozenset(place.lower() for (place,) in _columns("datelines", "place"))


@cache
def starters() -> frozenset[str]:
    """Return words that, capitalised behind an abbreviation, begin a sentence ("the U.S. The president")."""
    return frozenset(word for (word,) in _columns("starters", "word"))


@cache
def furniture() -> tuple[tuple[str, str, str], ...]:
    """Return (phrase, kind, position): what surrounds a report on a page. Position is `start` or `whole`."""
    rows = _columns("furniture", "phrase", "kind", "position")
    return tuple((phrase, kind, position) for phrase, kind, position in rows)
