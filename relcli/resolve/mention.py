"""One mention of an event as resolution sees it, and the two cheap keys that decide which mentions are compared at
all.

Mentions in different blocks are never the same event, whatever their words; inside a block only those whose windows
of days overlap can be. Both keys depend on the mention alone, so they can be stored and looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from relcli.model import DATE_BASES, DATE_PRECISIONS, OCCASION_TYPE

if TYPE_CHECKING:
    from relcli.coding import CodedEvent, ReportedEvent

TOLERANCE_DAYS = 2
"""A report without a day of its own may be this much later than what it reports."""

NO_EVENT = 0
"""The event of a mention that has just been written; resolution gives it a real one in the same transaction."""

EXACT = "="
"""How a block begins whose mentions are all one event, whatever they say: rows of an event file."""

ModalityClass = Literal["done", "intended", "denied"]
_MODALITY_CLASSES: dict[str, ModalityClass] = {"pledged": "intended", "proposed": "intended", "denied": "denied"}


class Counted(NamedTuple):
    """How much a mention counts for: a record of another database's export is all reports that it had there."""

    mentions: int
    documents: int
    outlets: int


ONCE = Counted(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention with what is known of its document; `key` orders mentions the same way in every database."""

    id: int
    coded: CodedEvent  # without retellings
    evidence: str
    block: str  # of its coded event, shared by all retellings
    window: tuple[str, str]  # likewise: first and last day on which it may have happened
    telling: int  # 0 = the coded event itself, 1.. = a retelling in the same document
    content_hash: str  # of the document: two events of one document never merge
    document: str
    published: str
    outlet: str
    url: str
    first_seen: str
    occasion: int | None = None  # the event of the occasion it was part of, once that is known
    producer: str = ""  # of its document: '' = coded here, else an event file's producer or HAND
    pin: int | None = None  # the event that a person put it into
    event_id: int = NO_EVENT  # the event it is in now
    counted: Counted = ONCE
    exported_as: str = ""  # the key of the event that it was in another database, whose export it came with

    @property
    def key(self) -> tuple[str, str, int, int]:
        """Publication, content, place in the document: nothing that depends on the order of imports."""
        return self.published, self.content_hash, self.coded.number, self.telling

    @property
    def origin(self) -> tuple[str, int]:
        """The coded event that this mention belongs to; its retellings share it."""
        return self.content_hash, self.coded.number


def is_occasion(coded: CodedEvent) -> bool:
    """Return whether other events can be part of this one: a meeting, visit or call."""
    return coded.type == OCCASION_TYPE


def block_of(coded: CodedEvent) -> str:
    """Return the block: who, which direction, which act, and whether it is done, intended or denied."""
    parties = _parties(coded.source, coded.target, coded.mutual)
    return f"{parties} {act_class(coded)} {modality_class(coded.modality)}"


@lru_cache(maxsize=8192)
def _parties(source: tuple[str, ...], target: tuple[str, ...], mutual: bool) -> str:
    """Return who does it to whom, or who does it together, as blocks have it."""
    if mutual:
        return "=".join(sorted({*source, *target}))
    return f"{'+'.join(sorted(source))}>{'+'.join(sorted(target))}"


def exact_block_of(row: ReportedEvent) -> str:
    """Return the block of a row of an event file: rows are one event only with the same producer, actors, code and
    day. The code of a visit is the visitor's, whichever side the row is about.
    """
    parties = _parties(row.source, row.target, row.mutual)
    act = f"{row.type}-{row.mode}" if row.host or not row.code else row.code
    return f"{EXACT}{row.producer} {parties} {act} {row.date}"


def is_exact_block(block: str) -> bool:
    """Return whether all mentions of a block are one event."""
    return block.startswith(EXACT)


def is_occasion_block(block: str) -> bool:
    """Return whether a block has occasions that other events can be part of: meetings, visits and calls."""
    return not is_exact_block(block) and block.split(" ")[1] == OCCASION_TYPE


def act_class(coded: CodedEvent) -> str:
    """Return the type; a signing is SUPPORT to one coder or report and AGREE to another, so both are one class."""
    if coded.type == "SUPPORT" and coded.mode == "sign":
        return "SIGNING"
    if coded.type == "AGREE" and coded.modality == "agreed" and coded.mode in {"", "sign"}:
        return "SIGNING"
    return coded.type


def modality_class(modality: str) -> ModalityClass:
    """Return done (also for background), intended or denied: a promise is never the same event as its fulfilment."""
    return _MODALITY_CLASSES.get(modality, "done")


def window_of(coded: CodedEvent) -> tuple[str, str]:
    """Return the first and last day (ISO) on which the event may have happened, ('', '') if nothing is known.

    The best dated of the coding and its retellings decides. A stated or inferred day is taken at its word; a day that
    is only the day of the report is the last of three.
    """
    best = min((coded, *coded.retellings), key=date_rank)
    first, last = best.date, best.date_end or best.date
    if first and (best.date_basis == "published" or best.date_precision == "before"):
        day = date.fromisoformat(first)
        first = (day - min(timedelta(days=TOLERANCE_DAYS), day - date.min)).isoformat()
    return first, last


def date_rank(coded: CodedEvent) -> tuple[int, int]:
    """Return how well an event is dated, lower is better: stated, inferred, published, none; then by precision."""
    basis = DATE_BASES.index(coded.date_basis) if coded.date else len(DATE_BASES)
    return basis, DATE_PRECISIONS.index(coded.date_precision)
