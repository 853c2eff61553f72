"""The annotated sets that one call of `relcli evaluate` compares: which files they are, and what they are called."""

from __future__ import annotations

import json
import re
from contextlib import nullcontext
from functools import cached_property
from os.path import abspath
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from relcli.cli.inputs import STANDARD_INPUT, descriptor_of
from relcli.errors import RelcliError, UsageError
from relcli.readers import find_inputs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from relcli.environment import Environment

GOLD = "gold.jsonl"
"""The annotated file of a folder."""
DOCUMENTS = "documents"
"""The folder of the documents, beside their annotated file."""
PARTS = ("right", "of", "low", "high")
"""What follows the value of a figure."""


class Source:
    """A file of JSON lines, or standard input. It is read once, when its lines are first needed: it may be a pipe."""

    def __init__(self, path: Path, environment: Environment) -> None:
        self.is_stdin = str(path) == STANDARD_INPUT
        self.path = path / GOLD if not self.is_stdin and path.is_dir() else path
        self._stdin = environment.stdin

    @property
    def name(self) -> str:
        """What messages call it."""
        return "standard input" if self.is_stdin else str(self.path)

    @property
    def file(self) -> Path | int | None:
        """The file, or the descriptor of standard input; None for a stream that is not one of the system."""
        return descriptor_of(self._stdin) if self.is_stdin else self.path

    @cached_property
    def lines(self) -> list[str]:
        """All lines; RelcliError if it is not text."""
        if self.is_stdin and self._stdin is None:
            raise RelcliError("standard input is closed")
        try:
            with nullcontext(self._stdin) if self.is_stdin else self.path.open(encoding="utf-8-sig") as lines:
                return list(lines)
        except UnicodeDecodeError:
            raise RelcliError("is not UTF-8", where=self.name, hint="save it as UTF-8") from None

    @property
    def is_annotated(self) -> bool:
        """Does its first line look like an annotated document? Otherwise it holds coded events, or none."""
        first = next((line for line in self.lines if line.strip()), "")
        try:
            record = json.loads(first)
        except (ValueError, RecursionError):
            return False
        return isinstance(record, dict) and ("events" in record or "file" in record)


class GoldSet(NamedTuple):
    """An annotated file, the coded events that it is compared with (None: its documents are coded), where its documents
    are, and its name in the answer."""

    gold: Source
    coded: Source | None
    documents: Path
    name: str = ""

    def inputs(self) -> Iterator[Path | int]:
        """Yield the files that are read, and the descriptor of standard input."""
        for source in (self.gold, self.coded):
            if source is not None and source.file is not None:
                yield source.file
        if self.coded is None:
            yield from find_inputs([self.documents])


def gold_sets(paths: Sequence[Path], documents: Sequence[Path], environment: Environment) -> list[GoldSet]:
    """Return the sets that the paths name: each annotated file with the coded events that follow it, if any do.

    `documents` are where the documents of the sets are: nothing, one place for all, or one for each.
    """
    if sum(str(path) == STANDARD_INPUT for path in paths) > 1:
        raise UsageError("standard input can be read once", hint="name '-' once")
    pairs: list[tuple[Source, Source | None]] = []
    for path in paths:
        source = Source(path, environment)
        if not pairs or source.is_annotated:
            pairs.append((source, None))
        elif pairs[-1][1] is None:
            pairs[-1] = pairs[-1][0], source
        else:
            raise UsageError("has no annotated documents before it", where=source.name, hint="name GOLD, then CODED")
    if len(documents) not in {0, 1, len(pairs)}:
        raise UsageError(
            f"--documents is given {len(documents)} times for {len(pairs)} sets", hint="give it once, or for each set"
        )
    places = documents if len(documents) == len(pairs) else [*documents] * len(pairs)
    folders = places or [gold.path.parent / DOCUMENTS for gold, _ in pairs]
    names = set_names(pairs)
    return [GoldSet(*pair, folder, name) for pair, folder, name in zip(pairs, folders, names, strict=True)]


def set_names(pairs: Sequence[tuple[Source, Source | None]]) -> list[str]:
    """Return a short name for each set, made of what its path has and the others have not: "tune" and "train" for
    tune/gold.jsonl and train/gold.jsonl. Sets of the same annotated file are called after their coded events."""
    paths = [_naming(Path(abspath(gold.path))) for gold, _ in pairs]
    if len(set(paths)) < len(paths):
        paths = [(*path, coded.path.stem if coded else "now") for path, (_, coded) in zip(paths, pairs, strict=True)]
    if len(set(paths)) < len(paths):
        raise UsageError("the same set is named twice", hint="name each once")
    while len(paths) > 1 and len({path[-1] for path in paths}) == 1:
        paths = [path[:-1] for path in paths]
    return _distinct(re.sub(r"\W+", "_", "_".join(_own_end(path, paths))) for path in paths)


def _own_end(path: Sequence[str], paths: Sequence[Sequence[str]]) -> Sequence[str]:
    """Return the shortest end of a path that no other path has."""
    ends = (path[-length:] for length in range(1, len(path)))
    return next((end for end in ends if sum(other[-len(end) :] == end for other in paths) == 1), path)


def _naming(path: Path) -> tuple[str, ...]:
    """Return the parts of a path that can name its set: of the usual file those of its folder."""
    return path.parent.parts if path.name == GOLD else path.with_suffix("").parts


def _distinct(names: Iterable[str]) -> list[str]:
    """Return names of columns: what would be the name of another column as well gets a number."""
    found: list[str] = []
    taken = {"figure"}
    for name in names:
        number, candidate = 1, name
        while not taken.isdisjoint(columns := columns_of(candidate)):
            number += 1
            candidate = f"{name}_{number}"
        taken.update(columns)
        found.append(candidate)
    return found


def columns_of(name: str) -> tuple[str, ...]:
    """Return the columns of a set in a comparison of several."""
    return (name, *(f"{name}_{part}" for part in PARTS))
