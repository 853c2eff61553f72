"""Records as lines of one's own form: `--template '{date}  {headline}'`.

A template is text with fields in braces. `{date:12}` fills a field to 12 columns of a terminal, `{events:>6}` at the
right, `{id:^8}` in the middle; `{{` and `}}` are braces, `\\t` and `\\n` a tab and a line feed, `\\\\` a backslash.
That is all: no attributes, no indexes, no conversions, so that a template can do nothing but show fields.

Values are those of the formats for reading: dates with their precision, lists joined by commas. Each record is one
line (but for `\\n` in the template), so control characters in values are written out everywhere.
"""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

from relcli.errors import UsageError, nearest, shortened
from relcli.escaping import escape_controls
from relcli.output.page import ascii_signs
from relcli.output.table import is_number, reading_cells
from relcli.output.width import width_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from typing import TextIO

    from relcli.output import Row
    from relcli.output.layout import Layout

WIDEST_FIELD = 1000
"""The most columns to which a field is filled."""
_ESCAPES = {"\\t": "\t", "\\n": "\n", "\\\\": "\\"}
_ESCAPE = re.compile(r"\\[tn\\]")
_FILL = re.compile(r"([<>^]?)(\d{1,4})")
_EXAMPLE = "'{date} {headline}', '{id:>6}'"


class Piece(NamedTuple):
    """Text, then a field ('' = none) filled to `width` columns: at its left (<), right (>), middle (^), or as its kind
    of value is ('')."""

    text: str
    field: str = ""
    align: str = ""
    width: int = 0


class Template(NamedTuple):
    """A template that was read: its pieces in order."""

    pieces: tuple[Piece, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields it shows, each once."""
        return tuple(dict.fromkeys(piece.field for piece in self.pieces if piece.field))


def parsed(text: str, known: Collection[str]) -> Template:
    """Return a template that may show the known fields; UsageError, which says what is wrong, for anything else."""
    # The escapes of braces come first for Formatter, those of backslashes are of the text alone.
    try:
        parts = [*Formatter().parse(text)]
    except ValueError:
        raise _wrong(f"the braces of {shortened(text)!r} do not match", "write {{ and }} for braces") from None
    pieces = tuple(_piece(*part, known) for part in parts)
    if not any(piece.field for piece in pieces):
        raise _wrong("it shows no field", f"name fields in braces: {_EXAMPLE}")
    return Template(pieces)


def _piece(literal: str, field: str | None, form: str | None, conversion: str | None, known: Collection[str]) -> Piece:
    """Return one piece as Formatter has it."""
    text = _ESCAPE.sub(lambda found: _ESCAPES[found[0]], literal)
    if field is None:
        return Piece(text)
    name = field.strip()
    if name not in known:
        if not name:
            raise _wrong("{} names no field", f"name fields in braces: {_EXAMPLE}")
        raise _wrong(f"unknown field '{shortened(name)}'", nearest(name, tuple(known), "fields are"))
    if conversion:
        raise _wrong(f"{{{name}!{conversion}}} has a conversion", f"write {{{name}}}")
    if not form:
        return Piece(text, name)
    match = _FILL.fullmatch(form)
    if match is None or not 0 < int(match[2]) <= WIDEST_FIELD:
        what = f"'{shortened(form)}' is no width"
        raise _wrong(what, f"{{{name}:12}}, {{{name}:>12}} or {{{name}:^12}}; {WIDEST_FIELD:,} at most")
    return Piece(text, name, match[1], int(match[2]))


def _wrong(what: str, hint: str) -> UsageError:
    return UsageError(f"--template: {what}", hint=hint)


class TemplateWriter:
    """Writes each record by a template."""

    def __init__(self, stream: TextIO, layout: Layout, template: Template) -> None:
        self._stream = stream
        self._layout = layout
        self._pieces = template.pieces
        self._places = {name: place for place, name in enumerate(template.fields)}

    def row(self, values: Row) -> None:
        """Write one record, by the values of the template's fields."""
        self._stream.write("".join(self._written(values)) + "\n")

    def _written(self, values: Row) -> Iterator[str]:
        cells: Sequence[str] = reading_cells(values)
        for piece in self._pieces:
            yield self._safe(piece.text)
            if piece.field:
                place = self._places[piece.field]
                align = piece.align or (">" if is_number(values[place]) else "<")
                yield filled(self._safe(cells[place]), piece.width, align)

    def _safe(self, text: str) -> str:
        """Return text as the place can show it: a terminal gets no commands, nor signs that it cannot write."""
        if self._layout.ascii_only:
            text = ascii_signs(text)
        return escape_controls(text) if self._layout.terminal else text


def filled(text: str, width: int, align: str) -> str:
    """Return text with blanks to a width in columns of a terminal: after it (<), before it (>) or around it (^)."""
    room = max(width - width_of(text), 0)
    before = {"<": 0, ">": room, "^": room // 2}[align]
    return " " * before + text + " " * (room - before)
