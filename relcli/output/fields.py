"""The columns of a listing: their names in order, which of them the reading formats show, and how a row is taken out of
a record."""

from __future__ import annotations

from operator import attrgetter, itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from relcli.errors import UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from relcli.output import Row, Value
    from relcli.output.screen import Screen

    RowOf = Callable[[Any], Row]


class Fields(NamedTuple):
    """What a listing can show.

    `names`: every column, in an order that never changes. `brief`: those of the reading formats.
    `reading`: columns that the reading formats show in another form (a date with its precision). `keyed`: records are
    mappings, else they have attributes. `extras`: columns that are there only for those who name them, or ask
    for `all`. `named`: returns a record that has names of countries in place of codes; None where no column has codes.
    `screen`: makes the screen of the records, where terminals show them in a form of its own.
    """

    names: tuple[str, ...]
    brief: tuple[str, ...] = ()
    reading: Mapping[str, Callable[[Any], Value]] = MappingProxyType({})
    keyed: bool = False
    extras: tuple[str, ...] = ()
    named: Callable[[Any], Any] | None = None
    screen: Callable[[], Screen] | None = None

    def chosen(self, wanted: str, *, reading: bool) -> tuple[str, ...]:
        """Return the columns named in `wanted` ("a,b,c", or "all"), else those the format shows by itself."""
        if not wanted:
            return self.brief or self.names if reading else self.names
        if wanted == "all":
            return (*self.names, *self.extras)
        chosen = tuple(self._known(word.strip()) for word in wanted.split(",") if word.strip())
        if not chosen:
            raise UsageError("--fields names no column", hint="'--fields help' lists them")
        twice = next((name for place, name in enumerate(chosen) if name in chosen[:place]), "")
        if twice:
            raise UsageError(f"--fields names '{twice}' twice", hint="name each column once")
        return chosen

    def row_of(self, columns: Sequence[str], *, reading: bool) -> RowOf:
        """Return the function that takes these columns out of a record."""
        special = [self.reading.get(name) if reading else None for name in columns]
        if any(special):
            plain = [self._getter(name) for name in columns]
            getters = [one or other for one, other in zip(special, plain, strict=True)]
            return lambda record: [get(record) for get in getters]
        if len(columns) == 1:
            get = self._getter(columns[0])
            return lambda record: (get(record),)
        return itemgetter(*columns) if self.keyed else attrgetter(*columns)

    def sorting(self, wanted: str) -> tuple[str, ...]:
        """Return the parts of "a,-b" if they are columns; UsageError otherwise."""
        words = [word.strip() for word in wanted.split(",") if word.strip()]
        if wanted and not words:
            raise UsageError("--sort names no column", hint="'--fields help' lists them")
        return tuple("-" * word.startswith("-") + self._known(word.removeprefix("-")) for word in words)

    def sorted(self, records: Iterable[Any], sorting: Sequence[str]) -> list[Any]:
        """Return the records in the order of `sorting`; absent values come first, lists by their members."""
        found = list(records)
        for word in reversed(sorting):
            get = self._getter(word.removeprefix("-"))
            found.sort(key=lambda record: _comparable(get(record)), reverse=word.startswith("-"))
        return found

    def _getter(self, name: str) -> Callable[[Any], Any]:
        return itemgetter(name) if self.keyed else attrgetter(name)

    def _known(self, word: str) -> str:
        known = (*self.names, *self.extras)
        if word in known:
            return word
        raise UsageError(f"unknown field '{word}'", hint=nearest(word, known, "fields are"))


def _comparable(value: Value) -> tuple[bool, Any]:
    """Absent values cannot be compared with numbers, so their absence is compared first."""
    return (value is not None, 0 if value is None else value)
