"""What differs between two codings of the same documents: events added, lost and altered, field by field.

Events are as `relcli code -f jsonl` prints them. Of one document an old and a new event can be the same one if their
sentences overlap and they have the type or all parties in common. The best pairs are taken first: the same type counts
most, then the same sentence, the same parties on the same sides, and then all other fields that agree. What is left
over of the old is lost, of the new added.

Numbers shift with every event before them and are not compared, nor is the coder's confidence, which shifts with every
training; an occasion is compared by where its sentence begins.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Event = dict[str, Any]

_OF_THE_DOCUMENT = frozenset({"document", "outlet", "url", "published"})
_NOT_COMPARED = _OF_THE_DOCUMENT | {"number", "part_of", "evidence", "confidence"}
_MOST_VALUES = 3
"""How many changes of value the summary names for a field."""
_LONGEST_VALUE = 40
"""Characters of a value in the summary."""


class FieldChange(NamedTuple):
    """A field of an event with its two values; None where it holds nothing."""

    name: str
    before: object
    after: object


class Change(NamedTuple):
    """An event added (no `old`), lost (no `new`) or altered in some fields."""

    document: str
    old: Event | None
    new: Event | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def kind(self) -> str:
        """One of added, lost, altered."""
        return "added" if self.old is None else "lost" if self.new is None else "altered"

    @property
    def event(self) -> Event:
        """The event as it is now, or was."""
        return self.new or self.old or {}


def compare(old: Iterable[Event], new: Iterable[Event]) -> list[Change]:
    """Return the changes, document by document in the order of the new coding, each in the order of its text."""
    before, after = _by_document(old), _by_document(new)
    changes: list[Change] = []
    for document in dict.fromkeys((*after, *before)):
        found = _compare_document(document, before.get(document, []), after.get(document, []))
        changes += sorted(found, key=lambda change: (change.event["start"], change.event["end"], change.kind))
    return changes


def report(changes: Iterable[Change]) -> Iterator[str]:
    """Yield lines that show changes to a reader: what was done by whom, in which sentence, and which fields differ."""
    for change in changes:
        event = change.event
        yield f"{change.kind:7} {change.document} {event['start']}-{event['end']}: {_label(event)}"
        if change.kind != "altered":
            yield f"        headline: {event.get('headline') or '-'}"
        for name, before, after in change.fields:
            yield f"        {name}: {_shown(before)} -> {_shown(after)}"
        if "evidence" in event:
            yield f"        | {' '.join(event['evidence'].split())}"


def groups(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Return the changes by what they are: added or lost events of a type, or those with a field altered."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        names = [f"altered {field.name}" for field in change.fields] or [f"{change.kind} {change.event['type']}"]
        for name in names:
            found.setdefault(name, []).append(change)
    return {name: found[name] for name in sorted(found, key=lambda name: (name.split()[0], -len(found[name]), name))}


def summary(changes: Sequence[Change]) -> Iterator[str]:
    """Yield lines that count changes: added and lost by type, altered by field, with the most frequent changes of each
    field's value."""
    kinds = Counter(change.kind for change in changes)
    for kind in ("added", "lost"):
        types = Counter(change.event["type"] for change in changes if change.kind == kind)
        yield _counted(kind, kinds[kind], types)
    fields = Counter(field.name for change in changes for field in change.fields)
    yield _counted("altered", kinds["altered"], fields)
    for name, _ in fields.most_common():
        values = Counter(
            f"{_short(field.before)} -> {_short(field.after)}"
            for change in changes
            for field in change.fields
            if field.name == name
        )
        others = len(values) - _MOST_VALUES
        shown = [f"{value} ({count})" for value, count in values.most_common(_MOST_VALUES)]
        yield f"        {name}: " + "; ".join([*shown, *([f"{others} others"] if others > 0 else [])])


def comparable(events: Sequence[Event]) -> list[Event]:
    """Return the events of one document without the fields that hold nothing or repeat the document, and with the
    start of the occasion's sentence (`occasion`) in place of numbers.
    """
    starts = {event.get("number"): event["start"] for event in reversed(events)}
    found = []
    for event in events:
        kept = {name: value for name, value in event.items() if name not in _NOT_COMPARED and _says(value)}
        if event.get("part_of") is not None:
            kept["occasion"] = starts.get(event["part_of"])
        found.append(kept)
    return found


def _says(value: object) -> bool:
    """Tell whether a field holds anything; a zero does."""
    return bool(value) or (isinstance(value, int | float) and value is not False)


def _by_document(events: Iterable[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        found[event["document"]].append(event)
    return found


def _compare_document(document: str, old: list[Event], new: list[Event]) -> Iterator[Change]:
    """Yield the changes of one document in any order."""
    plain_old, plain_new = comparable(old), comparable(new)
    pairs = _pairs(plain_old, plain_new)
    for place, event in enumerate(old):
        if place not in pairs:
            yield Change(document, event, None)
        elif fields := _differing(plain_old[place], plain_new[pairs[place]]):
            yield Change(document, event, new[pairs[place]], fields)
    matched = set(pairs.values())
    yield from (Change(document, None, event) for place, event in enumerate(new) if place not in matched)


def _pairs(old: list[Event], new: list[Event]) -> dict[int, int]:
    """Return the place of the new event for that of each old one that is still there, the most alike first."""
    scored = []
    for one, before in enumerate(old):
        for other, after in enumerate(new):
            if score := _likeness(before, after):
                scored.append((-score, one, other))
    pairs: dict[int, int] = {}
    for _, one, other in sorted(scored):
        if one not in pairs and other not in pairs.values():
            pairs[one] = other
    return pairs


def _likeness(old: Event, new: Event) -> float:
    """Return how surely two events are the same one, 0 = not at all."""
    common = min(old["end"], new["end"]) - max(old["start"], new["start"])
    if common <= 0 or not (old["type"] == new["type"] or _parties(old) == _parties(new)):
        return 0.0
    overlap = common / (max(old["end"], new["end"]) - min(old["start"], new["start"]))
    sides = (old.get("source"), old.get("target")) == (new.get("source"), new.get("target"))
    same = 1 - len(_differing(old, new)) / len({**old, **new})
    type_ = 4.0 * (old["type"] == new["type"])
    return float(type_ + 2 * overlap + (_parties(old) == _parties(new)) + sides + same)


def _parties(event: Event) -> set[str]:
    return {*event.get("source", ()), *event.get("target", ())}


def _differing(old: Event, new: Event) -> tuple[FieldChange, ...]:
    """Return the fields in which two comparable events differ."""
    names = dict.fromkeys((*new, *old))
    return tuple(FieldChange(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name))


def _label(event: Event) -> str:
    """Return type, mode and parties: "CONSULT phone PAK = RUS"."""
    sides = [",".join(event.get(side, ())) or "-" for side in ("source", "target")]
    parties = (" = " if event.get("mutual") else " > ").join(sides)
    return " ".join(filter(None, (event["type"], event.get("mode", ""), parties)))


def _shown(value: object) -> str:
    """Return a value as it is read."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "-" if value is None else str(value)


def _short(value: object) -> str:
    """Return a value as it is read, cut where it is long."""
    text = _shown(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 3]}..."


def _counted(kind: str, total: int, of_what: Counter[str]) -> str:
    """Return "added 3: CONSULT 2, AGREE 1"."""
    parts = ", ".join(f"{name} {count}" for name, count in of_what.most_common())
    return f"{kind} {total:,}" + (f": {parts}" if parts else "")
