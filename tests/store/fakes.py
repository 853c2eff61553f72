"""Documents and codings made by hand, so that the store is tested without any real coder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from relcli.coding import CodedEvent, Document

NOW = "2024-11-01T10:00:00+00:00"


@dataclass(frozen=True)
class Told:
    """A document with the events it tells."""

    document: Document
    events: tuple[CodedEvent, ...]


@dataclass
class FakeCoder:
    """Returns what it was given for a document, nothing for any other."""

    told: dict[Document, tuple[CodedEvent, ...]]
    name: str = "fake 1"
    lexicon_version: str = "0"

    def code(self, document: Document) -> list[CodedEvent]:
        """Return the events made by hand for this document."""
        return list(self.told.get(document, ()))


def coder_for(*told: Told) -> FakeCoder:
    """Return the coder that finds in each document what was put there."""
    return FakeCoder({each.document: each.events for each in told})


def act(sentence: str, **fields: Any) -> tuple[str, CodedEvent]:
    """Return a sentence and its coding, by default a meeting of Pakistan and Russia on 16 October 2024."""
    given: dict[str, Any] = {
        "source": ("PAK",),
        "target": ("RUS",),
        "mutual": fields.get("type", "CONSULT") == "CONSULT",
        "type": "CONSULT",
        "modality": "occurred",
        "date": "2024-10-16",
        "date_basis": "stated",
        **fields,
    }
    given.setdefault("date_end", given["date"])
    return sentence, CodedEvent(number=0, start=0, end=0, **given)


def tell(name: str, date: str, *acts: tuple[str, CodedEvent], **fields: Any) -> Told:
    """Return a document made of the acts' sentences; they are numbered from 1 in the order given."""
    body, events = "", []
    for number, (sentence, coded) in enumerate(acts, 1):
        body += " " if body else ""
        start = len(body)
        body += sentence
        events.append(replace(coded, number=number, start=start, end=len(body)))
    document = Document(name=name, date=date, body=body or f"Nothing happened on {date} ({name}).", **fields)
    return Told(document, tuple(events))


class StumblingCoder(FakeCoder):
    """Fails at documents whose names say with what."""

    def code(self, document: Document) -> list[CodedEvent]:
        """Return no events, or fail."""
        errors = {"key": KeyError("weeks"), "memory": MemoryError(), "depth": RecursionError("too deep")}
        if error := errors.get(document.name):
            raise error
        return super().code(document)


def stumbling() -> StumblingCoder:
    """Return such a coder, also in another process."""
    return StumblingCoder({})
