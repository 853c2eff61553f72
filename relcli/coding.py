"""Documents, events as they are coded in them, and rows of event files.

Apart from `model`, because a listing of events has no use for these classes, and defining each costs a millisecond.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Document:
    """One imported text.

    `name` is the file's name, or the `id` of a JSONL record. `date` is the first day of publication and
    `date_precision` how much of it is known (day, month, year). `body` is everything after the date and the blanks that
    follow it, with `\\n` line ends; all offsets count its code points. `path` is the file from which it was imported,
    '' where there is none.
    """

    name: str
    date: str
    body: str
    date_precision: str = "day"
    title: str = ""
    outlet: str = ""
    url: str = ""
    path: str = ""


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
    `start`, `end`: the evidence is exactly `body[start:end]`. `retellings` are the same event described again in
    the same document in other words, each complete in itself (and without retellings of its own). `confidence`: how
    sure the coder is that the event is right, from 0 to 1 with two decimals; None where no coder said so.
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
    confidence: float | None = 1.0


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
