"""relcli's own exports as they come back from spreadsheets, R and pandas, from other hands and from bad disks.

Whatever was done to the file: the database stays sound, rows that nobody changed edit nothing, and the same file once
more changes nothing. A change of style alone edits nothing at all.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from functools import cached_property
from random import Random
from typing import Any, NamedTuple

from relcli.model import DATE_BASES, DATE_PRECISIONS, EDITABLE, LEVELS, MODALITIES, SECTORS, TYPES
from tests.cli import scripted

from .damage import damaged
from .harness import Case, ViolationError, last_line, main
from .inside import Place

STYLES = (
    "bom", "crlf", "quote-all", "semicolons", "sep-line", "cp1252", "rows-shuffled", "columns-shuffled",
    "column-left-out",
    "pandas-index", "r-names", "na", "whole-as-float", "upper-truth", "blank-lines", "header-twice", "no-last-line-end",
    "rows-twice", "extra-commas", "rows-left-out", "lists-turned",
)  # fmt: skip
"""What programs do to a table without anybody having changed anything."""
_VALUES: dict[str, tuple[str, ...]] = {
    "id": ("1", "2", "7", "9999", "0", "-1", "1.0", "x", "99999999999999999999", ""),
    "date": (
        "2024-01-05",
        "2024-02-30",
        "2024",
        "2024-01",
        "05.01.2024",
        "1/5/2024",
        "45296",
        "0001-01-01",
        "9999-12-31",
        "",
    ),
    "date_end": ("2020-01-01", "2024-12-31", "", "NA"),
    "source": ("FRA", "rus", "Russia", "XXX", "Foo Bar", "FRA;FRA", ";", "RUS;", ""),
    "target": ("FRA", "RUS", "JPN;CHN", "NA", ""),
    "mutual": ("true", "false", "TRUE", "2", "perhaps", ""),
    "type": (*TYPES[:4], "consult", "NONE", ""),
    "mode": ("visit", "sign", "jump", ""),
    "modality": (*MODALITIES, "OCCURRED", ""),
    "date_precision": (*DATE_PRECISIONS, "", "hour"),
    "date_basis": (*DATE_BASES, "", "guessed"),
    "sectors": (*SECTORS[:3], "energy;trade", "trade;energy", "oil", ""),
    "level": (*LEVELS, "king", ""),
    "intensity": ("1", "-7.5", "1e400", "nan", "high", ""),
    "confidence": ("1", "0.55", "0,7", "1.5", "-0.1", "nan", "high", ""),
    "part_of": ("1", "3", "9999", "1.0", ""),
    "host": ("FRA", "France", ""),
    "people": ("A;B", "A", "", "NA"),
    "people_countries": ("FRA", ";", "FRA;;RUS", ""),
    "evidence": ("They met.", "", "a\0b", "\x1b[31m", "=1+1", "\ud7ff \u202e", "two\nlines", 'a "quoted" word'),
    "document": ("other.txt", "", "a/b\0c"),
    "published": ("2024-01-06", "", "yesterday"),
}


Table = tuple[list[str], list[list[str]]]


class Change(NamedTuple):
    """One cell that somebody changed: the number of the row, counted from 0, its column and what is there now."""

    row: int
    column: str
    value: str


class OwnCsv:
    """Imports what it makes of an export; a case is what was done to it: styles, changes, seeds of damage."""

    name = "own_csv"

    @cached_property
    def _place(self) -> Place:
        place = Place()
        scripted.build(place.database)
        (place.folder / "events.tab").write_bytes(scripted.EVENTS.read_bytes())
        place.call("import", "events.tab")
        place.call("edit", "3", "place=Rome", "sectors=energy,trade")
        place.call("reject", "4")
        return place

    @cached_property
    def _original(self) -> bytes:
        return self._place.database.read_bytes()

    @cached_property
    def _exports(self) -> dict[tuple[str, str], str]:
        wanted = [(kind, fields) for kind in ("csv", "tsv", "json", "jsonl") for fields in ("", "all")]
        return {each: self._exported(*each) for each in wanted}

    def _exported(self, kind: str, fields: str) -> str:
        words = ["list", "--sort", "id", "-f", kind, *(["--fields", fields] if fields else [])]
        return self._place.call(*words).stdout

    def make(self, chance: Random) -> Case:
        """Return what is done to which export, and whether it then goes into an empty database."""
        done: list[object] = chance.sample(STYLES, chance.choice((0, 1, 1, 2, 3)))
        if chance.random() < 0.6:
            for _ in range(chance.choice((1, 1, 2, 5))):
                column = chance.choice((*_VALUES, *EDITABLE))
                done.append(Change(chance.randrange(12), column, chance.choice(_VALUES.get(column, ("", "x", "NA")))))
        if chance.random() < 0.15:
            done.append(chance.randrange(1 << 30))
        kind = chance.choice(("csv", "csv", "csv", "tsv", "json", "jsonl"))
        return Case(tuple(done), (kind, chance.choice(("", "all")), chance.random() < 0.25, chance.randrange(1 << 30)))

    def check(self, case: Case) -> None:
        """Import the file twice into a copy of the database it came from, or into an empty one."""
        kind, fields, elsewhere, seed = case.about
        place, original = self._place, self._original
        data = altered(self._exports[kind, fields], kind, case.parts, Random(seed))
        restore(place, None if elsewhere else original)
        before = place.export()
        file = place.folder / f"back.{kind}"
        file.write_bytes(data)
        outcome = place.call("import", file.name)
        if outcome.code not in {0, 3}:
            raise ViolationError(f"import ends with {outcome.code}: {last_line(outcome.stderr)[:80]}")
        place.check_sound("own import")
        after = place.export()
        if not elsewhere:
            self._check_untouched(case.parts, before, after)
        place.call("import", file.name)
        again = place.export()
        if again != after:
            raise ViolationError(
                f"the second import changes {'something' if elsewhere else 'the events'}: {difference(after, again)}"
            )
        place.check_sound("the second own import")

    def _check_untouched(self, done: tuple[object, ...], before: str, after: str) -> None:
        """Events whose rows nobody changed are as they were, and nobody adds any by a style."""
        if any(isinstance(each, int) for each in done):
            return
        changed = {each.row for each in done if isinstance(each, Change)}
        old, new = before.split("\n"), after.split("\n")
        kept = [line for place, line in enumerate(old) if place not in changed]
        if missing := [line for line in kept if line not in new]:
            fields = differing(missing[0], new)
            raise ViolationError(f"an event that nobody changed is changed: {fields}")
        if not changed and len(new) != len(old):
            raise ViolationError(
                f"a change of style adds {'events' if len(new) > len(old) else 'nothing and loses events'}"
            )


def restore(place: Place, content: bytes | None) -> None:
    """Put the database back as it was, or remove it."""
    for end in ("-wal", "-shm"):
        place.database.with_name(f"{place.database.name}{end}").unlink(missing_ok=True)
    place.database.unlink(missing_ok=True)
    if content is not None:
        place.database.write_bytes(content)


def difference(before: str, after: str) -> str:
    """Return in which fields the first record differs that is not the same."""
    old, new = before.split("\n"), after.split("\n")
    if len(old) != len(new):
        return "more records" if len(new) > len(old) else "fewer records"
    first = next(line for line in old if line not in new)
    return differing(first, new)


def differing(line: str, others: list[str]) -> str:
    """Return the names of the fields in which a record differs from the one with its number."""
    record = json.loads(line)
    other = next((found for found in map(json.loads, filter(None, others)) if found["id"] == record["id"]), None)
    return "it is gone" if other is None else " ".join(name for name in record if record[name] != other[name])


def altered(text: str, kind: str, done: tuple[object, ...], chance: Random) -> bytes:
    """Return an export as it comes back after all that was done to it."""
    styles = [each for each in done if isinstance(each, str)]
    changes = [each for each in done if isinstance(each, Change)]
    made = _table if kind in {"csv", "tsv"} else _objects
    data = made(text, kind, styles, changes, chance)
    for each in done:
        if isinstance(each, int):
            data = damaged(data, Random(each))
    return data


def _objects(text: str, kind: str, styles: list[str], changes: list[Change], chance: Random) -> bytes:
    records: list[dict[str, Any]] = (
        json.loads(text) if kind == "json" else [json.loads(line) for line in text.splitlines()]
    )
    for change in changes:
        if change.row < len(records):
            old = records[change.row].get(change.column)
            records[change.row][change.column] = change.value.split(";") if isinstance(old, list) else change.value
    if "rows-shuffled" in styles:
        chance.shuffle(records)
    if "rows-twice" in styles:
        records += records
    if "na" in styles:
        records = [{name: value if value != "" else None for name, value in record.items()} for record in records]
    if "whole-as-float" in styles:
        records = [{name: float(v) if type(v) is int else v for name, v in record.items()} for record in records]
    if "lists-turned" in styles:
        records = [_turned(record) for record in records]
    lines = [json.dumps(record, ensure_ascii="quote-all" in styles) for record in records]
    written = f"[{','.join(lines)}]" if kind == "json" else "\n".join([*lines, ""])
    return _encoded(written, styles)


def _turned(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with its sectors in another order, which means the same."""
    return {name: value[::-1] if name == "sectors" else value for name, value in record.items()}


