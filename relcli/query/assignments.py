"""`field=value` as people type it when they edit or add an event, turned into the fields of the record.

Names become codes, dates become first and last day with their precision, and what follows from a field is set
with it: quad class and intensity from type and mode, the end of a date from its beginning.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from relcli.errors import UsageError, shortened
from relcli.model import DATE_BASES, DATE_PRECISIONS, EDITABLE, LEVELS, QUAD_CLASSES, as_text
from relcli.query import names
from relcli.query.period import parse_period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from relcli.model import Event

_OTHER_NAMES = {"sector": "sectors", "person": "people", "period": "date"}
_CHOICES: dict[str, Sequence[str]] = {
    "level": LEVELS, "date_precision": DATE_PRECISIONS, "date_basis": DATE_BASES, "quad_class": QUAD_CLASSES,
}  # fmt: skip
_TRUTH = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}
LONGEST_HEADLINE = 100
LONGEST_INTENSITY = 10.0


def parse_assignments(words: Iterable[str], today: str) -> dict[str, str]:
    """Return field -> text for words like `type=request`, `sectors=energy,trade`, `date=2024-03`; an empty value
    empties the field.

    UsageError for anything that is not an assignment, a field that can be edited, or a value of its field.
    """
    edits: dict[str, str] = {}
    for word in words:
        name, sign, value = word.partition("=")
        name = name.strip().lower().replace("-", "_")
        name = _OTHER_NAMES.get(name, name)
        if not sign:
            raise UsageError(f"'{shortened(word)}' is not a field=value", hint="for example type=request")
        if name not in EDITABLE:
            raise UsageError(f"no field '{shortened(name)}' to set", hint=f"fields are {', '.join(EDITABLE)}")
        edits.update(_meaning(name, " ".join(value.split()), today))
    return edits


def _meaning(name: str, value: str, today: str) -> dict[str, str]:
    """Return what one assignment sets."""
    if name == "date":
        return _date(value, today)
    if not value:
        if name in {"type", "modality", "mutual", "date_precision", "date_basis"}:
            raise UsageError(f"{name} cannot be empty")
        return {name: ""}
    reader = _READERS.get(name)
    return {name: reader(name, value) if reader else value}


def _date(value: str, today: str) -> dict[str, str]:
    """Return the fields of a date: a day, a month, a year, or a span that it lasted."""
    if not value:
        return {"date": "", "date_end": "", "date_precision": "day"}
    first, last = parse_period(value, today)
    precision = "day" if ".." in value or first == last else _unit(first, last)
    if not (first and last and precision):
        raise UsageError(f"the date {value!r} is not a day, week, month, year or FROM..TO")
    return {"date": first, "date_end": last, "date_precision": precision, "date_basis": "stated"}


def _unit(first: str, last: str) -> str:
    """Return the unit of the calendar from one day to another, '' if there is none or an end is open."""
    if not first or not last:
        return ""
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    if begin.day == 1 and (end == date.max or (end + timedelta(days=1)).day == 1):
        months = (end.year - begin.year) * 12 + end.month - begin.month + 1
        return {1: "month", 12: "year"}.get(months, "")
    return "week" if begin.weekday() == 0 and (end - begin).days == 6 else ""


def _actor(name: str, value: str) -> str:
    return names.resolve_actor(value)


def _actors(name: str, value: str) -> str:
    return ";".join(names.resolve_actors(value.split(";")))


def _sectors(name: str, value: str) -> str:
    return ";".join(names.resolve_sectors(value.split(";")))


def _type(name: str, value: str) -> str:
    found = names.resolve_types([value])
    if len(found) != 1:
        raise UsageError(f"{value!r} can mean {', '.join(found)}", hint="give one type")
    return found[0]


def _mode(name: str, value: str) -> str:
    return names.resolve_mode(value)


def _people(name: str, value: str) -> str:
    return ";".join(part.strip() for part in value.replace(",", ";").split(";") if part.strip())


def _choice(name: str, value: str) -> str:
    if value.lower() not in _CHOICES[name]:
        raise UsageError(f"unknown {name} '{value}'", hint=f"one of {', '.join(_CHOICES[name])}")
    return value.lower()


def _truth(name: str, value: str) -> str:
    if value.lower() not in _TRUTH:
        raise UsageError(f"{name} is true or false, not '{value}'")
    return _TRUTH[value.lower()]


def _day(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(f"{name} is a day, not '{value}'", hint="write it as 2024-03-31") from None


def _intensity(name: str, value: str) -> str:
    try:
        number = float(value)
    except ValueError:
        number = LONGEST_INTENSITY + 1
    if not -LONGEST_INTENSITY <= number <= LONGEST_INTENSITY:
        raise UsageError(f"intensity is a number from -10 to 10, not '{value}'")
    return str(number)


def _event(name: str, value: str) -> str:
    try:
        return str(names.event_number(value))
    except UsageError:
        raise UsageError(f"{name} is the number of an event, not '{shortened(value)}'") from None


def _headline(name: str, value: str) -> str:
    if len(value) > LONGEST_HEADLINE:
        raise UsageError(f"the headline has {len(value)} characters", hint=f"at most {LONGEST_HEADLINE}")
    return value


_READERS: dict[str, Callable[[str, str], str]] = {
    "date_end": _day, "source": _actors, "target": _actors, "host": _actor, "sectors": _sectors, "type": _type,
    "mode": _mode, "modality": lambda _, value: names.resolve_modality(value), "mutual": _truth,
    "people": _people, "people_countries": _actors, "level": _choice, "date_precision": _choice,
    "date_basis": _choice, "quad_class": _choice, "intensity": _intensity, "part_of": _event, "headline": _headline,
}  # fmt: skip


def completed(edits: Mapping[str, str], event: Event | None = None) -> dict[str, str]:
    """Return edits with what follows from them, for an event as it is now (None: a new one).

    A type without the event's mode empties the mode; quad class and intensity follow type and mode unless they are
    set themselves; people without countries are of unknown country.
    """
    full = dict(edits)
    if "type" in full or "mode" in full:
        kind = full.get("type", event.type if event else "")
        mode = full.get("mode", event.mode if event else "")
        if not names.plover_row(kind, mode):
            if "mode" in edits:
                raise UsageError(f"{kind} has no mode '{mode}'", hint=f"modes are {', '.join(names.modes_of(kind))}")
            mode = full["mode"] = ""
        row = names.plover_row(kind, mode) or {}
        full.setdefault("quad_class", row.get("quad_class", ""))
        full.setdefault("intensity", str(float(row["intensity"])) if row.get("intensity") else "")
    if "people" in full and "people_countries" not in full:
        full["people_countries"] = ";" * full["people"].count(";")
    if "date" in full:
        full.setdefault("date_end", full["date"])
    return full


def own_edits(values: Mapping[str, object], event: Event) -> dict[str, str]:
    """Return how an exported record differs from its event now, with what follows from it."""
    texts = {name: as_text(values[name]) for name in EDITABLE if name in values}
    differing = {name: text for name, text in texts.items() if text != as_text(getattr(event, name))}
    return completed(differing, event)
