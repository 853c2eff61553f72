"""What a name or word can be: every row of every table that it could match, with what the row says of it.

Whether a row counts in a text depends also on capitals, on its rule and on the words around; `relcli explain` shows
that for a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcli.lexicon.cells import first_day, last_day
from relcli.lexicon.tables import split_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from relcli.lexicon.tables import Entry, Row

    Forms = Callable[[str], AbstractSet[str]]
    """From a lemma to the forms it is written in."""

COLUMNS = (
    "match", "table", "kind", "code", "meaning", "office", "level", "from", "to", "in_force", "rule", "where",
)  # fmt: skip
_LISTED = {
    "countries": ("code", "alpha2", "name", "names", "adjectives", "demonyms", "capitals"),
    "organisations": ("code", "name", "aliases", "subbodies"),
    "actors": ("alias",),
    "persons": ("name", "variants", "surname"),
}
"""Columns of proper names; one cell may hold several."""
_SINGULAR = {
    "names": "name", "adjectives": "adjective", "demonyms": "demonym", "capitals": "capital", "aliases": "alias",
    "subbodies": "sub-body", "variants": "variant", "alpha2": "code",
}  # fmt: skip
_INFLECTED = {"titles": "title", "event_nouns": "noun", "nouns": "noun"}
_PLAIN = {
    "departments": "word", "reporting": "phrase", "words": "word", "word_values": "word",
    "abbreviations": "abbreviation", "agencies": "name", "datelines": "place", "starters": "word",
    "furniture": "phrase",
}  # fmt: skip
_MEANINGS = {
    "nouns": "class", "words": "class", "word_values": "value", "sectors": "sector", "agencies": "outlet",
}  # fmt: skip
"""Columns that say what a word means."""
_SHARED = ("code", "office", "level", "from", "to", "rule")


def look_up(
    tables: Mapping[str, Sequence[Entry]], name: str, day: str, verbs: Forms, nouns: Forms
) -> list[dict[str, Any]]:
    """Return a record (COLUMNS) for each row that `name` could match; those in force on the day come first.

    `verbs` and `nouns` give the written forms of a verb and of a noun.
    """
    bare = " ".join(name.casefold().split()).removeprefix("the ")
    names = {bare, f"the {bare}"}
    records: list[dict[str, Any]] = [
        {
            "match": match,
            "table": table,
            "kind": kind,
            **{column: entry.row.get(column, "") for column in _SHARED},
            "meaning": _meaning(table, entry.row),
            "in_force": in_force(entry.row, day),
            "where": entry.where,
        }
        for table, entries in tables.items()
        for entry in entries
        for match, kind in _matches(table, entry.row, names, verbs, nouns)
    ]
    records.sort(key=lambda record: first_day(record["from"]), reverse=True)
    records.sort(key=lambda record: (not record["in_force"], *_place(record, list(tables))))
    return records


def in_force(row: Row, day: str) -> bool:
    """Does a row count on an ISO day?"""
    last = last_day(row.get("to", ""))
    return first_day(row.get("from", "")) <= day and (not last or day <= last)


def _place(record: dict[str, Any], tables: list[str]) -> tuple[int, bool]:
    return tables.index(record["table"]), record["kind"] == "variant"


def _matches(table: str, row: Row, names: AbstractSet[str], verbs: Forms, nouns: Forms) -> Iterator[tuple[str, str]]:
    """Yield the text of the row that matches and what sort of name it is; a row once."""
    for column in _LISTED.get(table, ()):
        for text in split_list(row[column]):
            if text.casefold() in names:
                kind = row["kind"] if table == "actors" else _SINGULAR.get(column, column)
                yield text, kind
                return
    found = _word(table, row, names, verbs, nouns)
    if found:
        yield found


def _word(table: str, row: Row, names: AbstractSet[str], verbs: Forms, nouns: Forms) -> tuple[str, str] | None:
    if table in _INFLECTED:
        text = row[_INFLECTED[table]]
        found = text.casefold() in names or not names.isdisjoint(map(str.casefold, nouns(text)))
        return (text, row.get("kind") or _INFLECTED[table]) if found else None
    if table in _PLAIN:
        text = row[_PLAIN[table]]
        return (text, row.get("kind") or row.get("class") or _PLAIN[table]) if text.casefold() in names else None
    if table == "verbs":
        return _verb(row, names, verbs)
    if table == "sectors":
        return _term(row["term"], names)
    if table == "irregular":
        forms = (row["lemma"], *split_list(row["past"]), *split_list(row["participle"]))
        return (row["lemma"], "irregular verb") if not names.isdisjoint(forms) else None
    return None


def _verb(row: Row, names: AbstractSet[str], verbs: Forms) -> tuple[str, str] | None:
    """Match "sign", "signed" and "sign up" with a frame; fixed words after the verb may be left out."""
    lemma, *rest = row["verb"].split(" ")
    for name in names:
        first, *following = name.split(" ")
        if (first == lemma or first in verbs(lemma)) and following == rest[: len(following)]:
            return f"{row['verb']} {row['object']}".rstrip(), "verb"
    return None


def _term(term: str, names: AbstractSet[str]) -> tuple[str, str] | None:
    """Match a term of a sector with its star."""
    stem = term.removesuffix("*")
    for name in names:
        if name == term or (term != stem and name.startswith(stem) and " " not in name[len(stem) :]):
            return term, "term"
    return None


def _meaning(table: str, row: Row) -> str:
    if table in {"countries", "organisations", "persons"}:
        return row["name"]
    if table == "actors":
        return "no actor" if row["kind"] == "stop" else ""
    if table == "titles":
        return "represents its state" if row["kind"] == "body" else "a person's title"
    if table in {"verbs", "event_nouns"}:
        return _act(row)
    return row[_MEANINGS[table]] if table in _MEANINGS else ""


def _act(row: Row) -> str:
    if row["type"] in {"-", "="}:
        return "no event" if row["type"] == "-" else "the verb after it decides"
    act = " ".join(part for part in (row["type"], row["mode"], row["modality"]) if part)
    slots = f"{row['source']} -> {row['target']}" if "source" in row else f"target {row['target']}"
    flags = f"; {row['flags'].replace(';', ', ')}" if row["flags"] else ""
    return f"{act}; {slots.replace(',', ', ')}{flags}"
