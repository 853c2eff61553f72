"""When an act was done: which date phrase of its sentence is its own, and what holds where there is none."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from relcli.coder.annotations import Dated
from relcli.coder.clauses.verb_shapes import FINITE
from relcli.coder.dates.phrases import Precision, Publication
from relcli.lexicon.detail_words import detail_words

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, AnnotatedSentence
    from relcli.coder.dates.phrases import DateFinder, DatePhrase
    from relcli.coding import Document

OLD_NEWS = timedelta(days=75)
"""An occurred act whose stated date lies further back than this is background, not news."""
WEEK = timedelta(days=7)
STATEMENT_REACH = 9
VERB_REACH = 5
VAGUE_REACH = 4  # tokens between the verb and a vague date of its own: "thanked China last month"
CALENDAR_RULES = frozenset({"numeric date", "day and month", "month and day", "day of the month"})
DAY_RULES = frozenset({"weekday", "day word"})
TALKING = " discuss"  # rows of verbs whose object is what was spoken about
CONTENT_WORDS = frozenset({"for", "of", "over", "that", "to"})
LATER_CLAUSE = frozenset({"which", "who", "where", "when", "whose", "because", "although", "while", "whom"})
TIME_CLAUSE = frozenset({"after", "before", "as", "since", "until"})
RELATIVE_WORDS = frozenset({"which", "who", "that", "whom"})
ORIGIN_WORDS = frozenset({"since", "after", "following", "of", "than", "the", "by", "until", "from"})
SETTLED_MODALITIES = frozenset({"occurred", "agreed", "pledged", "proposed"})
STATEMENT_TYPES = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "AGREE", "REJECT", "THREATEN", "CONCEDE"})
"""Acts of words: said in the document itself, so that its own day is theirs."""


def day_of(document: Document) -> date:
    """Return the first day of a document's publication."""
    return date.fromisoformat(document.date)


def phrases_of(
    sentence: AnnotatedSentence,
    document: Document,
    finder: DateFinder,
    future: bool,
    previous: tuple[date, date] | None,
) -> list[DatePhrase]:
    """Return the date phrases of a sentence."""
    publication = Publication(day_of(document), Precision(document.date_precision))
    return finder.find(document.body, (sentence.start, sentence.end), publication, future=future, previous=previous)


def date_of_act(act: Act, sentence: AnnotatedSentence, phrases: list[DatePhrase]) -> Dated | None:
    """Return the date that the sentence gives an act, or None."""
    trigger = sentence.tokens[act.trigger[0]].start
    first = act.clause.left if act.clause is not None and act.clause.left <= act.region[0] else act.region[0]
    region_start = sentence.tokens[first].start
    region_end = sentence.tokens[act.region[1] - 1].end
    best: tuple[int, DatePhrase] | None = None
    for phrase in phrases:
        if not _may_date(act, sentence, phrase):
            continue
        outside = 0 if region_start <= phrase.start <= region_end else 1_000
        if outside and phrase.precision != "day":
            continue  # "in May" of another clause says little about this one
        wide = 50 if phrase.precision != "day" else 0
        distance = outside + wide + abs(phrase.start - trigger)
        if best is None or distance < best[0]:
            best = (distance, phrase)
    return None if best is None else _dated(act, sentence, best[1])


def _may_date(act: Act, sentence: AnnotatedSentence, phrase: DatePhrase) -> bool:
    """May the phrase be the act's own date?"""
    if phrase.deadline and not act.future:
        return False
    if phrase.background and not (
        _in_same_relative_clause(act, sentence, phrase) or _of_the_verb(act, sentence, phrase)
    ):
        return False
    if _of_its_content(act, sentence, phrase):
        return False
    if _in_later_clause(act, sentence, phrase) and not _of_statement(act, sentence, phrase):
        return False
    if phrase.explicit_future and phrase.rule != "weekday" and act.mode != "plan":
        return False  # a promise is made today, whatever it is for
    return not _of_another_event(act, sentence, phrase)


def _dated(act: Act, sentence: AnnotatedSentence, phrase: DatePhrase) -> Dated:
    """Return a phrase as an act's date; the day of a statement is the latest possible day of a deed that it tells."""
    first, last = phrase.first, phrase.last
    told = _of_statement(act, sentence, phrase)
    if phrase.rule == "weekday" and phrase.explicit_future and (told or act.mode != "plan"):
        first, last = first - WEEK, last - WEEK
    if told and act.type not in STATEMENT_TYPES and phrase.precision == "day":
        return Dated(first.isoformat(), last.isoformat(), "before", "inferred", "day of the statement")
    return Dated(first.isoformat(), last.isoformat(), phrase.precision, "stated", phrase.rule)


