"""What a cell of each kind may hold (kinds: `relcli.lexicon.forms`).

A check returns what is wrong and what to do about it, or None. For a word that is not in a fixed list it suggests the
closest ones.
"""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from relcli.lexicon.tables import split_list
from relcli.lexicon.words import AbbreviationKind
from relcli.model import LEVELS, MODALITIES, QUAD_CLASSES, SECTORS, TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    Wrong = tuple[str, str] | None
    Check = Callable[[str, "Known"], Wrong]

WORD_RULES = ("not-before:", "not-after:")
_MOST_LISTED = 25
_PARTIAL_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_OBJECT = re.compile(r"actor|\{([a-z-]+)\}")
_EXAMPLE = re.compile(r".+ \[([A-Z0-9]+( [A-Z0-9]+)+)?\]")


class Known(NamedTuple):
    """What rows may refer to: codes of states and of all actors, noun classes, word classes, (type, mode), the
    values of each class of word_values.tsv, and the prepositions by which a target may be found."""

    states: Collection[str] = ()
    actors: Collection[str] = ()
    noun_classes: Collection[str] = ()
    word_classes: Collection[str] = ()
    modes: Collection[tuple[str, str]] = ()
    values: Mapping[str, Collection[str]] = MappingProxyType({})
    prepositions: Collection[str] = ()


def check_cell(cell: str, kind: str, known: Known) -> Wrong:
    """Return what is wrong with a cell that is not empty, and what to do; None if it is right."""
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return "the cell is in quotation marks", "write it without them"
    return _CHECKS[kind](cell, known)


def first_day(words: str) -> str:
    """Return the first day of a day, month or year."""
    return words + "0001-01-01"[len(words) :] if words else ""


def last_day(words: str) -> str:
    """Return a day that no day of this day, month or year comes after ('' = never)."""
    return words + "9999-12-31"[len(words) :] if words else ""


def unknown(what: str, word: str, choices: Collection[str]) -> tuple[str, str]:
    """Return what to say of a name that is not one of `choices`."""
    near = get_close_matches(word, choices, n=3)
    if near:
        hint = f"did you mean {', '.join(near)}?"
    elif len(choices) > _MOST_LISTED:
        hint = "use one that the shipped table has"
    else:
        hint = f"it is one of {', '.join(sorted(choices))}"
    return f"unknown {what} {word!r}", hint


def _one_of(what: str, choices: Collection[str]) -> Check:
    return lambda cell, _: None if cell in choices else unknown(what, cell, choices)


def _formed(pattern: str, wanted: str) -> Check:
    form = re.compile(pattern)
    return lambda cell, _: None if form.fullmatch(cell) else (f"{cell!r} is not {wanted}", f"write {wanted}")


def _any(cell: str, _: Known) -> Wrong:
    return None


def _list(cell: str, _: Known) -> Wrong:
    if all(part.strip() for part in cell.split(";")):
        return None
    return f"the list {cell!r} has an empty member", "put one ; between two members"


def _lower(cell: str, _: Known) -> Wrong:
    return None if cell == cell.lower() else (f"{cell!r} has capitals", "write it in lower case")


def _day(cell: str, _: Known) -> Wrong:
    try:
        fitting = date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        fitting = False
    return None if fitting else (f"{cell!r} is not a day", "write it as 2024-03-31")


def _date(cell: str, known: Known) -> Wrong:
    if _PARTIAL_DATE.fullmatch(cell) and _day(first_day(cell), known) is None:
        return None
    return f"{cell!r} is not a date", "write it as 2024-03-31, 2024-03 or 2024"


def _actor(cell: str, known: Known) -> Wrong:
    if cell in known.actors:
        return None
    near = get_close_matches(cell, known.actors, n=3)
    first = f"did you mean {', '.join(near)}? " if near else ""
    return f"unknown actor code {cell!r}", f"{first}add new ones to countries.tsv or organisations.tsv"


def _states(cell: str, known: Known) -> Wrong:
    wrong = [code for code in split_list(cell) if code not in known.states]
    return (f"unknown country code {wrong[0]!r}", "use the codes of countries.tsv") if wrong else _list(cell, known)


def _rule(cell: str, _: Known) -> Wrong:
    if cell in {"cased", "needs-country-context"}:
        return None
    if cell.startswith(WORD_RULES) and all(cell.partition(":")[2].split("|")):
        return None
    return f"unknown rule {cell!r}", "rules are cased, needs-country-context, not-before:A|B and not-after:A|B"


def _object(cell: str, known: Known) -> Wrong:
    for part in cell.split("|"):
        match = _OBJECT.fullmatch(part)
        if match is None:
            return f"{part!r} is not an object", "write actor, or {class} with a class of nouns.tsv"
        if match[1] and match[1] not in known.noun_classes:
            return unknown("noun class", match[1], known.noun_classes)
    return None


def _slots(cell: str, known: Known) -> Wrong:
    return _all_among("slot", cell.split(","), {*_SLOTS, *known.prepositions})


def _among(what: str, choices: Collection[str], joint: str) -> Check:
    return lambda cell, _: _all_among(what, cell.split(joint), choices)


def _all_among(what: str, members: Iterable[str], choices: Collection[str]) -> Wrong:
    wrong = [member.strip() for member in members if member.strip() not in choices]
    return unknown(what, wrong[0], choices) if wrong else None


def _example(cell: str, known: Known) -> Wrong:
    match = _EXAMPLE.fullmatch(cell)
    if match is None:
        return "the example does not end with its pair", "end it as in: France thanked Poland. [FRA POL]"
    return next((wrong for code in (match[1] or "").split() if (wrong := _actor(code, known))), None)


_SLOTS = ("obj", "that", "any", "pair")
_FLAGS = {"mutual", "reverse", "passive", "active", "host", "no-pair", "inner", "reciprocal", "speaker"}
_CHECKS: dict[str, Check] = {
    "text": _any,
    "list": _list,
    "lower": _lower,
    "new-state": _formed(r"[A-Z]{3}", "a code of three capitals"),
    "new-code": _formed(r"[A-Z][A-Z0-9]+", "a code of capitals and digits"),
    "alpha2": _formed(r"[A-Z]{2}", "a code of two capitals"),
    "states": _states,
    "actor": _actor,
    "day": _day,
    "date": _date,
    "rule": _rule,
    "number": _formed(r"-?\d+(\.\d+)?", "a number"),
    "actor-kind": _one_of("kind", ("capital", "city", "metonym", "institution", "region", "name", "stop")),
    "organisation-kind": _one_of("kind", ("organisation", "forum", "armed group")),
    "title-kind": _one_of("kind", ("person", "body")),
    "level": _one_of("level", LEVELS),
    "type": _one_of("type", TYPES),
    "act": _one_of("type", (*TYPES, "-", "=")),
    "modality": _one_of("modality", MODALITIES),
    "quad-class": _one_of("class", QUAD_CLASSES),
    "sector": _one_of("sector", SECTORS),
    "word-class": lambda cell, known: (
        None if cell in known.word_classes else unknown("class of words", cell, known.word_classes)
    ),
    "value-class": lambda cell, known: (
        None if cell in known.values else unknown("class of word values", cell, known.values)
    ),
    "abbreviation-kind": _one_of("kind", tuple(AbbreviationKind)),
    "furniture-kind": _one_of("kind", ("tail", "caption")),
    "furniture-position": _one_of("position", ("start", "whole")),
    "object": _object,
    "slots": _slots,
    "sources": _among("slot", {"poss", "by", "from", "of", "between"}, ","),
    "flags": _among("flag", _FLAGS, ";"),
    "example": _example,
}
