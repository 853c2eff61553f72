"""Reading one TSV table: a header, one fact a line, comment lines beginning with `#`, lists joined by `;`.

Nothing is quoted, so that a table can be read by eye, by `cut` and by any spreadsheet.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from relcli.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DATA = Path(__file__).parent / "data"
BYTE_ORDER_MARK = "\ufeff"

Row = dict[str, str]


class Entry(NamedTuple):
    """A row with its file and line."""

    row: Row
    file: Path
    line: int

    @property
    def where(self) -> str:
        """`file:line`; a shipped file by its name alone."""
        return place(self.file, self.line)


def read_table(path: Path) -> list[Row]:
    """Return the rows of a table as dicts by column name.

    Cells that are missing at the end of a line are empty.

    Raises:
        LexiconError: the file is missing, or a line has more cells than the header.
    """
    header: list[str] = []
    rows: list[Row] = []
    for number, cells in _lines(path):
        if not header:
            header = cells
            continue
        if len(cells) > len(header):
            raise _too_many(path, number, cells, header)
        rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)))
    return rows


def read_entries(path: Path, columns: Sequence[str]) -> tuple[list[Entry], list[LexiconError]]:
    """Return the usable rows of a table with their places, and what is wrong with the others.

    The header may leave out columns and have them in any order; every row has all of `columns`.
    """
    entries: list[Entry] = []
    problems: list[LexiconError] = []
    header: list[str] = []
    try:
        for number, cells in _lines(path):
            if not header:
                header = [cell.strip() for cell in cells]
                if unknown := [cell for cell in header if cell not in columns]:
                    hint = f"the first line names columns, which may be {', '.join(columns)}"
                    return [], [
                        LexiconError(f"there is no column {unknown[0]!r}", where=place(path, number), hint=hint)
                    ]
            elif len(cells) > len(header):
                problems.append(_too_many(path, number, cells, header))
            else:
                given = dict(zip(header, (cell.strip() for cell in cells), strict=False))
                entries.append(Entry({column: given.get(column, "") for column in columns}, path, number))
    except LexiconError as error:
        problems.append(error)
    return entries, problems


def place(path: Path, line: int) -> str:
    """Return `file:line` for people; a shipped file by its name alone."""
    return f"{path.name if path.parent == DATA else path}:{line}"


def split_list(cell: str) -> tuple[str, ...]:
    """Return the items of a cell with a list joined by `;`."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield number and cells of every line that is neither blank nor a comment."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LexiconError(f"cannot be read: {error.strerror}", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise LexiconError(
            f"is not UTF-8 at byte {error.start + 1}", where=str(path), hint="save it as UTF-8"
        ) from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#") or not line.strip():
            continue
        yield number, line.rstrip("\r").split("\t")


def _too_many(path: Path, number: int, cells: list[str], header: list[str]) -> LexiconError:
    return LexiconError(
        f"{len(cells)} cells where the header has {len(header)}",
        where=place(path, number),
        hint="put one tab between two cells",
    )
