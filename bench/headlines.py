"""How the headlines of coded events read: figures that a program can take, and a sheet for a reader.

    python bench/headlines.py FILE [--sample N] [--seed S]

FILE is a database of relcli or a file of codings (`relcli code ... -f jsonl`). The figures say how many headlines are
longer than 160 characters, are cut with "…", begin with a pronoun or a small letter, end in the middle of a phrase, or
have no finite verb that the lexicon knows. Whether a headline is understood without its document only a reader can
tell: with --sample, N events are drawn at random and printed, each headline above its sentence.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from relcli.coder.headlines.checks import LONGEST, Checks
from relcli.coder.kinds import FormShape
from relcli.coder.vocabulary.vocabulary import Vocabulary
from relcli.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

FINITE = frozenset({FormShape.PAST, FormShape.THIRD, FormShape.BASE})


class Line(NamedTuple):
    """A headline, its sentence and who deals with whom."""

    headline: str
    evidence: str
    parties: str


def main() -> None:
    """Print the figures, and a sample if one is asked for."""
    parser = argparse.ArgumentParser(description="Judge headlines.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="events to draw for a reader")
    parser.add_argument("--seed", type=int, default=1, help="of the draw")
    options = parser.parse_args()
    lines = list(_from_database(options.file) if _is_database(options.file) else _from_codings(options.file))
    vocabulary = Vocabulary(load_lexicon())
    faults = Counter(fault for line in lines for fault in faults_of(line.headline, vocabulary))
    print(
        f"{len(lines)} headlines, {sum(len(line.headline) for line in lines) / max(1, len(lines)):.0f} characters each"
    )
    for fault in ("too long", "cut", "no named subject", "broken off", "no finite verb"):
        print(f"{fault:18} {faults[fault]:6}  {100 * faults[fault] / max(1, len(lines)):.2f} %")
    for number, line in enumerate(random.Random(options.seed).sample(lines, min(options.sample, len(lines))), 1):
        print(f"\n{number} {line.parties}\n  {line.headline}\n  | {' '.join(line.evidence.split())}")


def faults_of(headline: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield what is wrong with a headline as far as its words show."""
    words = headline.split()
    if len(headline) > LONGEST:
        yield "too long"
    if "…" in headline:
        yield "cut"
    pronouns = vocabulary.pronouns.keys() | vocabulary.word("relative")
    if not words or headline[0].islower() or words[0].lower() in pronouns:
        yield "no named subject"
    if not Checks(vocabulary).is_whole(headline[:LONGEST]):
        yield "broken off"
    forms, signs = vocabulary.frames.forms, vocabulary.auxiliaries
    finite = (word for word in words[1:] if any(form.shape in FINITE for form in forms.get(word.lower(), ())))
    if not any(word.lower() in signs for word in words[1:]) and next(finite, None) is None:
        yield "no finite verb"


def _is_database(path: Path) -> bool:
    return path.open("rb").read(15) == b"SQLite format 3"


def _from_database(path: Path) -> Iterator[Line]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        for headline, evidence, source, target in connection.execute(
            "SELECT headline, evidence, source, target FROM event"
        ):
            yield Line(headline, evidence, f"{source} > {target}")


def _from_codings(path: Path) -> Iterator[Line]:
    for text in path.open(encoding="utf-8"):
        record = json.loads(text)
        sides = f"{'+'.join(record['source'])} {'=' if record['mutual'] else '>'} {'+'.join(record['target'])}"
        yield Line(record["headline"], record["evidence"], f"{sides} {record['type']} {record['modality']}")


if __name__ == "__main__":
    main()
