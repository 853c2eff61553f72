"""A new row of one of the user's own tables: checked against all tables, and written into the text of the file.

The row goes to the end of the file; comments, order and line ends of the other lines stay as they are. A column that
the header lacks is appended to it, since cells that are missing at the end of a line are empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.errors import LexiconError, UsageError
from relcli.lexicon.checking import known_in, meant_elsewhere, sound
from relcli.lexicon.forms import FORMS
from relcli.lexicon.tables import BYTE_ORDER_MARK, Entry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from relcli.lexicon.cells import Known
    from relcli.lexicon.tables import Row

    Tables = Mapping[str, Sequence[Entry]]


class Changed(NamedTuple):
    """The text of a table with one more row, and the line of that row."""

    text: str
    line: int


def all_known(tables: Tables) -> Known:
    """Return what the rows of a table may refer to, given all tables that count."""
    return known_in({name: [entry.row for entry in entries] for name, entries in tables.items()})


def same_key(table: str, cells: Mapping[str, str], entries: Sequence[Entry]) -> Entry | None:
    """Return the first entry about the same thing as a row with these cells, None if there is none."""
    wanted = _key(table, {name: cells.get(name, "") for name in FORMS[table].names})
    return next((each for each in entries if _key(table, each.row) == wanted), None)


def _key(table: str, row: Row) -> tuple[str, ...]:
    return (*FORMS[table].key_of(row), row.get("sector", ""))  # a term may belong to two sectors


def fault_of(table: str, entry: Entry, tables: Tables) -> LexiconError | None:
    """Return why a row cannot be added to the tables that count, None if it can."""
    _, problems = sound(table, [entry], all_known(tables))
    if problems:
        return problems[0]
    key_of = FORMS[table].key_of
    others = [each for each in tables[table] if key_of(each.row) != key_of(entry.row)]
    return meant_elsewhere(table, entry, {**tables, table: others})


def with_row(text: str, table: str, row: Row, where: str) -> Changed:
    """Return the text of a file of a table ('' for a new one) with a row at its end; `where` is the file for errors.

    Raises:
        LexiconError: the file has columns that the table lacks.
        UsageError: the row cannot be told from a comment.
    """
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    end = "\r" if lines and lines[0].endswith("\r") else ""
    place = next((number for number, line in enumerate(lines) if _is_data(line)), None)
    if place is None:
        place = len(lines)
        lines.append("\t".join(FORMS[table].names) + end)
    first = lines[place].rstrip("\r")
    header = [cell.strip() for cell in first.removeprefix(BYTE_ORDER_MARK).split("\t")]
    if unknown := [name for name in header if name not in FORMS[table].names]:
        hint = f"its first line names columns, which may be {', '.join(FORMS[table].names)}"
        raise LexiconError(f"there is no column {unknown[0]!r}", where=where, hint=hint)
    if missing := [name for name in FORMS[table].names if row[name] and name not in header]:
        header += missing
        lines[place] = "\t".join((first, *missing)) + end
    written = "\t".join(row.get(name, "") for name in header).rstrip("\t")
    if written.startswith("#"):
        raise UsageError("a row that begins with # is a comment", hint="leave the # out")
    lines.append(written + end)
    return Changed("\n".join((*lines, "")), len(lines))


def _is_data(line: str) -> bool:
    return bool(line.strip(BYTE_ORDER_MARK).strip()) and not line.removeprefix(BYTE_ORDER_MARK).startswith("#")


def text_of(path: Path) -> str:
    """Return the text of a table as it is, line ends and byte order mark included; '' where there is no file.

    Raises:
        LexiconError: it cannot be read.
    """
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise LexiconError(
            f"is not UTF-8 at byte {error.start + 1}", where=str(path), hint="save it as UTF-8"
        ) from error
    except OSError as error:
        raise LexiconError(f"cannot be read: {error.strerror}", where=str(path)) from error
