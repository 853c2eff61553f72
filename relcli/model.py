"""What relcli speaks of: documents, tellings (mentions), events.

Frozen dataclasses with no behaviour beyond validation. Every layer above and below speaks in these; the field names
are the field names of every output format (see docs/record.md). Days are ISO dates as text ('' where there is
none), codes
of countries are ISO 3166-1 alpha-3 (and XKX, SUN, YUG, DDR, CSK), codes of organisations their usual acronym.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""The 16 PLOVER types, from cooperation to conflict (PLOVER manual, draft of September 2021)."""

SECTORS = (
    "trade", "energy", "investment", "finance", "industry", "agriculture", "connectivity", "defence",
    "security", "politics", "science-technology", "education", "culture", "health", "environment",
    "humanitarian", "migration", "law", "multilateral",
)  # fmt: skip
"""The 19 fields of relations."""

MODALITIES = ("occurred", "agreed", "pledged", "proposed", "denied", "historical")
"""Is it done, settled, promised, asked for, denied, or background?"""

FACTUAL_MODALITIES = frozenset({"occurred", "agreed"})
"""The modalities over which means of intensity are taken."""

LEVELS = ("head", "minister", "envoy", "official")
"""Levels of people taking part, highest first."""

DATE_PRECISIONS = ("day", "week", "month", "year", "before")
DATE_BASES = ("stated", "inferred", "published")
QUAD_CLASSES = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")


@dataclass(frozen=True, slots=True)
class Document:
    """One imported text.

    `name` is the file's name, or the `id` of a JSONL record. `date` is the first day of publication and
    `date_precision`
    how much of it is known (day, month, year). `body` is everything after the date and the blanks that follow it, with
    `\\n` line ends; all offsets count its code points.
    """

    name: str
    date: str
    body: str
    date_precision: str = "day"
    title: str = ""
    outlet: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """Why an event was coded: what `explain` shows. Spans are [start, end) in the document's body."""

    rule: str  # name of the grammar rule, e.g. "verb", "event-noun", "passive"
    row: str  # the lexicon row, e.g. "verbs.tsv:hold {talks}"
    trigger: tuple[int, int]
    source_from: str = ""  # how the source was found: "subject", "pronoun he -> Sharif", "occasion" ...
    target_from: str = ""
    date_rule: str = ""
    sector_terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One event as the coder found it in one document (what is stored, unchanged, as a mention).

    `number` counts within the document from 1; `part_of` is the number of the occasion at which it was done, or None.
    `start`, `end`: the evidence is exactly `body[start:end]`. `retellings` are the same event told again in the same
    document in other words, each complete in itself (and with no retellings of its own).
    """

    number: int
    source: tuple[str, ...]
    target: tuple[str, ...]
    mutual: bool
    type: str
    modality: str
    start: int
    end: int
    date: str = ""
    date_end: str = ""
    date_precision: str = "day"
    date_basis: str = "published"
    mode: str = ""
    quad_class: str = ""
    intensity: float | None = None
    sectors: tuple[str, ...] = ()
    place: str = ""
    host: str = ""
    setting: str = ""
    part_of: int | None = None
    people: tuple[str, ...] = ()
    people_countries: tuple[str, ...] = ()
    level: str = ""
    attribution: str = ""
    headline: str = ""
    coder: str = ""  # name and version of the coder, e.g. "rules 1"
    lexicon: str = ""  # hash of the lexicon the coder knew
    trace: Trace | None = None
    retellings: tuple[CodedEvent, ...] = ()


EVENT_FIELDS = (
    "id", "date", "date_end", "date_precision", "date_basis", "source", "target", "mutual", "type", "mode",
    "quad_class", "intensity", "modality", "sectors", "place", "host", "setting", "part_of", "people",
    "people_countries", "level", "attribution", "headline", "evidence", "document", "outlet", "url",
    "published", "mentions", "outlets", "first_seen",
)  # fmt: skip
"""The event record, in this order and with these names in every format; later versions only append."""

EXTRA_FIELDS = ("producer", "source_id", "source_code", "goldstein", "source_quad_class", "place_country")
"""Fields of the database's listings beyond the record, shown only on request: what an event file says of its event.
All but `goldstein` (a number, None where there is none) are texts, '' where there is none."""

CODED_FIELDS = (
    "number",
    *(name for name in EVENT_FIELDS if name not in {"id", "mentions", "outlets", "first_seen"}),
    "start",
    "end",
)
"""The record of `relcli code`: the event record without what only a database knows."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the database, derived from its mentions; its fields are the columns of every listing."""

    id: int
    date: str
    date_end: str
    date_precision: str
    date_basis: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    mutual: bool
    type: str
    mode: str
    quad_class: str
    intensity: float | None
    modality: str
    sectors: tuple[str, ...]
    place: str
    host: str
    setting: str
    part_of: int | None
    people: tuple[str, ...]
    people_countries: tuple[str, ...]
    level: str
    attribution: str
    headline: str
    evidence: str
    document: str
    outlet: str
    url: str
    published: str
    mentions: int
    outlets: int
    first_seen: str


PRODUCER_NAMES = {
    "gdelt1": "GDELT 1.0",
    "gdelt2": "GDELT 2.0",
    "icews": "ICEWS",
    "polecat": "POLECAT",
    "phoenix": "Phoenix",
    "plover": "PLOVER",
    "relcli": "relcli",
    "hand": "hand",
}
"""What people call those who code events."""


class ReportedEvent(NamedTuple):
    """One row of an event file: an event as its producer coded it, in relcli's terms, the producer's own values beside.

    Read from GDELT, ICEWS, POLECAT, Phoenix and PLOVER files (docs/formats.md). A mutual event has its parties in
    alphabetical order, whichever way round the file has it; a visit has the visitor as source and the host as target.
    """

    line: int
    """The line in the file, from 1."""
    producer: str
    """gdelt1, gdelt2, icews, polecat, phoenix or plover."""
    source_id: str
    """The producer's own id."""
    date: str
    """The day of the event."""
    published: str
    """The day of the report."""
    date_basis: str
    """published where both days are the same or the producer gives one, else inferred."""
    source: tuple[str, ...]
    target: tuple[str, ...]
    mutual: bool
    type: str
    mode: str
    quad_class: str
    intensity: float | None
    """PLOVER's value for the type and mode (plover.tsv), as for events from texts."""
    modality: str
    sectors: tuple[str, ...]
    place: str
    place_country: str
    """ISO alpha-3 of where it was; '' if not known."""
    host: str
    headline: str
    evidence: str
    """'' where the file has no sentence, which is nearly always."""
    document: str
    """The name of the report: its address, else e.g. "story 47400351"."""
    outlet: str
    url: str
    code: str
    """The producer's own event code, repaired where it lost its zero."""
    goldstein: float | None
    """The producer's own value on its own scale."""
    source_quad: str
    """The producer's own quad class, as it is written."""
