"""The codings that the documentation is played with: a better coder must not rewrite the pages.

What the coder found in the documents of the sessions, when it was last asked to, is kept in `codings.json.gz`: the
events of each document, and what `relcli explain` shows of some. `python -m tests.docs.codings` asks it again for all
sessions; then `python docs/make.py` writes the pages. Nothing else of relcli is replaced: reading, storing, listing are
the program's own.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relcli.coder.explanation import ActorNote, Analysis, JudgedCandidate, SentenceAnalysis, SilentTrigger
from relcli.coding import CodedEvent, Trace
from relcli.errors import RelcliError

if TYPE_CHECKING:
    from collections.abc import Callable

    from relcli.coder.pipeline import RuleCoder
    from relcli.coding import Document

    Load = Callable[[tuple[Path, ...]], RuleCoder]

KEPT = Path(__file__).with_name("codings.json.gz")
RECORD_TO = "DOCS_RECORD_CODINGS_TO"
"""The variable that names a file to which the coder's own answers are added, instead of those that are kept."""
SEEN_BY_THE_CODER = ("date", "body", "title", "outlet", "url")


def key_of(document: Document, tables: str) -> str:
    """Return the name of a document with the user's own tables under which its coding is kept."""
    seen = [tables, *(getattr(document, name) for name in SEEN_BY_THE_CODER)]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:16]


def tables_key(folders: tuple[Path, ...]) -> str:
    """Return a name for the content of the user's own tables, '' if there are none."""
    contents = [path.read_bytes() for folder in folders for path in sorted(folder.glob("*.tsv"))]
    return hashlib.sha256(b"\0".join(contents)).hexdigest()[:16] if contents else ""


class KeptCoder:
    """Answers with the codings that are kept."""

    def __init__(self, kept: dict[str, Any], tables: str) -> None:
        """Take the content of the file and the key of the user's tables."""
        self._kept = kept
        self._tables = tables
        self.name, self.lexicon_version = self._answer("coders", tables or "shipped")

    def code(self, document: Document) -> list[CodedEvent]:
        """Return the events that are kept for a document."""
        return [event_of(event) for event in self._answer("events", key_of(document, self._tables))]

    def analyse(self, document: Document) -> Analysis:
        """Return what is kept of every sentence of a document."""
        value = self._answer("analyses", key_of(document, self._tables))
        sentences = tuple(_sentence_of(each) for each in value["sentences"])
        return Analysis(document, sentences, tuple(map(event_of, value["events"])), tuple(value["home"]))

    def _answer(self, kind: str, key: str) -> Any:
        if key not in self._kept.get(kind, {}):
            hint = "`python -m tests.docs.codings` asks the coder again"
            raise RelcliError("the documentation shows a document or a table whose coding is not kept", hint=hint)
        return self._kept[kind][key]


class RecordingCoder:
    """Passes documents on to the coder and writes down what it answers."""

    def __init__(self, coder: RuleCoder, tables: str, file: Path) -> None:
        """Take the coder, the key of the user's tables, and the file to add to."""
        self._coder = coder
        self._tables = tables
        self._file = file
        self.name, self.lexicon_version = coder.name, coder.lexicon_version
        self._add("coders", tables or "shipped", (self.name, self.lexicon_version))

    def code(self, document: Document) -> list[CodedEvent]:
        """Return the events of a document."""
        events = self._coder.code(document)
        self._add("events", key_of(document, self._tables), [asdict(event) for event in events])
        return events

    def analyse(self, document: Document) -> Analysis:
        """Return the events of a document with what was seen in every sentence."""
        analysis = self._coder.analyse(document)
        self._add("analyses", key_of(document, self._tables), {**asdict(analysis), "document": None})
        return analysis

    def _add(self, kind: str, key: str, answer: object) -> None:
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps([kind, key, answer], ensure_ascii=False) + "\n")


def loader(load_coder: Load) -> Load:
    """Return what takes the place of `load_coder` in a process of the documentation."""

    def load(folders: tuple[Path, ...] = ()) -> Any:
        tables = tables_key(folders)
        if file := os.environ.get(RECORD_TO):
            return RecordingCoder(load_coder(folders), tables, Path(file))
        return KeptCoder(json.loads(gzip.decompress(KEPT.read_bytes())), tables)

    return load


def event_of(value: dict[str, Any]) -> CodedEvent:
    """Return an event that was written as JSON."""
    trace = value["trace"] and Trace(**_with_tuples(value["trace"]))
    retellings = tuple(event_of(each) for each in value["retellings"])
    return CodedEvent(**{**_with_tuples(value), "trace": trace, "retellings": retellings})


def _sentence_of(value: dict[str, Any]) -> SentenceAnalysis:
    actors = tuple(ActorNote(**_with_tuples(each)) for each in value["actors"])
    silent = tuple(SilentTrigger(**each) for each in value["silent"])
    judged = tuple(JudgedCandidate(**_with_tuples(each)) for each in value["judged"])
    return SentenceAnalysis(**{**_with_tuples(value), "actors": actors, "silent": silent, "judged": judged})


def _with_tuples(value: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(held) if isinstance(held, list) else held for name, held in value.items()}


def merged(lines: str) -> dict[str, dict[str, Any]]:
    """Return what was written down as it is kept: kind of answer -> key -> answer."""
    kept: dict[str, dict[str, Any]] = {}
    for line in lines.splitlines():
        kind, key, answer = json.loads(line)
        kept.setdefault(kind, {})[key] = answer
    return kept


def renew() -> None:
    """Play all sessions with the coder as it is and keep what it answers."""
    from . import make, picture

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.jsonl"
        os.environ[RECORD_TO] = str(file)
        for page, _ in make.played(Path(folder)):
            print(page.name)
        picture.printed()
        kept = merged(file.read_text("utf-8"))
    KEPT.write_bytes(gzip.compress(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode(), mtime=0))


if __name__ == "__main__":
    renew()