def _of_statement(act: Act, sentence: AnnotatedSentence, phrase: DatePhrase) -> bool:
    """Is it the day on which somebody said so ("the ministry said on Monday that ...")?"""
    before = [at for at, token in enumerate(sentence.tokens) if token.end <= phrase.start]
    for at in reversed(before[-STATEMENT_REACH:]):
        if act.trigger[0] <= at < act.trigger[1] or sentence.lowers[at] in {",", ";"}:
            break
        if sentence.lowers[at] in detail_words("statement-word"):
            return True
    behind = [token.lower for token in sentence.tokens if token.start >= phrase.end][:1]
    spoken = bool(behind) and behind[0] in detail_words("statement-word")
    return spoken and sentence.lowers[act.trigger[0]] != behind[0]


def _in_same_relative_clause(act: Act, sentence: AnnotatedSentence, phrase: DatePhrase) -> bool:
    """Is the act itself told by the relative clause that the date stands in ("the accord that both signed in 1988")?"""
    words = [token.lower for token in sentence.tokens if token.end <= phrase.start]
    opened = [at for at, word in enumerate(words) if word in RELATIVE_WORDS]
    return bool(opened and words and opened[-1] < act.trigger[0] < len(words) and words[-1] not in ORIGIN_WORDS)


def _of_the_verb(act: Act, sentence: AnnotatedSentence, phrase: DatePhrase) -> bool:
    """Is the act's finite verb what the date belongs to, though it may also be a participle ("established in 1960")?"""
    between = [token.lower for token in sentence.tokens[act.trigger[1] :] if token.end <= phrase.start]
    finite = act.clause is not None and act.clause.group.shape == FINITE
    plain = not any(word in RELATIVE_WORDS | detail_words("dated-noun") | {",", "'s", "\u2019s"} for word in between)
    return finite and plain and 0 < len(between) <= VERB_REACH and between[-1] in {"in", "on"}


def is_fitting(act: Act, dated: Dated | None, day: str) -> bool:
    """Can a stated date be the act's: no plan lies behind the document's day, and nothing that was done before it?"""
    if dated is None or not dated.stated:
        return True
    if act.mode == "plan":
        return dated.last >= day
    return dated.first <= day or act.modality not in {"occurred", "historical"}


def settle_background(act: Act, dated: Dated | None, day: str, reported: bool) -> None:
    """Make an act background if its date lies far back, or if "had" tells it as done before the news."""
    if act.modality not in SETTLED_MODALITIES or act.mode == "plan":
        return
    old = dated is not None and dated.stated and bool(dated.last)
    if old and dated is not None and date.fromisoformat(dated.last) < date.fromisoformat(day) - OLD_NEWS:
        act.modality = "historical"
    elif act.clause is not None and act.clause.group.perfect == "had" and act.modality == "agreed" and not reported:
        act.modality = "historical"


def _of_another_event(act: Act, sentence: AnnotatedSentence, phrase: DatePhrase) -> bool:
    """Does the date belong to a noun before it ("condolences over the attack in Moscow on March 22")?"""
    if act.type not in STATEMENT_TYPES or act.mode in {"sign", "plan", "invite"}:
        return False
    for at in reversed(range(len(sentence.tokens))):
        token = sentence.tokens[at]
        if token.end > phrase.start:
            continue
        if token.lower in {",", ";"} or act.trigger[0] <= at < act.trigger[1]:
            return False
        if token.lower in detail_words("dated-noun"):
            return True
    return False


def _of_its_content(act: Act, sentence: AnnotatedSentence, phrase: DatePhrase) -> bool:
    """Does the date belong to what is promised, praised or condemned ("agreed to reunite families on August 15")?

    A weekday at the end is mostly the day on which it was said.
    """
    if phrase.rule in DAY_RULES:
        return False
    between = [token.lower for token in sentence.tokens[act.trigger[1] :] if token.end <= phrase.start]
    if act.type == "CONSULT" and TALKING in act.row:
        return bool(between)
    if act.type not in STATEMENT_TYPES or act.mode in {"sign", "plan"}:
        return False
    if phrase.precision != "day" and len(between) > VAGUE_REACH:
        return True  # "thanked Norway for its leadership this month"
    if act.type == "AGREE":
        opened = "to" in between or sentence.lowers[act.trigger[0]] == "to"
        return opened and (phrase.precision != "day" or phrase.rule in CALENDAR_RULES)
    return phrase.rule in CALENDAR_RULES and any(word in CONTENT_WORDS for word in between)


def _in_later_clause(act: Act, sentence: AnnotatedSentence, phrase: DatePhrase) -> bool:
    """Does a clause that begins behind the act's verb still run when the date comes ("where they had met in 2021")?"""
    between = [token.lower for token in sentence.tokens[act.trigger[1] :] if token.end <= phrase.start]
    for back, word in enumerate(reversed(between)):
        if word in {",", ";"}:
            return False
        if word in LATER_CLAUSE:
            return back >= 2
        if word in TIME_CLAUSE:
            inside = between[len(between) - back :]
            return any(other in detail_words("past-form") or other.endswith("ed") for other in inside)
    return False


def published_date(act_type: str, document: Document) -> Dated:
    """Return the date of an act that has none: the day of publication for words, "at latest then" for deeds."""
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
