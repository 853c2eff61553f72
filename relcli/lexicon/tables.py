"""Reading one TSV table: a header, one fact a line, comment lines beginning with `#`, lists joined by `;`.

Nothing is quoted, so that a table can be read by eye, by `cut` and by any spreadsheet; an empty cell means none.
"""

from __future__ import annotations

from pathlib import Path

from relcli.errors import LexiconError

DATA = Path(__file__).parent / "data"

Row = dict[str, str]


def read_table(path: Path) -> list[Row]:
    """Return the rows of a table as dicts by column name.

    Cells that are missing at the end of a line are empty.

    Raises:
        LexiconError: the file is missing, or a line has more cells than the header.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise LexiconError(f"cannot be read: {error.strerror}", where=str(path)) from error
    header: list[str] = []
    rows: list[Row] = []
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
        if not header:
            header = cells
            continue
        if len(cells) > len(header):
            raise LexiconError(f"{len(cells)} cells where the header has {len(header)}", where=f"{path.name}:{number}")
        rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)))
    return rows


def split_list(cell: str) -> tuple[str, ...]:
    """Return the members of a cell that holds a list joined by `;`."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())
