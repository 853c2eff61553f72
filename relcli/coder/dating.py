"""When an act was done: which date phrase of its sentence is its own, and what holds where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from relcli.coder.dates import find_dates

if TYPE_CHECKING:
    from relcli.coder.acts import Act
    from relcli.coder.dates import DatePhrase
    from relcli.coder.view import View
    from relcli.model import Document

OLD_NEWS = timedelta(days=75)
"""An occurred act whose stated date lies further back than this is background, not news."""
DATED_NOUNS = frozenset(
    "attack attacks bombing blast explosion shooting strike strikes earthquake flood floods crash election elections incident death "
    "invasion massacre killing killings raid shelling disaster cyclone assassination passing".split()
)
"""What has a day of its own, so that a date behind it is not the day of what is said about it."""
STATEMENT_TYPES = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "AGREE", "REJECT", "THREATEN", "CONCEDE"})
"""Acts of words: said in the document itself, so that its own day is theirs."""


@dataclass(frozen=True, slots=True)
class Dated:
    """The first and last day of an act (ISO, '' if unknown), how exactly they are known, and from what."""

    first: str = ""
    last: str = ""
    precision: str = "day"
    basis: str = "published"
    rule: str = ""

    @property
    def stated(self) -> bool:
        """Does the text itself give the date?"""
        return self.basis == "stated"


def day_of(document: Document) -> date:
    """Return the first day of a document's publication."""
    return date.fromisoformat(document.date)


def phrases_of(view: View, document: Document, future: bool, previous: tuple[date, date] | None) -> list[DatePhrase]:
    """Return the date phrases of a sentence."""
    sentence = view.sentence
    return find_dates(
        document.body,
        sentence.start,
        sentence.end,
        day_of(document),
        document.date_precision,
        future=future,
        previous=previous,
    )


def date_of_act(act: Act, view: View, phrases: list[DatePhrase]) -> Dated | None:
    """Return the date that the sentence gives an act, or None."""
    trigger = view.tokens[act.trigger[0]].start
    region_start = view.tokens[act.region[0]].start
    region_end = view.tokens[act.region[1] - 1].end
    best: tuple[int, DatePhrase] | None = None
    for phrase in phrases:
        if phrase.background or (phrase.deadline and not act.future) or _of_another_event(act, view, phrase):
            continue
        outside = 0 if region_start <= phrase.start <= region_end else 1_000
        wide = 50 if phrase.precision != "day" else 0
        distance = outside + wide + abs(phrase.start - trigger)
        if best is None or distance < best[0]:
            best = (distance, phrase)
    if best is None:
        return None
    phrase = best[1]
    return Dated(phrase.first.isoformat(), phrase.last.isoformat(), phrase.precision, "stated", phrase.rule)


def _of_another_event(act: Act, view: View, phrase: DatePhrase) -> bool:
    """Does the date belong to a noun between the act's verb and it ("condolences over the attack on March 22")?"""
    if act.type not in STATEMENT_TYPES or act.mode in {"sign", "plan", "invite"}:
        return False
    words = [token.lower for token in view.tokens[act.trigger[1] :] if token.end <= phrase.start]
    return any(word in DATED_NOUNS for word in words)


def published_date(act_type: str, document: Document) -> Dated:
    """Return the date of an act that has none of its own: the day of publication for words, "at latest then" for deeds."""
    if document.date_precision != "day":
        return Dated(document.date, _end_of(document), document.date_precision, "published", "publication")
    precision = "day" if act_type in STATEMENT_TYPES else "before"
    return Dated(document.date, document.date, precision, "published", "publication")


def _end_of(document: Document) -> str:
    first = day_of(document)
    if document.date_precision == "year":
        return date(first.year, 12, 31).isoformat()
    return ((first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).isoformat()


def is_old(dated: Dated, document: Document) -> bool:
    """Does a stated date lie so far back that the act is background?"""
    return dated.stated and bool(dated.last) and date.fromisoformat(dated.last) < day_of(document) - OLD_NEWS
