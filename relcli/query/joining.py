"""Filters joined by *and* and *or*: in one Filters wherever that means the same.

`country:usa AND sector:energy` asks what `country:usa sector:energy` asks, `sector:energy OR sector:trade` what
`sector:energy,trade` does. The plainer form is answered faster, since covering tables lead to it. What has no plainer
form becomes a group.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from relcli.query.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Sequence

_JOINED = ("text", "raw_text", "excluded", "groups")
_USUAL = {field.name: field.default for field in fields(Filters) if field.name not in _JOINED}
_ANY_OF = frozenset(
    {
        "countries",
        "source",
        "target",
        "sectors",
        "types",
        "modes",
        "modalities",
        "persons",
        "places",
        "outlets",
        "producers",
        "ids",
    }
)
"""Fields of several values, any of which may hold."""


def with_choice(filters: Filters, alternatives: Sequence[Filters]) -> Filters:
    """Return what some filters ask for, and one of the alternatives besides."""
    single = alternatives[0] if len(alternatives) == 1 else _as_values(alternatives)
    joined = _both(filters, single) if single else None
    if joined:
        return joined
    return replace(filters, groups=(*filters.groups, tuple(alternatives)))


def _both(one: Filters, other: Filters) -> Filters | None:
    """Return the filters that ask for both, None where one field would ask for two things."""
    asked = _asked(other)
    if any(getattr(one, name) != _USUAL[name] for name in asked):
        return None
    if (one.since or one.until) and (other.since or other.until):
        return None  # an event of several days overlaps both
    if other.text:
        if one.raw_text or other.raw_text:
            return None
        asked["text"] = f"{one.text} {other.text}".strip()
    return replace(one, **asked, excluded=one.excluded + other.excluded, groups=one.groups + other.groups)


def _as_values(alternatives: Sequence[Filters]) -> Filters | None:
    """Return the filters by one field that has the values of all alternatives, None where they ask for more."""
    asked = [_asked(each) for each in alternatives]
    names = {name for each in asked for name in each}
    if (
        len(names) != 1
        or not names <= _ANY_OF
        or any(each.text or each.excluded or each.groups for each in alternatives)
    ):
        return None
    (name,) = names
    if not all(asked):
        return None
    values: dict[str, Any] = {name: tuple(dict.fromkeys(value for each in asked for value in each[name]))}
    return Filters(**values)


def _asked(filters: Filters) -> dict[str, Any]:
    """Return the fields that ask for something, but for those of _JOINED."""
    return {name: value for name, usual in _USUAL.items() if (value := getattr(filters, name)) != usual}