def _table(text: str, kind: str, styles: list[str], changes: list[Change], chance: Random) -> bytes:
    mark = "\t" if kind == "tsv" else ","
    if kind == "tsv":
        header, *body = [line.split(mark) for line in text.splitlines()]
    else:
        header, *body = csv.reader(io.StringIO(text, newline=""))
    for change in changes:
        if change.row < len(body) and change.column in header:
            body[change.row][header.index(change.column)] = change.value
    for style in styles:
        header, body = _restyled(style, header, body, chance)
    if kind == "csv" and "semicolons" in styles:
        mark = ";"
    stream = io.StringIO(newline="")
    if kind == "tsv":
        stream.write("".join(mark.join(row) + "\n" for row in (header, *body)))
    else:
        quoting: Any = csv.QUOTE_ALL if "quote-all" in styles else csv.QUOTE_MINIMAL
        csv.writer(stream, delimiter=mark, quoting=quoting, lineterminator="\n").writerows([header, *body])
    written = stream.getvalue()
    if "sep-line" in styles and kind == "csv":
        written = f"sep={mark}\n{written}"
    return _encoded(written, styles)


def _restyled(style: str, header: list[str], body: list[list[str]], chance: Random) -> Table:
    """Return header and rows in another style that means the same."""
    if style in {"columns-shuffled", "column-left-out"}:
        return _with_columns(style, header, body, chance)
    if style == "rows-shuffled":
        return header, chance.sample(body, len(body))
    if style == "rows-left-out":
        return header, body[:: chance.choice((2, 3))]
    if style == "rows-twice":
        return header, body + body
    if style == "header-twice":
        return header, [*body[:2], header, *body[2:]]
    if style == "blank-lines":
        return header, [*body[:1], [""] * len(header), *body[1:]]
    if style == "pandas-index":
        return ["", *header], [[str(place), *row] for place, row in enumerate(body)]
    if style == "r-names":
        return header, [[str(place), *row] for place, row in enumerate(body, 1)]
    if style == "extra-commas":
        return [*header, "", ""], [[*row, "", ""] for row in body]
    if style in _OF_CELLS and len({len(header), *map(len, body)}) == 1:
        return header, [[_cell(style, name, cell) for name, cell in zip(header, row, strict=True)] for row in body]
    return header, body


