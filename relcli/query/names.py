"""What people type for actors, sectors, types, modes and modalities, turned into codes.

The index is read from the lexicon's own tables with a plain split and not through the lexicon's loader: a
listing pays for a name a few milliseconds, not the whole coder's vocabulary. Codes win over alpha-2
codes, those over names, names over adjectives, demonyms, capitals and aliases; where one word means
several actors of the same rank it is an error.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from relcli.errors import UsageError, shortened
from relcli.model import LARGEST_NUMBER, MODALITIES, PRODUCERS, SECTORS, TYPES
from relcli.query.words import fold, fold_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_ANY_NAME = "write a name, code, adjective or capital: russia, RU, Russian, Moscow"
_RANKED_COLUMNS = {
    "countries.tsv": (("code",), ("alpha2",), ("name", "names"), ("adjectives", "demonyms"), ("capitals",)),
    "organisations.tsv": (("code",), (), ("name", "aliases"), (), ()),
}

_RANKS_OF_NAMES = (4, 5)
"""Where `_ranked_words` ranks names: behind two columns of codes, those of former states last."""


def resolve_actor(word: str, what: str = "actor") -> str:
    """Return the code of the country or organisation that `word` names ("russia", "Russian", "RU",
    "Moscow": RUS); errors call it a `what`.

    Raises UsageError with the nearest names for an unknown word, with the codes for one that means
    several actors.
    """
    folded = fold(word)
    candidates = _meanings(folded) or _meanings(folded.removeprefix("the "))
    if not candidates:
        raise _unknown(what, word, _nearest_actors(folded))
    if len(candidates) > 1:
        raise UsageError(f"{word!r} can mean {', '.join(candidates)}", hint="give the code")
    return candidates[0]


def resolve_actors(words: Iterable[str], what: str = "actor") -> tuple[str, ...]:
    """Return the codes for words and comma lists of words, each once, in the order given; UsageError as
    resolve_actor.
    """
    return _each(words, lambda word: resolve_actor(word, what), whole=lambda word: len(_meanings(fold(word))) == 1)


def event_number(word: str) -> int:
    """Return the number of an event, written with or without #; UsageError for anything else, and for a number that no
    event can have.
    """
    digits = word.removeprefix("#")
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > len(str(LARGEST_NUMBER)):
        raise UsageError(f"'{shortened(word)}' is not the number of an event")
    if int(digits) > LARGEST_NUMBER:
        raise UsageError(f"'{word}' is not the number of an event", hint="give a smaller number")
    return int(digits)


def resolve_sector(word: str) -> str:
    """Return the sector that `word` names, also by a synonym ("defense", "tech", "economy"); UsageError
    if unknown.
    """
    known = {fold(sector): sector for sector in SECTORS} | _synonyms("sector_synonyms.tsv")
    return _one(word, "sector", known, SECTORS)


def resolve_sectors(words: Iterable[str]) -> tuple[str, ...]:
    """Return the sectors for words and comma lists of words; UsageError if one is unknown."""
    return _each(words, resolve_sector)


def resolve_type(word: str) -> tuple[str, ...]:
    """Return the PLOVER types that `word` names in any case; older names may stand for two (YIELD).
    UsageError if unknown.
    """
    known = {fold(name): name for name in TYPES} | _synonyms("type_synonyms.tsv")
    return tuple(_one(word, "type", known, TYPES).split(";"))


def resolve_types(words: Iterable[str]) -> tuple[str, ...]:
    """Return the types for words and comma lists of words; UsageError if one is unknown."""
    found = (name for word in _split(words) for name in resolve_type(word))
    return tuple(dict.fromkeys(found))


def resolve_mode(word: str) -> str:
    """Return the mode that `word` names in any case; UsageError if unknown."""
    known = {fold(mode): mode for mode in known_modes()}
    return _one(word, "mode", known, tuple(known.values()))


def resolve_modes(words: Iterable[str]) -> tuple[str, ...]:
    """Return the modes for words and comma lists of words; UsageError if one is unknown."""
    return _each(words, resolve_mode)


def resolve_modality(word: str) -> str:
    """Return the modality that `word` names in any case; UsageError if unknown."""
    return _one(word, "modality", {modality: modality for modality in MODALITIES}, MODALITIES)


def resolve_modalities(words: Iterable[str]) -> tuple[str, ...]:
    """Return the modalities for words and comma lists of words; UsageError if one is unknown."""
    return _each(words, resolve_modality)


def resolve_producer(word: str) -> tuple[str, ...]:
    """Return the producers that `word` names as they are stored ('' for relcli); gdelt is both of its
    versions. UsageError if unknown.
    """
    several = {"relcli": ("",), "gdelt": ("gdelt1", "gdelt2")}
    known = {name: name for name in (*several, *PRODUCERS) if name}
    name = _one(word, "producer", known, tuple(known))
    return several.get(name, (name,))


def resolve_producers(words: Iterable[str]) -> tuple[str, ...]:
    """Return the producers for words and comma lists of words; UsageError if one is unknown."""
    found = (name for word in _split(words) for name in resolve_producer(word))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def known_modes() -> tuple[str, ...]:
    """Return all modes of plover.tsv, PLOVER's own and relcli's."""
    return tuple(sorted({row["mode"] for row in _rows("plover.tsv") if row["mode"]}))


def plover_row(kind: str, mode: str) -> dict[str, str] | None:
    """Return quad class and intensity of a type and mode ('' = none), None if the type has no such mode."""
    return next((row for row in _rows("plover.tsv") if (row["type"], row["mode"]) == (kind, mode)), None)


def modes_of(kind: str) -> tuple[str, ...]:
    """Return the modes of a type."""
    return tuple(row["mode"] for row in _rows("plover.tsv") if row["type"] == kind and row["mode"])


def actor_name(code: str) -> str:
    """Return the short English name of an actor, or the code itself where none is known."""
    return _actor_names().get(code, code)


def country_named(word: str) -> str:
    """Return the code of the country that has a word as its name, '' if none has: codes, adjectives and capitals are
    no names.
    """
    folded = fold(word)
    names = {code for known, code, rank in _actor_words() if known == folded and rank in _RANKS_OF_NAMES}
    return next(iter(names & {*_meanings(folded)} & _codes_of_countries()), "")


def actors_beginning(typed: str) -> list[tuple[str, str]]:
    """Return the names that go on what was typed, each with the code of its actor: countries by name, organisations
    by code or name. Where none does, other words for them (Britain, USA, Moscow), with the name they stand for. Of
    nothing typed come all countries of today.
    """
    folded = fold(typed)
    if not folded:
        return [(row["name"], row["code"]) for row in _rows("countries.tsv") if not row["to"]]
    countries = [(row["name"], row["code"]) for row in _rows("countries.tsv")]
    organisations = [
        pair for row in _rows("organisations.tsv") for pair in ((row["code"], row["name"]), (row["name"], row["code"]))
    ]
    found = [pair for pair in (*countries, *organisations) if fold(pair[0]).startswith(folded)]
    return found or _other_words(folded)


def _other_words(folded: str) -> list[tuple[str, str]]:
    """Return the words of the tables, as they stand there, that begin with a folded word."""
    found = []
    for table, columns in _RANKED_COLUMNS.items():
        for row in _rows(table):
            words = [word.strip() for column in chain(*columns) for word in row.get(column, "").split(";")]
            found += [(word, row["name"]) for word in words if fold(word).startswith(folded)]
    return list(dict.fromkeys(found))


@lru_cache(maxsize=1024)
def actor_words(code: str) -> frozenset[str]:
    """Return all folded words of the names of an actor, its adjectives and its capitals."""
    return frozenset(part for word, known, _ in _actor_words() if known == code for part in word.split())


def with_predecessors(codes: Sequence[str]) -> tuple[str, ...]:
    """Return `codes` and the former states they succeeded (`--successors`: RUS also finds SUN)."""
    former = [row["code"] for row in _rows("countries.tsv") if not set(row["successors"].split(";")).isdisjoint(codes)]
    return tuple(dict.fromkeys([*codes, *former]))


def _rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the lines of a lexicon file as dictionaries; nothing where the file is not there."""
    lines = [line for line in _text(name).split("\n") if line and not line.startswith("#")]
    if lines:
        header = lines[0].split("\t")
        for line in lines[1:]:
            cells = line.split("\t")
            yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=False))


