"""`field=value` as people type it for a row of a lexicon table, turned into the cells of the row.

Names of countries and organisations become codes, and what can be concluded is filled in: the cells of the shipped row
that the new one replaces, other names of a person who is known already, the level of an office.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from relcli.errors import UsageError, nearest, shortened
from relcli.lexicon.forms import CLOSED_TABLES, FORMS
from relcli.lexicon.tables import split_list
from relcli.model import LEVELS
from relcli.query.names import resolve_actor, resolve_actors, resolve_sector

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from relcli.lexicon.adding import Tables
    from relcli.lexicon.forms import Column
    from relcli.lexicon.tables import Entry, Row

_LISTS = frozenset({"list", "states"})
"""Kinds of cells with several members, each of which can be given as a field of its own."""
_UPPER = frozenset({"act", "type", "alpha2"})
_LOWER = frozenset({"level", "lower", "modality", "quad-class"})
_ABOUT_ONE = frozenset({"actors", "countries", "organisations", "persons", "titles"})
"""Tables whose rows say many things of one: what is left out of a new row is as in the row that it replaces."""
_OTHER_NAMES = {"country": "code", "actor": "code"}
_MOST = 2 / 3
"""The share of a country's office holders whose surname has to be at the same end of their names."""


def table_named(word: str) -> str:
    """Return the table that is meant, by its name or the name of its file; UsageError for any other."""
    name = word.strip().lower().removesuffix(".tsv")
    if name in FORMS:
        return name
    if name in CLOSED_TABLES:
        raise UsageError(f"the table {name} cannot be added to", hint=f"tables are {', '.join(FORMS)}")
    raise UsageError(f"no table '{shortened(word)}'", hint=nearest(name, FORMS, "tables are"))


def cells_typed(table: str, words: Iterable[str], tables: Tables) -> dict[str, str]:
    """Return column -> cell for words such as `country=pakistan`; UsageError for anything that is not one."""
    columns = {column.name: column for column in FORMS[table].columns}
    cells: dict[str, str] = {}
    for word in words:
        name, sign, value = word.partition("=")
        name = name.strip().lower()
        if not sign:
            raise UsageError(
                f"'{shortened(word)}' is not a field=value", hint=f"for example {next(iter(columns))}='...'"
            )
        name = name if name in columns else _OTHER_NAMES.get(name, name)
        if name not in columns:
            raise UsageError(f"{table} has no field '{shortened(name)}'", hint=nearest(name, columns, "fields are"))
        cell = _cell(columns[name], " ".join(value.split()), tables)
        if name in cells and columns[name].kind not in _LISTS:
            raise UsageError(f"{name} is given twice", hint="a row has one of each field")
        cells[name] = f"{cells[name]};{cell}" if cells.get(name) else cell
    return cells


def _cell(column: Column, value: str, tables: Tables) -> str:
    """Return what the table holds for a value as it is typed; what is wrong is left for the check of the row."""
    if not value:
        return ""
    if column.kind in {"actor", "states"}:
        own = {entry.row["code"] for name in ("countries", "organisations") for entry in tables[name]}
        if column.kind == "actor":
            return value if value in own else resolve_actor(value)
        codes = (code for word in split_list(value) for code in ((word,) if word in own else resolve_actors([word])))
        return ";".join(codes)
    if column.kind == "sector":
        return resolve_sector(value)
    if column.kind in _UPPER:
        return value.upper()
    return value.lower() if column.kind in _LOWER else value


def completed(table: str, cells: Mapping[str, str], tables: Tables, replaced: Entry | None) -> Row:
    """Return the whole row: the cells that were typed, and what follows for the others; `replaced` is the row whose
    place it takes, if any. UsageError if a cell is missing that no row goes without."""
    row = {name: cells.get(name, "") for name in FORMS[table].names}
    usual: Row = {}
    if table == "persons":
        titled = {entry.row["level"] for entry in tables["titles"] if entry.row["title"] == row["office"].lower()}
        usual = {"level": next(iter(titled))} if len(titled) == 1 else {}
        usual |= {**_usual_person(row, [entry.row for entry in tables[table]]), "source": "own"}
    if replaced is not None and table in _ABOUT_ONE and replaced.row.get("code") == row.get("code"):
        usual.update((name, cell) for name, cell in replaced.row.items() if cell and name != "source")
    row = {name: cell if name in cells else usual.get(name, "") for name, cell in row.items()}
    missing = [column.name for column in FORMS[table].columns if column.needed and not row[column.name]]
    if missing:
        example = "level=" + "|".join(LEVELS) if missing[0] == "level" else f"{missing[0]}='...'"
        raise UsageError(f"a row of {table} needs {', '.join(missing)}", hint=f"for instance {example}")
    return row


def _usual_person(row: Row, rows: Sequence[Row]) -> Row:
    """Return what the table says of a person's names, and of the level of the office."""
    code, name = row["code"], row["name"]
    levels = Counter(each["level"] for each in rows if each["office"] == row["office"])
    usual = {"level": next(iter(levels))} if len(levels) == 1 else {}
    known = next((each for each in rows if (each["name"], each["code"]) == (name, code)), None)
    if known is not None:
        return {**usual, "variants": known["variants"], "surname": known["surname"]}
    return {**usual, "surname": _usual_surname(name, [each for each in rows if each["code"] == code])}


def _usual_surname(name: str, compatriots: Sequence[Row]) -> str:
    """Return the word of a full name that is the surname where most of a country's office holders have it, '' where
    there is no rule."""
    words = name.split()
    if len(words) < 2:  # a single word is found by the name itself
        return ""
    places: Counter[int] = Counter()
    for each in compatriots:
        parts, surnames = each["name"].split(), split_list(each["surname"])
        if len(parts) > 1 and surnames:
            places[next((place for place in (-1, 0) if parts[place] in surnames), 1)] += 1
    if not places:
        return ""
    place, many = places.most_common(1)[0]
    return words[place] if place < 1 and many >= _MOST * places.total() else ""