def _with_columns(style: str, header: list[str], body: list[list[str]], chance: Random) -> Table:
    """Return the columns in another order, or without one that nobody needs."""
    order = list(range(len(header)))
    if style == "columns-shuffled":
        chance.shuffle(order)
    else:
        order.remove(chance.choice([place for place in order if header[place] not in _NEEDED]))
    if any(len(row) != len(header) for row in body):
        return header, body
    return [header[place] for place in order], [[row[place] for place in order] for row in body]


def _cell(style: str, name: str, cell: str) -> str:
    """Return one cell in another style that means the same."""
    if style == "na":
        return cell or "NA"
    if style == "whole-as-float" and name in _WHOLE:
        return f"{cell}.0" if cell else cell
    if style == "upper-truth" and name == "mutual":
        return cell.upper()
    if style == "lists-turned" and name == "sectors":
        return ";".join(cell.split(";")[::-1])
    return cell


_OF_CELLS = frozenset({"na", "whole-as-float", "upper-truth", "lists-turned"})
_WHOLE = frozenset({"id", "part_of", "mentions", "outlets", "documents"})
_NEEDED = frozenset({"id", "date", "source", "target", "type", "key", "database"})


def _encoded(text: str, styles: list[str]) -> bytes:
    if "no-last-line-end" in styles:
        text = text.rstrip("\n")
    if "crlf" in styles:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    if "cp1252" in styles:
        try:
            return text.encode("cp1252")
        except UnicodeEncodeError:
            pass
    return (b"\xef\xbb\xbf" if "bom" in styles else b"") + text.encode(errors="replace")


if __name__ == "__main__":
    sys.exit(main(OwnCsv))
