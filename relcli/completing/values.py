"""The values that options, arguments and query terms can have, by kind, and which of them continue what is typed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from relcli.environment import Environment

ValueKind = Literal[
    "", "actor", "assignment", "batch", "by", "color", "country", "date", "error-format", "event", "fields", "file",
    "format", "jobs", "modality", "mode", "mutual", "period", "producer", "query", "sector", "setting", "shell", "sort",
    "type", "view",
]  # fmt: skip
"""What a value is; empty for free text."""

CHOICES = Path(__file__).parent / "data" / "choices.tsv"
LISTS = frozenset({"country", "actor", "sector", "type", "mode", "modality", "producer", "fields", "sort", "by"})
"""Kinds that accept several values, separated by commas."""
MOST = 100
"""The largest number of suggestions from the database; nobody reads more."""
_MODEL_TABLES: dict[ValueKind, str] = {"sector": "SECTORS", "type": "TYPES", "modality": "MODALITIES"}
"""The table of `relcli.model` with the values of a kind."""
_KINDS_OF_KEYS: dict[str, ValueKind] = {
    "country": "country", "source": "actor", "target": "actor", "between": "actor", "sector": "sector",
    "type": "type", "mode": "mode", "modality": "modality", "producer": "producer", "period": "period",
    "mutual": "mutual", "id": "event", "host": "actor", "sectors": "sector",
}  # fmt: skip
"""The kinds of the keys of a query, and of the fields in an assignment."""
_LAST_TERM = re.compile(r'(?P<head>(?:[^\s"]|"[^"]*"|\s)*?(?:^|(?<=\s)))(?P<term>[^\s"]*(?:"[^"]*)?)$')


class Place(NamedTuple):
    """Where the cursor is: the command, the kind of the value there, and the words between the two."""

    call: str
    kind: ValueKind
    before: tuple[str, ...]


class Suggestion(NamedTuple):
    """A word that can be typed next, and a note on what it is."""

    text: str
    note: str = ""


class Found(NamedTuple):
    """All suggestions. With `files` the shell completes file names; with `open` the word continues after each."""

    suggestions: tuple[Suggestion, ...] = ()
    files: bool = False
    open: bool = False

    def with_prefix(self, prefix: str) -> Found:
        """Return the same suggestions with the beginning of their word added."""
        return self._replace(suggestions=tuple(each._replace(text=prefix + each.text) for each in self.suggestions))


NOTHING = Found()
FILES = Found(files=True)


def starting_with(typed: str, known: Iterable[Suggestion | str], *, more: bool = False) -> Found:
    """Return what starts with the letters typed, in any case; with `more` the word continues after each."""
    start = typed.lower()
    candidates = [Suggestion(each) if isinstance(each, str) else each for each in known]
    matching = [each for each in candidates if each.text.lower().startswith(start)]
    return Found(_keeping_typed(typed, matching), open=more and bool(matching))


def _keeping_typed(typed: str, found: list[Suggestion]) -> tuple[Suggestion, ...]:
    """Return suggestions whose common beginning is no shorter than what is typed.

    Shells replace what is typed by the common beginning: with UNESCO and United Kingdom for `un` only the letter U
    would be left. Such suggestions therefore begin with what is typed, exactly as it is.
    """
    if len({each.text[: len(typed)] for each in found}) > 1:
        found = [each._replace(text=typed + _rest(each.text, typed)) for each in found]
    return tuple(dict.fromkeys(found))


def _rest(text: str, typed: str) -> str:
    """Return what follows the letters typed; an acronym continues in lower case if it is typed so."""
    rest = text[len(typed) :]
    return rest.lower() if text.isupper() and typed.islower() else rest


def values_of(place: Place, typed: str, environment: Environment) -> Found:
    """Return the values for a place that start with what is typed; in a comma list only the last one matters."""
    head, comma, last = typed.rpartition(",") if place.kind in LISTS else ("", "", typed)
    last, blanks = last.lstrip(), last[: len(last) - len(last.lstrip())]
    return _single_value(place, last, environment).with_prefix(head + comma + blanks)


def _single_value(place: Place, typed: str, environment: Environment) -> Found:
    if not place.kind:
        return NOTHING
    if place.kind == "file":
        return FILES
    if place.kind in _MODEL_TABLES:
        return _from_model(_MODEL_TABLES[place.kind], typed)
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
    return _from_choices(place, typed)


def _from_choices(place: Place, typed: str) -> Found:
    """Return the fixed choices: those for the command, else those for all commands."""
    choices = _choices()
    kind = "fields" if place.kind == "sort" else place.kind
    known = choices.get(f"{place.call} {kind}") or choices.get(kind, ())
    if place.kind == "sort":
        sign = "-" * typed.startswith("-")
        return starting_with(typed.removeprefix("-"), [each for each in known if each != "all"]).with_prefix(sign)
    return starting_with(typed, [*known, "help"] if kind == "fields" else known)


def _choices() -> dict[str, tuple[str, ...]]:
    lines = CHOICES.read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {name: tuple(values.split(";")) for name, values in rows}


def _from_model(table: str, typed: str) -> Found:
    from relcli import model

    return starting_with(typed, [name.lower() for name in getattr(model, table)])


def _modes(typed: str) -> Found:
    from relcli.query.names import known_modes

    return starting_with(typed, known_modes())


def _actors(typed: str) -> Found:
    """Return countries by name and organisations by code or name; if none starts so, other names for them."""
    from relcli.query.names import actors_beginning

    return _actors_starting_with(typed, [Suggestion(*each) for each in actors_beginning(typed)])


def _actors_starting_with(typed: str, known: Sequence[Suggestion]) -> Found:
    """Return the actors without commas in their names, because commas separate values.

    Several names lose their accents if none is typed, so that all of them begin with what is typed.
    """
    from relcli.query.words import unaccented

    known = [each._replace(text=each.text.replace(",", "")) for each in known]
    if len(known) == 1:
        return Found((known[0],))
    plain = typed and typed.isascii()
    return starting_with(typed, [each._replace(text=unaccented(each.text)) for each in known] if plain else known)


def _database(place: Place, environment: Environment) -> Path:
    """Return the database that is named on the line, else the one that is set."""
    words = place.before
    for number, word in enumerate(words):
        if word.startswith("--db="):
            return Path(word.partition("=")[2])
        if word == "--db" and number + 1 < len(words):
            return Path(words[number + 1])
    return environment.database_path


def _events(typed: str, database: Path) -> Found:
    from relcli.store.read import completion

    return _numbers(typed, database, completion.events_beginning)


def _batches(typed: str, database: Path) -> Found:
    from relcli.store.read import completion

    return _numbers(typed, database, completion.batches_beginning)


LONGEST_NUMBER = 18
"""Digits of what may begin the number of an event: with all digits that may follow it is still one of SQLite."""


def _numbers(typed: str, database: Path, known: Callable[[Path, str, int], Sequence[tuple[int, str]]]) -> Found:
    """Return numbers, newest first, with a note on what each is."""
    digits = typed.removeprefix("#")
    if digits and not (digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_NUMBER):
        return NOTHING
    sign = typed[: len(typed) - len(digits)]
    return Found(tuple(Suggestion(f"{sign}{number}", note) for number, note in known(database, digits, MOST)))


def _views(typed: str, database: Path) -> Found:
    from relcli.store.read import completion

    sign = "@" * typed.startswith("@")
    return starting_with(typed.removeprefix("@"), completion.view_names(database)).with_prefix(sign)


def _query(place: Place, typed: str, environment: Environment) -> Found:
    """Return what continues the last term of a query: a key, a value of its key, or a view."""
    from relcli.query.terms import KEYS, known_key

    match = _LAST_TERM.match(typed)
    if match is None:
        return NOTHING
    term = match["term"].removeprefix("^")
    head = typed[: len(typed) - len(term)]
    if term.startswith("@"):
        return _views(term, _database(place, environment)).with_prefix(head)
    name, colon, value = term.partition(":")
    if not colon:
        keys = [Suggestion(f"{key}:") for key in KEYS]
        return starting_with(term, keys, more=True).with_prefix(head) if '"' not in term else NOTHING
    kind = _KINDS_OF_KEYS.get(known_key(name), "")
    return (
        _values_of_key(place._replace(kind=kind), value, environment).with_prefix(f"{head}{name}:") if kind else NOTHING
    )


def _values_of_key(place: Place, value: str, environment: Environment) -> Found:
    """Return the values of a key as a query writes them: with hyphens for spaces, or in quotation marks if one is
    open."""
    start = value.rfind(",") + 1 if place.kind in LISTS else 0
    head, last = value[:start], value[start:]
    is_quoted = last.startswith('"')
    plain = last.removeprefix('"')
    is_actor = place.kind in {"country", "actor"}
    found = values_of(place, plain.replace("-", " ") if is_actor and not is_quoted else plain, environment)
    written = (_as_in_query(each, is_quoted=is_quoted, is_actor=is_actor) for each in found.suggestions)
    return found._replace(suggestions=tuple(written)).with_prefix(head)


def _as_in_query(suggestion: Suggestion, *, is_quoted: bool, is_actor: bool) -> Suggestion:
    """Return a value as it is written in a term of a query."""
    if is_quoted or (" " in suggestion.text and not is_actor):
        return suggestion._replace(text=f'"{suggestion.text}"')
    return suggestion._replace(text=suggestion.text.replace(" ", "-"))


def _assignment(place: Place, typed: str, environment: Environment) -> Found:
    """Return the fields that can be set, or the values of one; where a number comes first, the numbers of events."""
    name, equals, value = typed.partition("=")
    if equals:
        kind = _KINDS_OF_KEYS.get(name, "")
        return values_of(place._replace(kind=kind), value, environment).with_prefix(f"{name}=") if kind else NOTHING
    if typed[:1].isdigit() or (place.call == "edit" and not place.before):
        return _events(typed, _database(place, environment))
    return starting_with(typed, [f"{field}=" for field in _choices().get("assignment", ())], more=True)


def _settings(place: Place, typed: str) -> Found:
    """Return the keys of settings; after `config set` and a key, the values of that key."""
    from relcli.setting_keys import KEYS

    named = [word for word in place.before if not word.startswith("-")]
    if not named:
        return starting_with(typed, [Suggestion(key.name, key.purpose) for key in KEYS.values()])
    key = KEYS.get(named[0])
    if key is None or place.call != "config set" or len(named) > 1:
        return NOTHING
    if key.kind in {"file", "folder", "folders"}:
        return FILES
    return starting_with(typed, {"switch": ("true", "false"), "program": ("false",)}.get(key.kind, key.choices))
