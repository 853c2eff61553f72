"""Our own annotations of newswire stories whose texts stand elsewhere: bench/annotations/stories.tsv.

A row is an event: its document, where its sentence begins in the text (characters), who does what to whom, and whether
a coder has to find it (`core`), may find it (`optional`) or has it already from an earlier sentence (`again`). A
document without events has one row with nothing but its name. Every sentence that no row names holds no event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coding import Document
from relcli.evaluation.annotations import Annotated, Gold, codes
from relcli.lexicon.tables import read_table
from relcli.readers import read

if TYPE_CHECKING:
    from pathlib import Path

    from relcli.coder.text.reading import TextReader

COLUMNS = ("document", "start", "source", "target", "type", "modality", "weight")
CORE, OPTIONAL, AGAIN = "core", "optional", "again"
BOTH = "="
"""Behind a type: both sides do it."""


def read_stories(table: Path, texts: Path, reader: TextReader) -> tuple[Gold, list[Document]]:
    """Return the annotated stories: their events, and the documents as `texts` (JSONL) holds them.

    `reader` divides a text into sentences. A story whose text is not there is left out.
    """
    rows = list(read_table(table))
    wanted = {row["document"] for row in rows}
    documents = [each for each in read(texts) if isinstance(each, Document) and each.name in wanted]
    gold = Gold({each.name: "" for each in documents}, [])
    for document in documents:
        sentences = [document.body[each.start : each.end] for each in reader.read(document.body).sentences]
        starts = [each.start for each in reader.read(document.body).sentences]
        told: dict[tuple[str, ...], int] = {}
        for row in rows:
            if row["document"] == document.name and row["start"]:
                _add(gold.events, row, sentences[starts.index(int(row["start"]))], told)
    return gold, documents


def _add(events: list[Annotated], row: dict[str, str], sentence: str, told: dict[tuple[str, ...], int]) -> None:
    key = row["document"], row["source"], row["target"], row["type"]
    if row["weight"] == AGAIN and key in told:
        first = events[told[key]]
        events[told[key]] = _event(row, first.evidence, (*first.also, sentence), core=first.core)
        return
    told.setdefault(key, len(events))
    events.append(_event(row, sentence, (), core=row["weight"] == CORE))


def _event(row: dict[str, str], evidence: str, also: tuple[str, ...], *, core: bool) -> Annotated:
    first, *others = row["type"].rstrip(BOTH).split("/")
    return Annotated(
        document=row["document"],
        source=codes(row["source"].split("+") if row["source"] else ()),
        target=codes(row["target"].split("+") if row["target"] else ()),
        type=first,
        modality=row["modality"].split("/")[0],
        evidence=evidence,
        other_types=frozenset(others),
        also=also,
        core=core,
        symmetric=row["type"].endswith(BOTH),
    )
