"""Checks rows and tables: what is wrong, in which file and line, and what to do.

A wrong row of the user's is reported and left out; the others count. What concerns several rows at once (an alias
that means two things) is looked for only by `relcli lexicon check`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from relcli.errors import LexiconError
from relcli.lexicon.cells import Known, check_cell, first_day, last_day, unknown
from relcli.lexicon.forms import FORMS
from relcli.lexicon.tables import split_list

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from relcli.lexicon.cells import Wrong
    from relcli.lexicon.tables import Entry, Row

    Tables = Mapping[str, Sequence[Entry]]

NAME_COLUMNS = {
    "countries": ("name", "names", "adjectives", "demonyms", "capitals"),
    "organisations": ("name", "aliases", "subbodies"),
}
"""Columns that hold names of actors, besides actors.tsv."""


def known_in(rows: Mapping[str, Iterable[Row]]) -> Known:
    """Return what other rows may refer to, given the rows of these tables."""
    states = {row["code"] for row in rows["countries"]}
    return Known(
        states=states,
        actors=states | {row["code"] for row in rows["organisations"]},
        noun_classes={row["class"] for row in rows["nouns"]},
        word_classes={row["class"] for row in rows["words"]},
        modes={(row["type"], row["mode"]) for row in rows["plover"]},
        values=_values_by_class(rows["word_values"]),
        prepositions={row["word"] for row in rows["words"] if row["class"] == "target-preposition"},
    )


def _values_by_class(rows: Iterable[Row]) -> dict[str, set[str]]:
    values: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        values[row["class"]].add(row["value"])
    return dict(values)


def sound(table: str, entries: Iterable[Entry], known: Known) -> tuple[list[Entry], list[LexiconError]]:
    """Return the rows of one table that can be used, and why the others cannot. The second of two rows of
    one key cannot."""
    form = FORMS[table]
    good: list[Entry] = []
    problems: list[LexiconError] = []
    seen: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        key = (*form.key_of(entry.row), entry.row.get("sector", ""))  # a term may belong to two sectors
        wrong = next(_wrongs(table, entry.row, known), None)
        if wrong is None and key in seen:
            wrong = f"the same {' and '.join(form.key)} as {seen[key].where}", "keep one of the two"
        if wrong is None:
            seen[key] = entry
            good.append(entry)
        else:
            problems.append(LexiconError(wrong[0], where=entry.where, hint=wrong[1]))
    return good, problems


def ambiguous(tables: Tables) -> list[LexiconError]:
    """Return a problem for each alias that means two actors without a rule or a date to tell them apart."""
    meanings: defaultdict[str, dict[str, Entry]] = defaultdict(dict)
    for alias, code, entry in _aliases(tables):
        meanings[alias].setdefault(code, entry)
    problems = []
    for alias, found in meanings.items():
        if len(found) > 1 and "" not in found:  # a phrase that is no actor takes precedence over every meaning
            (code, entry), (other, earlier) = list(found.items())[-1], next(iter(found.items()))
            problems.append(
                LexiconError(
                    f"{alias!r} means {code} here and {other} in {earlier.where}",
                    where=entry.where,
                    hint="give one of the rows in actors.tsv a rule or dates, or remove one",
                )
            )
    return problems


def meant_elsewhere(table: str, entry: Entry, tables: Tables) -> LexiconError | None:
    """Return a problem if an alias of a new row means another actor in `tables`, with nothing to tell them apart."""
    empty: dict[str, Sequence[Entry]] = {name: () for name in ("actors", *NAME_COLUMNS)}
    if table not in empty:
        return None
    new = {alias: code for alias, code, _ in _aliases({**empty, table: [entry]}) if code}
    if not new:
        return None
    known = [(alias, code, other) for alias, code, other in _aliases(tables) if alias in new]
    stopped = {alias for alias, code, _ in known if not code}  # a phrase that is no actor comes before every meaning
    for alias, code, other in known:
        if code != new[alias] and alias not in stopped:
            return LexiconError(
                f"{alias!r} means {code} in {other.where}",
                where=entry.where,
                hint=f"give the row a rule or dates, so that it is known when it means {new[alias]}",
            )
    return None


def _wrongs(table: str, row: Row, known: Known) -> Iterator[Wrong]:
    for column in FORMS[table].columns:
        cell = row[column.name]
        if column.needed and not cell:
            yield f"no {column.name}", f"put one into the column {column.name!r}"
        elif cell and (wrong := check_cell(cell, column.kind, known)):
            yield f"{column.name}: {wrong[0]}", wrong[1]
    if row.get("from") and row.get("to") and first_day(row["from"]) > last_day(row["to"]):
        yield f"from {row['from']} is later than to {row['to']}", "swap them"
    if table == "actors":
        yield from _wrong_actor(row)
    if table == "titles" and row["kind"] == "person" and not row["level"]:
        yield "no level", "a person's title has a level: head, minister, envoy or official"
    if table == "word_values" and row["class"] in known.values:
        yield from _wrong_value(row, known.values[row["class"]])
    if table in {"verbs", "event_nouns"}:
        yield from _wrong_act(row, known)


def _wrong_actor(row: Row) -> Iterator[Wrong]:
    if row["kind"] == "stop" and row["code"]:
        yield "a stop phrase has a code", "it is no actor: remove the code, or use another kind"
    if row["kind"] != "stop" and not row["code"]:
        yield "no code", "put one into the column 'code', or use the kind 'stop' if it is no actor"


def _wrong_value(row: Row, shipped: Collection[str]) -> Iterator[Wrong]:
    """Yield what is wrong with a value: it is one that the shipped class has, or any whole number in a number class."""
    if row["class"].startswith("number"):
        if not row["value"].isdecimal() or not int(row["value"]):
            yield f"value: {row['value']!r} is not a whole number from 1 on", "write it in digits"
    elif row["value"] not in shipped:
        what, hint = unknown("value", row["value"], shipped)
        yield f"{what} of {row['class']}", hint


def _wrong_act(row: Row, known: Known) -> Iterator[Wrong]:
    if row["type"] == "-":
        if row["mode"] or row["modality"] or row["target"] or row["flags"]:
            yield "a row of type - has a mode, modality, target or flags", "it states no event: leave them empty"
    elif row["type"] != "=":
        if (row["type"], row["mode"]) not in known.modes:
            modes = {mode for kind, mode in known.modes if kind == row["type"] and mode}
            what, hint = unknown("mode", row["mode"], modes or {"none"})
            yield f"{what} of {row['type']}", hint
        if not row["target"]:
            yield "no target", "name the slots in which the other side is found, such as obj,with,to"
        if "source" in row and not row["source"]:
            yield "no source", "name the slots in which the doer is found, such as poss,by"


def _aliases(tables: Tables) -> Iterator[tuple[str, str, Entry]]:
    """Yield every alias that counts at all times and in all sentences, with its code."""
    for entry in tables["actors"]:
        row = entry.row
        if not (row["rule"] or row["from"] or row["to"]):
            yield row["alias"], row["code"], entry
    for table, columns in NAME_COLUMNS.items():
        for entry in tables[table]:
            for column in columns:
                for alias in split_list(entry.row[column]):
                    yield alias, entry.row["code"], entry