@lru_cache(maxsize=8)
def _text(name: str) -> str:
    """Return the text of a file among the lexicon's data."""
    file = Path(__file__).parent.parent / "lexicon" / "data" / name  # importlib.resources costs more than the reading
    return file.read_text(encoding="utf-8").replace("\r\n", "\n") if file.is_file() else ""


def _meanings(folded: str) -> tuple[str, ...]:
    """Return the codes a folded word means, only those of the best rank.

    The words are looked through, not put into an index first: a command asks for two or three names.
    """
    found = [(rank, code) for word, code, rank in _actor_words() if word == folded]
    return tuple(sorted({code for rank, code in found if rank == min(found)[0]}))


@lru_cache(maxsize=1)
def _actor_words() -> list[tuple[str, str, int]]:
    """Return (folded word, code, rank) of all tables; a lower rank is a better meaning."""
    return [entry for name, ranks in _RANKED_COLUMNS.items() for entry in _ranked_words(name, ranks)]


def _ranked_words(name: str, ranks: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, str, int]]:
    """Yield (folded word, code, rank) for every word of one table; states of today rank before former
    ones.
    """
    plain = [line for line in _text(name).split("\n") if line and not line.startswith("#")]
    header = plain[0].split("\t") if plain else []
    ends = header.index("to") if "to" in header else len(header)
    wanted = [(column, 2 * rank) for rank, columns in enumerate(ranks) for column in columns]
    places = [(header.index(column), rank) for column, rank in wanted if column in header]
    for line, folded in zip(plain[1:], fold_table("\n".join(plain)).split("\n")[1:], strict=True):
        cells, code = folded.split("\t"), line.split("\t", 1)[0]
        former = int(ends < len(cells) and bool(cells[ends]))
        for place, rank in places:
            for word in cells[place].split(";") if place < len(cells) else ():
                if word := word.strip():
                    yield word, code, rank + former


