"""A database whose events are written down in `coded.json`: tests of commands do not hang on the coder.

What the coder finds in a text changes with every improvement; how an event is listed must not.
"""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relcli.coding import CodedEvent, Document
from relcli.readers import find_inputs, read
from relcli.store.connection import writing
from relcli.store.write.batches import Batch
from relcli.store.write.documents import import_documents

if TYPE_CHECKING:
    from collections.abc import Iterator

NEWS = Path(__file__).parent / "news"
EVENTS = Path(__file__).with_name("events.tab")
LISTS = ("source", "target", "sectors", "people", "people_countries")


class ScriptedCoder:
    """Codes a document as the script says."""

    name = "scripted 1"
    lexicon_version = "none"

    def __init__(self) -> None:
        self._script: dict[str, list[dict[str, Any]]] = json.loads(
            (Path(__file__).with_name("coded.json")).read_text("utf-8")
        )

    def code(self, document: Document) -> list[CodedEvent]:
        """Return the events written down for the document's name."""
        events = []
        for number, entry in enumerate(self._script.get(document.name, []), start=1):
            values: dict[str, Any] = {name: tuple(value) if name in LISTS else value for name, value in entry.items()}
            start = document.body.index(values.pop("evidence"))
            values = {"mutual": False, "date_end": values["date"], **values}
            event = CodedEvent(
                **values,
                number=number,
                start=start,
                end=start + len(entry["evidence"]),
            )
            events.append(event)
        return events


def documents() -> Iterator[Document]:
    """Yield the documents of the folder `news`."""
    for path in find_inputs([NEWS]):
        for document in read(path):
            assert isinstance(document, Document)
            yield document


def build(path: Path) -> None:
    """Make the database at `path`."""
    path.write_bytes(_built())


@cache
def _built() -> bytes:
    """Return the content of the database's file; it is made once and then copied."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        with writing(path) as database:
            import_documents(
                database, [documents()], ScriptedCoder(), Batch("import", "import news", "2024-01-05T09:00:00")
            )
        return path.read_bytes()
