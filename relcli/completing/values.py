"""The values that options, arguments and terms of a query can have, by their kind."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from relcli.completing.suggestion import NOTHING, Found, Suggestion, beginning

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relcli.completing.cursor import Place
    from relcli.environment import Environment

CHOICES = Path(__file__).parent / "data" / "choices.tsv"
LISTS = frozenset({"country", "actor", "sector", "type", "mode", "modality", "producer", "fields", "sort", "by"})
"""Kinds whose values may be several, with commas between them."""
_TABLES = {"sector": "SECTORS", "type": "TYPES", "modality": "MODALITIES"}
"""Kind -> the table of the model that holds its values."""
MOST = 100
"""Suggestions of numbers from the database: more than these nobody looks through."""
_KINDS_OF_KEYS = {
    "country": "country", "source": "actor", "target": "actor", "between": "actor", "sector": "sector",
    "type": "type", "mode": "mode", "modality": "modality", "producer": "producer", "period": "period",
    "mutual": "mutual", "id": "event", "host": "actor", "sectors": "sector",
}  # fmt: skip
_TERM = re.compile(r'(?P<head>(?:[^\s"]|"[^"]*"|\s)*?(?:^|(?<=\s)))(?P<term>[^\s"]*(?:"[^"]*)?)$')


def values_of(place: Place, typed: str, environment: Environment) -> Found:
    """Return the values that can stand at a place and begin so; of a comma list only the last is looked at."""
    head, comma, last = typed.rpartition(",") if place.kind in LISTS else ("", "", typed)
    last, blanks = last.lstrip(), last[: len(last) - len(last.lstrip())]
    return _single(place, last, environment).behind(head + comma + blanks)


def _single(place: Place, typed: str, environment: Environment) -> Found:
    if place.kind in _TABLES:
        return _named(_TABLES[place.kind], typed)
    if place.kind in {"country", "actor"}:
        return _actors(typed)
    if place.kind == "mode":
        return _modes(typed)
    from_database = {"event": _events, "view": _views, "batch": _batches}.get(place.kind)
    if from_database:
        return from_database(typed, _database(place, environment))
    if place.kind == "query":
        return _query(place, typed, environment)
    if place.kind == "assignment":
        return _assignment(place, typed, environment)
    if place.kind == "setting":
        return _settings(place, typed)
    return _chosen(place, typed)


def _chosen(place: Place, typed: str) -> Found:
    """Return the choices of a table: those for the command, else those for all."""
    choices = _choices()
    kind = "fields" if place.kind == "sort" else place.kind
    known = choices.get(f"{place.call} {kind}") or choices.get(kind, ())
    if place.kind == "sort":
        sign = "-" * typed.startswith("-")
        return beginning(typed.removeprefix("-"), [each for each in known if each != "all"]).behind(sign)
    return beginning(typed, [*known, "help"] if kind == "fields" else known)


def _choices() -> dict[str, tuple[str, ...]]:
    lines = CHOICES.read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {name: tuple(values.split(";")) for name, values in rows}


def _named(table: str, typed: str) -> Found:
    from relcli import model

    return beginning(typed, [name.lower() for name in getattr(model, table)])


def _modes(typed: str) -> Found:
    from relcli.query.names import known_modes

    return beginning(typed, known_modes())


def _actors(typed: str) -> Found:
    """Return countries by name and organisations by code or name; where none begins so, other words for them."""
    from relcli.query.names import actors_beginning

    return beginning_folded(typed, [Suggestion(*each) for each in actors_beginning(typed)])


def beginning_folded(typed: str, known: Sequence[Suggestion]) -> Found:
    """Return the names, without commas, which separate the values of a list. Among several, those whose accents
    were not typed come without them, so that all begin as it was typed."""
    from relcli.query.words import unaccented

    known = [each._replace(text=each.text.replace(",", "")) for each in known]
    if len(known) == 1:
        return Found((known[0],))
    plain = typed and typed.isascii()
    return beginning(typed, [each._replace(text=unaccented(each.text)) for each in known] if plain else known)


def _database(place: Place, environment: Environment) -> Path:
    """Return the database that the line names, else the one that is settled."""
    words = place.before
    for number, word in enumerate(words):
        if word.startswith("--db="):
            return Path(word.partition("=")[2])
        if word == "--db" and number + 1 < len(words):
            return Path(words[number + 1])
    return environment.database_path


def _events(typed: str, database: Path) -> Found:
    from relcli.store.read import completion as suggesting

    return _numbers(typed, database, suggesting.events_beginning)


def _batches(typed: str, database: Path) -> Found:
    from relcli.store.read import completion as suggesting

    return _numbers(typed, database, suggesting.batches_beginning)


def _numbers(typed: str, database: Path, known: Callable[[Path, str, int], Sequence[tuple[int, str]]]) -> Found:
    """Return numbers with what they are, the newest first."""
    digits = typed.removeprefix("#")
    if digits and not (digits.isascii() and digits.isdecimal()):
        return NOTHING
    sign = typed[: len(typed) - len(digits)]
    return Found(tuple(Suggestion(f"{sign}{number}", note) for number, note in known(database, digits, MOST)))


def _views(typed: str, database: Path) -> Found:
    from relcli.store.read import completion as suggesting

    sign = "@" * typed.startswith("@")
    return beginning(typed.removeprefix("@"), suggesting.view_names(database)).behind(sign)


def _query(place: Place, typed: str, environment: Environment) -> Found:
    """Return what can go on the last term of a query: a key, a value of its key, or a view."""
    from relcli.query.terms import KEYS, known_key

    match = _TERM.match(typed)
    if match is None:
        return NOTHING
    term = match["term"].removeprefix("^")
    head = typed[: len(typed) - len(term)]
    if term.startswith("@"):
        return _views(term, _database(place, environment)).behind(head)
    name, colon, value = term.partition(":")
    if not colon:
        keys = [Suggestion(f"{key}:") for key in KEYS]
        return beginning(term, keys, more=True).behind(head) if '"' not in term else NOTHING
    kind = _KINDS_OF_KEYS.get(known_key(name), "")
    return _of_key(place._replace(kind=kind), value, environment).behind(f"{head}{name}:") if kind else NOTHING


def _of_key(place: Place, value: str, environment: Environment) -> Found:
    """Return the values of a key in the spelling of a query: blanks as hyphens, or between quotation marks where
    one is open."""
    behind = value.rfind(",") + 1 if place.kind in LISTS else 0
    head, last = value[:behind], value[behind:]
    mark = last.startswith('"')
    plain = last.removeprefix('"')
    actors = place.kind in {"country", "actor"}
    found = values_of(place, plain.replace("-", " ") if actors and not mark else plain, environment)
    spelt = (_spelt(each, marked=mark, joined=actors) for each in found.suggestions)
    return found._replace(suggestions=tuple(spelt)).behind(head)


def _spelt(suggestion: Suggestion, *, marked: bool, joined: bool) -> Suggestion:
    """Return a value as a term of a query has it."""
    if marked or (" " in suggestion.text and not joined):
        return suggestion._replace(text=f'"{suggestion.text}"')
    return suggestion._replace(text=suggestion.text.replace(" ", "-"))


def _assignment(place: Place, typed: str, environment: Environment) -> Found:
    """Return the fields that can be set, or the values of one; before them the numbers of events."""
    name, equals, value = typed.partition("=")
    if equals:
        kind = _KINDS_OF_KEYS.get(name, "")
        return values_of(place._replace(kind=kind), value, environment).behind(f"{name}=") if kind else NOTHING
    if typed[:1].isdigit() or (place.call == "edit" and not place.before):
        return _events(typed, _database(place, environment))
    return beginning(typed, [f"{field}=" for field in _choices().get("assignment", ())], more=True)


def _settings(place: Place, typed: str) -> Found:
    """Return the keys of settings, or behind `set` and a key its values."""
    from relcli.settings import KEYS

    named = [word for word in place.before if not word.startswith("-")]
    if not named:
        return beginning(typed, [Suggestion(key.name, key.purpose) for key in KEYS.values()])
    key = KEYS.get(named[0])
    if key is None or place.call != "config set" or len(named) > 1:
        return NOTHING
    if key.kind in {"file", "folder"}:
        return Found(files=True)
    return beginning(typed, {"switch": ("true", "false"), "program": ("false",)}.get(key.kind, key.choices))
