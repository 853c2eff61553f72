"""The user's own tables: files of the same form as the shipped ones, in a folder of the user's.

Each has the name of the table it adds to (`actors.tsv`). Rows are checked before they count; their places are kept, so
that what is wrong, and what `relcli lexicon show` finds, can be reported with file and line.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from relcli.errors import LexiconError
from relcli.lexicon.checking import ambiguous, known_in, sound
from relcli.lexicon.forms import CLOSED_TABLES, FORMS
from relcli.lexicon.tables import DATA, Entry, read_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from relcli.lexicon.tables import Row


class Own(NamedTuple):
    """The user's usable rows by table, what is wrong with the others, and (name, bytes) of the files."""

    tables: dict[str, list[Entry]]
    problems: list[LexiconError]
    contents: list[tuple[str, bytes]]


class Checked(NamedTuple):
    """All rows that count by table (the user's first), how many of them are the user's, what is wrong in all tables,
    and what is wrong in the user's."""

    tables: dict[str, list[Entry]]
    own: dict[str, int]
    problems: list[LexiconError]
    own_problems: list[LexiconError]


def read_own(folders: Sequence[Path], shipped: Mapping[str, Iterable[Row]], files: Sequence[Path] = ()) -> Own:
    """Read the tables of the user's folders, and `files` as if they were in the last of them.

    If two folders have a row of the same key, the later one's counts. A missing folder is reported.
    """
    found = Own({}, [], [])
    layers = [_files_of(folder, found.problems) for folder in folders] + [list(files)]
    read = [{name: rows for path in layer for name, rows in _read(path, found)} for layer in layers]
    given = {name: [entry.row for layer in read for entry in layer.get(name, ())] for name in FORMS}
    known = known_in({name: [*shipped[name], *given[name]] for name in FORMS})
    # The coder asks for classes of words by name: it would never ask for a new one.
    asked = known_in(shipped)
    known = known._replace(word_classes=asked.word_classes, values=asked.values)
    for layer in read:
        for name, entries in layer.items():
            good, problems = sound(name, entries, known)
            found.problems.extend(problems)
            key_of = FORMS[name].key_of
            taken = {key_of(entry.row) for entry in good}
            earlier = [entry for entry in found.tables.get(name, ()) if key_of(entry.row) not in taken]
            found.tables[name] = [*good, *earlier]
    return found


def read_all(folders: Sequence[Path], files: Sequence[Path] = ()) -> Checked:
    """Read shipped and own tables with the places of their rows, and check everything."""
    shipped: dict[str, list[Entry]] = {}
    problems: list[LexiconError] = []
    for name, form in FORMS.items():
        shipped[name], wrong = read_entries(DATA / f"{name}.tsv", form.names)
        problems += wrong
    rows = {name: [entry.row for entry in entries] for name, entries in shipped.items()}
    known = known_in(rows)
    for name, entries in shipped.items():
        problems += sound(name, entries, known)[1]
    own = read_own(folders, rows, files)
    problems += own.problems
    tables = shipped | {name: _together(name, shipped[name], entries) for name, entries in own.tables.items()}
    problems += ambiguous(tables)
    return Checked(tables, {name: len(entries) for name, entries in own.tables.items()}, problems, own.problems)


def _together(name: str, shipped: Iterable[Entry], own: list[Entry]) -> list[Entry]:
    key_of = FORMS[name].key_of
    taken = {key_of(entry.row) for entry in own}
    return [*own, *(entry for entry in shipped if key_of(entry.row) not in taken)]


def _files_of(folder: Path, problems: list[LexiconError]) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".tsv" and not path.name.startswith("."))
    except OSError as error:
        problems.append(LexiconError(f"cannot be read: {error.strerror}", where=str(folder)))
        return []


def _read(path: Path, found: Own) -> Iterable[tuple[str, list[Entry]]]:
    """Yield table and rows of one file, if it has the name of a table that can be added to."""
    name = path.name.removesuffix(".tsv")
    if name not in FORMS:
        near = get_close_matches(name, FORMS, n=1)
        if name in CLOSED_TABLES:
            what, hint = "this table cannot be added to", f"those that can be are {', '.join(FORMS)}"
        else:
            what = "there is no table of this name"
            hint = f"did you mean {near[0]}.tsv?" if near else f"the tables are {', '.join(FORMS)}"
        found.problems.append(LexiconError(what, where=str(path), hint=hint))
        return
    entries, problems = read_entries(path, FORMS[name].names)
    found.problems.extend(problems)
    try:
        found.contents.append((name, path.read_bytes()))
    except OSError:  # reported above
        return
    yield name, entries
