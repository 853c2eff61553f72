"""What the coder saw in a document, sentence by sentence: the material of `relcli explain`.

All spans are [start, end) in code points of the document's body.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coding import CodedEvent, Document


@dataclass(frozen=True, slots=True)
class ActorNote:
    """An actor found: where, as which codes, and how (which lexicon entry or which reference)."""

    start: int
    end: int
    codes: tuple[str, ...]
    kind: str
    found: str


@dataclass(frozen=True, slots=True)
class SilentTrigger:
    """A word that could have told an event but did not, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class SentenceAnalysis:
    """One sentence: what was found in it, the numbers of the events it tells, and why others were not told.

    `events` are numbers of `Analysis.events`; a sentence that only retells an event bears that event's number.
    `verdict`
    says in a few words why a sentence with two actors made no event; it is empty where one was made.
    """

    start: int
    end: int
    kind: str
    actors: tuple[ActorNote, ...]
    events: tuple[int, ...]
    silent: tuple[SilentTrigger, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """A document with all its sentences and events."""

    document: Document
    sentences: tuple[SentenceAnalysis, ...]
    events: tuple[CodedEvent, ...]
    home: tuple[str, ...]  # whose government publishes, as far as the text tells
