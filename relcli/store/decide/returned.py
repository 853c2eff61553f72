"""A record of an export as it comes back: what it says of an event, and of where it was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from relcli.coding import CodedEvent, ReportedEvent
from relcli.errors import RelcliError
from relcli.model import (
    EDITABLE,
    EXPORT,
    EXTRA_FIELDS,
    HAND,
    PRODUCER_NAMES,
    REVISED,
    as_text,
    from_text,
    revision_of,
)  # fmt: skip
from relcli.query.assignments import new_fields
from relcli.query.cells import unguarded

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROW_FIELDS = frozenset(EXTRA_FIELDS) - {"producer"}
"""What a record has to say to become a row of its producer again."""

Place = tuple[str, str, str, str]
"""A document as records name it: name, day of publication, outlet, address."""

_ROW_PRODUCERS = frozenset(PRODUCER_NAMES) - {"relcli", HAND}
_USUAL = {"modality": "occurred", "date_precision": "day", "date_basis": "stated", "mutual": "false"}
_MOST = 10**9
"""More reports than any event has: sums of counts stay small enough for SQLite."""

_EMPTY: dict[str, Any] = {"source": (), "target": ()}


@dataclass(slots=True)
class Reimported:
    """What the records did: events edited, events new, records that were known or joined an event."""

    edited: int = 0
    added: int = 0
    mentions: int = 0
    known: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)  # (line, why)
    notices: list[str] = field(default_factory=list)  # what a person should know about the file as a whole


class Record:
    """One record with its line. Its event here is `event_id`, as soon as that is known."""

    def __init__(self, line: int, values: Mapping[str, Any]) -> None:
        self.line = line
        self.given = values
        self.fields: dict[str, Any] = {}
        self.event_id: int | None = None
        self.mention_id = 0

    def text(self, name: str) -> str:
        """Return a field that is no list as text, '' where the file has none."""
        value = self.given.get(name)
        return "" if value is None else str(value)

    @property
    def key(self) -> str:
        """The lasting key of the event that it was made from."""
        return self.text("key")

    @property
    def revision(self) -> str:
        """The revision of its event when it was written; '' where the file does not say."""
        return self.text("revision").strip().lower()

    def has_revision_with(self, edited: Mapping[str, str] = MappingProxyType({})) -> bool:
        """Return whether its cells, those of `edited` replaced, are what its event was when it was written."""
        texts = [edited.get(name, as_text(self.given.get(name))) for name in REVISED]
        read = [unguarded(text).replace("\r\n", "\n") for text in texts]
        return self.revision in {revision_of(texts), revision_of(read)}

    def unguard(self) -> None:
        """Take what `--safe-csv` adds out of its texts."""
        self.given = {name: _unguarded(value) for name, value in self.given.items()}

    @property
    def number(self) -> int | None:
        """The number the event has where the record was written."""
        found = self.given.get("id")
        return found if isinstance(found, int) else None

    @property
    def occasion(self) -> int | None:
        """The number, there, of the event that it is part of."""
        found = self.given.get("part_of")
        return found if isinstance(found, int) else None

    @property
    def coder(self) -> str:
        """Who coded it: a producer of event files, a person, or relcli (EXPORT). Of a record without a key a person."""
        producer = self.text("producer")
        if producer in _ROW_PRODUCERS:
            return HAND if self.lacks_source else producer
        return EXPORT if self.key and producer != HAND else HAND

    @property
    def lacks_source(self) -> bool:
        """Whether it was a row of an event file and the fields are missing that make it one again."""
        return self.text("producer") in _ROW_PRODUCERS and not self.given.keys() >= _ROW_FIELDS

    @property
    def is_row(self) -> bool:
        """Whether it becomes a row of an event file again."""
        return self.coder in _ROW_PRODUCERS

    @property
    def place(self) -> Place:
        """The document of its sentence."""
        name = self.text("document") or self.text("url") or "-"
        return name, self.text("published") or self.text("date"), self.text("outlet"), self.text("url")

    @property
    def evidence(self) -> str:
        """Its sentence."""
        return self.text("evidence")

    @property
    def confidence(self) -> float | None:
        """How sure relcli was where it coded it; nobody else says so."""
        found = self.given.get("confidence")
        return found if isinstance(found, float) and self.coder == EXPORT else None

    def check(self) -> None:
        """Complete what it says of a new event; RelcliError if that cannot be one."""
        producer = self.text("producer")
        if producer and producer not in PRODUCER_NAMES:
            raise RelcliError(f"producer: unknown producer {producer!r}", hint=f"one of {', '.join(PRODUCER_NAMES)}")
        if not self.place[1]:
            raise RelcliError("has neither a date nor a day of publication")
        if self.confidence is not None and not 0 <= self.confidence <= 1:
            raise RelcliError(f"confidence: {self.confidence:g} is not from 0 to 1")
        texts = {**_USUAL, **new_fields(self.given, exported=bool(self.key))}
        self.fields = {**_EMPTY, **{name: from_text(name, text) for name, text in texts.items()}}

    def coded(self, start: int, part_of: int | None = None) -> CodedEvent:
        """Return it as a coding whose sentence begins at `start`."""
        fields = {name: self.fields[name] for name in EDITABLE if name in self.fields}
        end = start + len(self.evidence)
        return CodedEvent(
            number=0, start=start, end=end, part_of=part_of, coder=self.coder, confidence=self.confidence, **fields
        )

    def row(self) -> ReportedEvent:
        """Return it as the row of an event file that it was."""
        coded, goldstein = self.coded(0), self.given.get("goldstein")
        name, published, outlet, url = self.place
        return ReportedEvent(
            self.line, self.coder, self.text("source_id"), coded.date, published, coded.date_basis, coded.source,
            coded.target, coded.mutual, coded.type, coded.mode, coded.quad_class, coded.intensity, coded.modality,
            coded.sectors, coded.place, self.text("place_country"), coded.host, coded.headline, self.evidence, name,
            outlet, url, self.text("source_code"), goldstein if isinstance(goldstein, float) else None,
            self.text("source_quad_class"),
        )  # fmt: skip

    def counted(self, day: str) -> tuple[int, int, int, str] | None:
        """Return mentions, documents, outlets and the first day of the event where it comes from, `day` if that is not
        said; None if the record says nothing of this.
        """
        if not self.key and not any(
            self.given.get(name) for name in ("mentions", "documents", "outlets", "first_seen")
        ):
            return None
        counts = [self.given.get(name) for name in ("mentions", "documents", "outlets")]
        mentions, documents, outlets = (min(max(1, count), _MOST) if isinstance(count, int) else 1 for count in counts)
        return mentions, documents, outlets, self.text("first_seen") or day


def _unguarded(value: Any) -> Any:
    if isinstance(value, str):
        return unguarded(value)
    return tuple(map(unguarded, value)) if isinstance(value, tuple) else value
