"""What people decided about an event, put on top of what its mentions say."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from relcli.model import EVENT_FIELDS

if TYPE_CHECKING:
    from relcli.model import Event

FROM_MENTIONS = frozenset(
    {"id", "evidence", "document", "outlet", "url", "published", "mentions", "outlets", "first_seen"}
)
"""Fields nobody can edit: they say where the event was told."""

EDITABLE = tuple(name for name in EVENT_FIELDS if name not in FROM_MENTIONS)
"""The fields that `edit` takes, in the order of the record."""

LISTS = frozenset({"source", "target", "sectors", "people", "people_countries"})
_NUMBERS = {"part_of": int, "intensity": float}


@dataclass(frozen=True, slots=True)
class Decision:
    """What holds for one event: its edited fields as texts (lists joined by ';'), and whether it is rejected."""

    edits: dict[str, str] = field(default_factory=dict)
    rejected: bool = False

    def applied(self, event: Event) -> Event:
        """Return the event as people want it."""
        if not self.edits:
            return event
        return replace(event, **{name: typed(name, text) for name, text in self.edits.items()})


def typed(name: str, text: str) -> Any:
    """Return the value of a field from its text."""
    if name in LISTS:
        return tuple(text.split(";")) if text else ()
    if name == "mutual":
        return text == "true"
    if name in _NUMBERS:
        return _NUMBERS[name](text) if text else None
    return text


def as_text(value: Any) -> str:
    """Return the text from which `typed` makes a value again."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ";".join(item.replace(";", ",") for item in value)
    return "" if value is None else str(value)
