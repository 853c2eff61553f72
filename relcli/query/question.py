"""From the terms that were typed to Filters: names become codes, periods become days.

This is the only place that decides what a value of each key means, whether it comes from an option, the query
expression or a saved view.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from relcli.errors import UsageError, nearest
from relcli.query import names
from relcli.query.filters import MUTUAL_CHOICES, Filters
from relcli.query.terms import ANY_OF, GROUP, MIN_CONFIDENCE, MOST_NESTED, ONCE, SUCCESSORS, Term, Word, walked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def to_filters(terms: Sequence[Term], today: str) -> Filters:
    """Return what the terms ask for on the day `today`.

    Raises UsageError, with the column if there is one, for unknown names and for a second value of a key that takes
    one.
    """
    return _meant(terms, today, any(term.key == SUCCESSORS for term in walked(terms)))


def _meant(terms: Sequence[Term], today: str, successors: bool, nested: int = 0) -> Filters:
    """Return what a question asks for, which may be inside another one."""
    if nested > MOST_NESTED + 1:  # the parentheses of views inside others
        raise UsageError("the parentheses of the views are too deep", hint="leave out those that are not needed")
    _check_once(terms)
    plain = [term for term in terms if term.key != GROUP]
    wanted = _asked([term for term in plain if not term.excluded], today, successors)
    excluded: list[Filters] = []
    choices: list[list[Filters]] = []
    for term in terms:
        if term.key != GROUP:
            if term.excluded:
                excluded.append(_asked([term], today, successors))
            continue
        alternatives = [_meant(each, today, successors, nested + 1) for each in term.alternatives]
        if term.excluded:
            excluded += alternatives
        else:
            choices.append(alternatives)
    wanted = replace(wanted, excluded=tuple(excluded))
    if choices:
        from relcli.query.joining import with_choice  # few questions join others

        for alternatives in choices:
            wanted = with_choice(wanted, alternatives)
    return wanted


def _asked(terms: Sequence[Term], today: str, successors: bool) -> Filters:
    """Return the filters of terms that are all wanted, or of the one term that is not."""
    fields: dict[str, Any] = {}
    for key in ANY_OF:
        words = [word for term in terms if term.key == key for word in term.words]
        if words:
            field, resolve = _RESOLVED[key]
            fields[field] = _codes(words, resolve)
    if successors:
        actors = [field for field in ("countries", "source", "target") if field in fields]
        fields |= {field: names.with_predecessors(fields[field]) for field in actors}
    texts = [term for term in terms if term.key == "text"]
    if texts:
        fields["text"] = " ".join(word.text for term in texts for word in term.words)
        fields["raw_text"] = any(term.raw for term in texts)
    once = {term.key: term for term in terms if term.key in ONCE}
    for key, term in once.items():
        with _located(term.words[0]):
            fields |= _once(key, term, today)
    return Filters(**fields)


def _once(key: str, term: Term, today: str) -> dict[str, Any]:
    """Return the fields of a key that a question has once."""
    text = term.words[0].text
    if key == "between":
        return {"between": _pair(term)}
    if key == "mutual":
        return {"mutual": _mutual(text, excluded=term.excluded)}
    if key == MIN_CONFIDENCE:
        return {"min_confidence": _share(text, excluded=term.excluded)}
    from relcli.query import period  # only questions with a period need the calendar

    if key == "period":
        since, until = period.parse_period(text, today)
        return {"since": since, "until": until}
    if key == "until":
        return {"until": period.parse_until(text, today)}
    return {key.replace("-", "_"): period.parse_since(text, today)}


def _pair(term: Term) -> tuple[str, str]:
    """Return the two parties of `between`."""
    if len(term.words) != 2:
        raise UsageError("between needs two parties", hint="write between:russia,china")
    codes = []
    for word in term.words:
        with _located(word):
            codes.append(names.resolve_actor(word.text))
    return codes[0], codes[1]


def _mutual(text: str, *, excluded: bool) -> str:
    """Return one of the choices for mutual events; to exclude `include` would exclude everything."""
    choice = text.lower()
    if choice not in MUTUAL_CHOICES:
        raise UsageError(f"unknown --mutual choice {text!r}", hint=nearest(choice, MUTUAL_CHOICES))
    if excluded and choice == "include":
        raise UsageError("^mutual:include excludes everything", hint="write mutual:only or mutual:exclude")
    return choice


_AT_LEAST = re.compile(r"(?:>=|≥)?\s*([01](?:[.,]\d+)?|[.,]\d+)", re.ASCII)
_BELOW = re.compile(r"(?:<=?|≤)\s*(0?[.,]\d+|1(?:[.,]0+)?)", re.ASCII)
"""What is asked for as what is not at least so much."""


def _share(text: str, *, excluded: bool) -> float:
    """Return a number from 0 to 1, which may have >= before it; to exclude 0 and more would exclude everything."""
    found = _AT_LEAST.fullmatch(text.strip())
    share = float(found[1].replace(",", ".")) if found else -1.0
    if not 0 <= share <= 1:
        below = _BELOW.fullmatch(text.strip())
        number = below[1].replace(",", ".") if below else ""
        hint = f"write ^confidence:{number} for what is below" if number else "give a number from 0 to 1, such as 0.7"
        raise UsageError(f"{text!r} is not a confidence", hint=hint)
    if excluded and not share:
        raise UsageError("^min-confidence:0 excludes everything", hint="write ^min-confidence:0.6 for what is below")
    return share


def _check_once(terms: Sequence[Term]) -> None:
    """Raise UsageError for the second of two terms that a question has once."""
    given: set[str] = set()
    for term in terms:
        if term.excluded or term.key not in ONCE:
            continue
        with _located(term.words[0]):
            if term.key in given:
                raise UsageError(f"{term.key} is given twice", hint="give it once")
            given.add(term.key)
            if "period" in given and given & {"since", "until"}:
                raise UsageError("--period goes with neither --since nor --until", hint="give one or the other")


def _codes(words: Sequence[Word], resolve: Callable[[list[str]], tuple[Any, ...]]) -> tuple[Any, ...]:
    """Return what the words mean, each meaning once, in the order typed."""
    found: list[Any] = []
    for word in words:
        with _located(word):
            found.extend(resolve([word.text]))
    return tuple(dict.fromkeys(found))


@contextmanager
def _located(word: Word) -> Iterator[None]:
    """Add the place of a word to errors that have none."""
    try:
        yield
    except UsageError as error:
        if error.where or not word.where:
            raise
        raise UsageError(error.what, where=word.where, hint=error.hint) from error


def _plain(words: list[str]) -> tuple[str, ...]:
    """Return words of names as they are, comma lists split; a comma before a space is part of a name."""
    parts = (part.strip() for word in words for part in re.split(r",(?=\S)", word))
    return tuple(part for part in parts if part)


def _ids(words: list[str]) -> tuple[int, ...]:
    """Return the numbers of events; UsageError for anything that is not one."""
    return tuple(names.event_number(word) for word in words)


_RESOLVED: dict[str, tuple[str, Callable[[list[str]], tuple[Any, ...]]]] = {
    "country": ("countries", lambda words: names.resolve_actors(words, what="country")),
    "source": ("source", names.resolve_actors),
    "target": ("target", names.resolve_actors),
    "sector": ("sectors", names.resolve_sectors),
    "type": ("types", names.resolve_types),
    "mode": ("modes", names.resolve_modes),
    "modality": ("modalities", names.resolve_modalities),
    "person": ("persons", _plain),
    "place": ("places", _plain),
    "outlet": ("outlets", _plain),
    "producer": ("producers", names.resolve_producers),
    "id": ("ids", _ids),
}
"""Key -> the field of Filters and what its words mean there."""
