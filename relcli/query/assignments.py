"""`field=value` as people type it when they edit or add an event, turned into the fields of the record; and the cells
of a table that is imported, which are checked by the same code.

Names become codes, dates become first and last day with their precision, and what follows from a field is set
with it: quad class and intensity from type and mode, the end of a date from its beginning.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING

from relcli.errors import UsageError, shortened
from relcli.model import DATE_BASES, DATE_PRECISIONS, EDITABLE, LEVELS, QUAD_CLASSES, as_text
from relcli.query import names
from relcli.query.cells import same_cell
from relcli.query.period import parse_period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from relcli.model import Event

_OTHER_NAMES = {"sector": "sectors", "person": "people", "period": "date"}
_CHOICES: dict[str, Sequence[str]] = {
    "level": LEVELS, "date_precision": DATE_PRECISIONS, "date_basis": DATE_BASES, "quad_class": QUAD_CLASSES,
}  # fmt: skip
_TRUTH = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}
ACTORS = frozenset({"source", "target", "host", "people_countries"})
_CODE = re.compile("[A-Z][A-Z0-9-]+")
LONGEST_HEADLINE = 160
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
    return {name: checked(name, value)}


NEVER_EMPTY = frozenset({"type", "source", "modality", "mutual", "date_precision", "date_basis"})
"""The fields that every event has, besides its date, which events of undated documents lack."""


def checked(name: str, value: str) -> str:
    """Return what the record holds for a value of a field as it is typed, '' for none: names become codes.

    UsageError for one that the field cannot have, with the nearest that it can.
    """
    if not value:
        if name in NEVER_EMPTY:
            raise UsageError(f"{name} cannot be empty")
        return ""
    reader = _READERS.get(name)
    return reader(name, value) if reader else value


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


@lru_cache(maxsize=4096)
def _actor(name: str, value: str) -> str:
    """Return the code of an actor; the cells of a table have the same ones again and again."""
    return names.resolve_actor(value)


@lru_cache(maxsize=4096)
def _actors(name: str, value: str) -> str:
    return ";".join(names.resolve_actors(value.split(";")))


def _countries(name: str, value: str) -> str:
    """Return the actors of people in the order of the people; some may have none."""
    return ";".join(_actor(name, part.strip()) if part.strip() else "" for part in value.replace(",", ";").split(";"))


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
    "people": _people, "people_countries": _countries, "level": _choice, "date_precision": _choice,
    "date_basis": _choice, "quad_class": _choice, "intensity": _intensity, "part_of": _event, "headline": _headline,
}  # fmt: skip


def completed(edits: Mapping[str, str], event: Event | None = None) -> dict[str, str]:
    """Return edits with what follows from them, for an event as it is now (None: a new one).

    A type without the event's mode empties the mode; quad class and intensity follow type and mode unless they are
    set themselves; people without countries are of unknown country; an empty last day is the first. UsageError for
    fields that do not go together.
    """
    full = dict(edits)
    if "type" in full or "mode" in full:
        kind = full.get("type", event.type if event else "")
        mode = full.get("mode", event.mode if event else "")
        if not names.plover_row(kind, mode):
            if edits.get("mode"):
                raise UsageError(f"{kind} has no mode '{mode}'", hint=f"modes are {', '.join(names.modes_of(kind))}")
            mode = full["mode"] = ""
        row = names.plover_row(kind, mode) or {}
        full.setdefault("quad_class", row.get("quad_class", ""))
        full.setdefault("intensity", str(float(row["intensity"])) if row.get("intensity") else "")
    if not full.keys().isdisjoint({"people", "people_countries"}) and not full.get("people_countries", "").strip(";"):
        people = full.get("people", as_text(event.people) if event else "")
        full["people_countries"] = ";" * people.count(";")
    if "date" in full:
        full.setdefault("date_end", full["date"])
    if full.get("date_end") == "":
        full["date_end"] = full.get("date", event.date if event else "")
    _check_together(full, event)
    return full


def _check_together(edits: Mapping[str, str], event: Event | None) -> None:
    """Raise UsageError if edited fields contradict each other or what the event has beside them."""

    def held(name: str) -> str:
        return edits.get(name, as_text(getattr(event, name)) if event else "")

    if not edits.keys().isdisjoint({"date", "date_end"}):
        first, last = held("date"), held("date_end")
        if last and not first:
            raise UsageError(f"date_end {last} without a date")
        if last < first:
            raise UsageError(f"date_end {last} is before date {first}")
    if not edits.keys().isdisjoint({"source", "target"}):
        both = [actor for actor in held("source").split(";") if actor and actor in held("target").split(";")]
        if both:
            raise UsageError(f"{both[0]} is both source and target", hint="an event is between different actors")
    people, countries = held("people"), edits.get("people_countries", "")
    if countries.strip(";") and not (people and people.count(";") == countries.count(";")):
        raise UsageError(
            "people_countries and people differ in number", hint="leave the place of an unknown country empty"
        )


def _cell(name: str, text: str) -> str:
    """Return what the record holds for a cell of a table, where a name may have a comma: the list is already split.
    UsageError names the column.
    """
    try:
        return text if name == "people" else checked(name, text)
    except UsageError as error:
        raise UsageError(f"{name}: {error.what}", hint=error.hint) from None


def own_edits(
    values: Mapping[str, object], event: Event, left_behind: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """Return how an exported record of an event differs from the event now, with what follows from it.

    Only cells that differ are checked, so what an event has stays as it is; those that are as in `left_behind` followed
    an edit of the same file and are none themselves. UsageError for one that `edit` refuses.
    """
    given = {name: as_text(values[name]) for name in EDITABLE if name in values}
    differing = {
        name: _cell(name, " ".join(text.split()))
        for name, text in given.items()
        if not same_cell(name, text, as_text(getattr(event, name)))
        and not (name in left_behind and same_cell(name, text, left_behind[name]))
    }
    differing = {name: text for name, text in differing.items() if text != as_text(getattr(event, name))}
    if "people_countries" in differing and "people" not in differing and "people" in given:
        if _by_person(given["people"], given["people_countries"]) == _by_person(
            as_text(event.people), as_text(event.people_countries)
        ):
            del differing["people_countries"]  # in another order
        else:
            differing["people"] = given["people"]
    if "date" in differing and "date_end" in given and "date_end" not in differing and event.date_end != event.date:
        differing["date_end"] = event.date_end  # an event of several days begins on another one
    return completed(differing, event)


def _by_person(people: str, countries: str) -> list[tuple[str, str]]:
    """Return people with their actors in the order of their names."""
    return sorted(zip_longest(people.split(";"), countries.split(";"), fillvalue=""))


def new_fields(values: Mapping[str, object], *, exported: bool) -> dict[str, str]:
    """Return the fields of a new event by what a record says, with what follows from them; a blank cell is as if its
    column were left out. UsageError, naming the column, for a value that `edit` refuses.

    `exported`: relcli wrote the record for another database. Then an empty field is a value like any other, and codes
    of actors and headlines, which may come from tables of its user's own, are taken as they are.
    """
    given = {name: as_text(values[name]) for name in EDITABLE if name in values and name != "part_of"}
    fields: dict[str, str] = {}
    for name, text in given.items():
        if not text.strip():
            if exported and name not in NEVER_EMPTY and name != "date_end":
                fields[name] = ""
        elif exported and (name == "headline" or (name in ACTORS and _are_codes(text))):
            fields[name] = text
        else:
            fields[name] = _cell(name, text.strip())
    if not fields.get("type"):
        raise UsageError("type: an event needs one")
    if not fields.get("source"):
        raise UsageError("source: an event needs one", hint="a name or code; NA is a missing value, Namibia is NAM")
    return completed({"date": "", **fields})


def _are_codes(text: str) -> bool:
    """Return whether a list has the form of codes of actors, as relcli writes them."""
    return all(not code or _CODE.fullmatch(code) for code in text.split(";"))