@lru_cache(maxsize=1)
def _codes_of_countries() -> frozenset[str]:
    """Return the codes of all countries of today."""
    return frozenset(row["code"] for row in _rows("countries.tsv") if not row["to"])


@lru_cache(maxsize=1)
def _actor_names() -> dict[str, str]:
    """Return code -> short name."""
    return {row["code"]: row["name"] for table in _RANKED_COLUMNS for row in _rows(table)}


@lru_cache(maxsize=8)
def _synonyms(name: str) -> dict[str, str]:
    """Return folded word -> what it means, from a table with the columns `word` and `meaning`."""
    return {fold(row["word"]): row["meaning"] for row in _rows(name)}


def _one(word: str, what: str, known: dict[str, str], names: Sequence[str]) -> str:
    """Return what `word` means among `known`; UsageError with the nearest of `names` otherwise."""
    found = known.get(fold(word))
    if found is None:
        near = _nearest(fold(word), known)
        raise (
            _unknown(what, word, near)
            if near
            else UsageError(f"unknown {what} {shortened(word)!r}", hint=f"one of {', '.join(names)}")
        )
    return found


def _unknown(what: str, word: str, nearest: Sequence[str]) -> UsageError:
    """Return the error for an unknown word."""
    return UsageError(
        f"unknown {what} {shortened(word)!r}", hint=f"did you mean {', '.join(nearest)}?" if nearest else _ANY_NAME
    )


def _nearest(folded: str, known: dict[str, str], count: int = 3) -> tuple[str, ...]:
    """Return the up to three things whose words are nearest to a folded word, nearest first."""
    from difflib import get_close_matches  # only for an error: its import costs more than the whole look-up

    close = get_close_matches(folded, known, n=3 * count, cutoff=0.8)  # better none than far ones beside near ones
    close = close or get_close_matches(folded, known, n=3 * count, cutoff=0.6)
    return tuple(dict.fromkeys(known[word] for word in close))[:count]


def _nearest_actors(folded: str) -> tuple[str, ...]:
    """Return the nearest actors as "Name (CODE)"."""
    known = {word: code for word, code, _ in _actor_words() if len(word) > 2}
    return tuple(f"{actor_name(code)} ({code})" for code in _nearest(folded, known))


def _split(words: Iterable[str]) -> Iterator[str]:
    """Yield the parts of comma lists, without spaces around them and without empty parts."""
    return (part.strip() for word in words for part in word.split(",") if part.strip())


def _each(
    words: Iterable[str], resolve: Callable[[str], str], whole: Callable[[str], bool] = lambda word: False
) -> tuple[str, ...]:
    """Resolve words and comma lists of words, each result once; a word for which `whole` holds is not
    split at commas.
    """
    parts = (part for word in words for part in ((word,) if whole(word) else _split((word,))))
    return tuple(dict.fromkeys(resolve(part) for part in parts))
