"""What reading hands out beside events: mentions with their document, and rows about documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from relcli.coding import CodedEvent, Document


class SourceValues(NamedTuple):
    """What an event file says of an event in its producer's own terms."""

    producer: str
    source_id: str
    code: str
    goldstein: float | None
    quad_class: str
    place_country: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One telling of an event in one document, whole: what the coder found and the document it found it
    in.
    """

    id: int
    event_id: int
    telling: int  # 0 = the coded event itself, 1.. = its retellings in the same document
    coded: CodedEvent  # without retellings: each is a mention of its own
    document_id: int
    document: Document
    imported: str  # day of import, ISO
    best: bool  # the mention that the event's evidence and document come from
    own: SourceValues | None = None  # of a row of an event file

    @property
    def evidence(self) -> str:
        """The sentence that tells the event."""
        return self.document.body[self.coded.start : self.coded.end]


DOCUMENT_FIELDS = (
    "id",
    "date",
    "name",
    "title",
    "outlet",
    "url",
    "characters",
    "events",
    "mentions",
    "imported",
)
"""The record of the `documents` listing."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document as a listing shows it; `events` and `mentions` count what was found in it."""

    id: int
    date: str
    name: str
    title: str
    outlet: str
    url: str
    characters: int
    events: int
    mentions: int
    imported: str


FOUND_FIELDS = ("id", "date", "name", "title", "outlet", "url", "events", "rank", "snippet")
"""The record of the `search` listing."""


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """One document that holds all words searched for; a lower `rank` is a better find (bm25)."""

    id: int
    date: str
    name: str
    title: str
    outlet: str
    url: str
    events: int
    rank: float
    snippet: str  # some words around the finds, on one line, finds between SNIPPET_START and SNIPPET_END


SNIPPET_START = "\x02"
SNIPPET_END = "\x03"
"""Signs no text holds; a writer turns them into bold type or drops them."""
