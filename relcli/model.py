"""Events, and the words for them. Documents, and what is coded in them, are in `coding`.

Every layer speaks in these; the field names are those of every output format (see docs/record.md). Days are ISO dates
as text ('' where there is none), codes of countries are ISO 3166-1 alpha-3 (and XKX, SUN, YUG, DDR, CSK), codes of
organisations their usual acronym.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""The 16 PLOVER types, from cooperation to conflict (PLOVER manual, draft of September 2021)."""

OCCASION_TYPE = "CONSULT"
"""The type of occasions: meetings, visits and calls, which other events can be part of."""

SECTORS = (
    "trade", "energy", "investment", "finance", "industry", "agriculture", "connectivity", "defence",
    "security", "politics", "science-technology", "education", "culture", "health", "environment",
    "humanitarian", "migration", "law", "multilateral",
)  # fmt: skip
"""The 19 fields of relations."""

MODALITIES = ("occurred", "agreed", "pledged", "proposed", "denied", "historical")
"""Is it done, agreed, promised, asked for, denied, or background?"""

FACTUAL_MODALITIES = frozenset({"occurred", "agreed"})
"""The modalities over which means of intensity are taken."""

LEVELS = ("head", "minister", "envoy", "official")
"""Levels of people taking part, highest first."""

DATE_PRECISIONS = ("day", "week", "month", "year", "before")
DATE_BASES = ("stated", "inferred", "published")
QUAD_CLASSES = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")


EVENT_FIELDS = (
    "id", "date", "date_end", "date_precision", "date_basis", "source", "target", "mutual", "type", "mode",
    "quad_class", "intensity", "modality", "sectors", "place", "host", "setting", "part_of", "people",
    "people_countries", "level", "attribution", "headline", "evidence", "document", "outlet", "url",
    "published", "mentions", "outlets", "first_seen", "documents", "key", "database", "revision", "confidence",
)  # fmt: skip
"""The event record, in this order and with these names in every format; later versions only append."""

EXTRA_FIELDS = ("producer", "source_id", "source_code", "goldstein", "source_quad_class", "place_country")
"""Fields of the database's listings beyond the record, shown only on request: what an event file says of its event.
All but `goldstein` (a number, None where there is none) are texts, '' where there is none."""

OF_DATABASE = frozenset({"id", "mentions", "outlets", "first_seen", "documents", "key", "database", "revision"})
"""Fields that only an event of a database has."""

FROM_MENTIONS = OF_DATABASE | {"evidence", "document", "outlet", "url", "published", "confidence"}
"""Fields nobody can edit: they say where the event was reported, and how sure the coder was."""

EDITABLE = tuple(name for name in EVENT_FIELDS if name not in FROM_MENTIONS)
"""The fields that `edit` takes, in the order of the record."""

LARGEST_NUMBER = 2**63 - 1
"""The largest number that SQLite stores: no event, mention or batch has a larger one."""

LISTS = frozenset({"source", "target", "sectors", "people", "people_countries"})
_NUMBERS = {"part_of": int, "intensity": float}

CODED_FIELDS = (
    "number",
    *(name for name in EVENT_FIELDS if name not in OF_DATABASE and name != "confidence"),
    "start",
    "end",
    "confidence",
)
"""The record of `relcli code`: the event record without what only a database knows; later versions only append."""

DOUBTFUL = 0.8
"""Events of which the coder is less sure than this are shown as doubtful."""


class Event(NamedTuple):
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
    documents: int = 1
    key: str = ""
    database: str = ""
    confidence: float | None = None

    @property
    def revision(self) -> str:
        """Which of its states this is, by what can be edited, its sentence and the number of its reports.

        It is worked out only for those who ask: most listings show a few columns. Lists are joined directly, since no
        item of a stored event has a semicolon.
        """
        texts: list[Any] = list(self[1:24])
        for place in _JOINED:
            texts[place] = ";".join(texts[place])
        texts[_MUTUAL] = "true" if self.mutual else "false"
        for place in _NUMBERED:
            texts[place] = "" if texts[place] is None else str(texts[place])
        texts.append(str(self.mentions))
        return revision_of(texts)


REVISED = (*EDITABLE, "evidence", "mentions")
"""The fields of whose texts a revision is the checksum."""

_JOINED = tuple(EDITABLE.index(name) for name in EDITABLE if name in LISTS)
_MUTUAL = EDITABLE.index("mutual")
_NUMBERED = tuple(EDITABLE.index(name) for name in _NUMBERS)


def revision_of(texts: Iterable[str]) -> str:
    """Return the revision of an event by the texts of its fields REVISED: CRC-32 as eight hexadecimal digits.

    The first is always a letter, so that no spreadsheet takes it for a number and writes it in another way.
    """
    from zlib import crc32  # only listings with all fields, and imports of them, use it

    return f"{0xA0000000 + crc32(chr(0).join(texts).encode(errors='surrogatepass')) % 0x60000000:08x}"


HAND = "hand"
"""The producer, and the coder, of what a person added."""

EXPORT = "export"
"""The coder of what came with an export of another database, where relcli had coded it; its producer is relcli."""

FULL_EXPORT = b'{"relcli":'
"""How an export of everything begins, before it is compressed."""

_OWN = "relcli"
PRODUCER_NAMES = {
    _OWN: "relcli",
    HAND: "hand",
    "gdelt1": "GDELT 1.0",
    "gdelt2": "GDELT 2.0",
    "icews": "ICEWS",
    "polecat": "POLECAT",
    "phoenix": "Phoenix",
    "plover": "PLOVER",
}
"""Who codes events, and how people call them."""

PRODUCERS = tuple("" if name == _OWN else name for name in PRODUCER_NAMES)
"""Who coded an event, as the database has it: '' is relcli itself, others are people and event files."""


def from_text(name: str, text: str) -> Any:
    """Return the value of a field from its text."""
    if name in LISTS:
        return tuple(text.split(";")) if text else ()
    if name == "mutual":
        return text == "true"
    if name in _NUMBERS:
        return _NUMBERS[name](text) if text else None
    return text


def as_text(value: Any) -> str:
    """Return the text from which `from_text` makes a value again."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ";".join(item.replace(";", ",") for item in value)
    return "" if value is None else str(value)
