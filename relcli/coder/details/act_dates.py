"""When an act was done: which date phrase of its sentence is its own, and which date it has without one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

from relcli.coder.annotations import Dated
from relcli.coder.dates.forms import CALENDAR_RULES, DateRule
from relcli.coder.dates.periods import last_day
from relcli.coder.dates.phrases import Precision, Publication
from relcli.coder.kinds import ActMode, DateBasis, DatePrecision, FormShape, Modality, VerbShape

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, AnnotatedSentence
    from relcli.coder.dates.phrases import DateFinder, DatePhrase
    from relcli.coder.vocabulary.vocabulary import Vocabulary
    from relcli.coding import Document

OLD_NEWS = timedelta(days=35)
"""An occurred act whose stated date lies further back than this is background, not news."""
WEEK = timedelta(days=7)
STATEMENT_REACH = 9
VERB_REACH = 5
VAGUE_REACH = 4  # tokens between the verb and a vague date of its own: "thanked China last month"
OUTSIDE, WIDE = 1_000, 50  # how much farther a date seems outside the act's stretch, or if it is no single day
BREAKS = frozenset({",", ";"})
PAST_FORMS = frozenset({FormShape.PAST, FormShape.PARTICIPLE})
_start_of, _end_of_token = attrgetter("start"), attrgetter("end")
POSSESSIVE_BREAKS = frozenset({",", "'s", "\u2019s"})
PRESENT_MODALITIES = frozenset({Modality.OCCURRED, Modality.AGREED, Modality.PLEDGED, Modality.PROPOSED})
DONE_MODALITIES = frozenset({Modality.OCCURRED, Modality.HISTORICAL})
ARRANGING_MODES = frozenset({ActMode.SIGN, ActMode.PLAN})
STATEMENT_TYPES = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "AGREE", "REJECT", "THREATEN", "CONCEDE"})
"""Acts of words: said in the document itself, so that its own day is theirs."""


def phrases_of(
    sentence: AnnotatedSentence,
    document: Document,
    finder: DateFinder,
    future: bool,
    previous: tuple[date, date] | None,
) -> list[DatePhrase]:
    """Return the date phrases of a sentence."""
    publication = Publication(date.fromisoformat(document.date), Precision(document.date_precision))
    return finder.find(document.body, (sentence.start, sentence.end), publication, future=future, previous=previous)


def date_of_act(
    act: Act, sentence: AnnotatedSentence, phrases: list[DatePhrase], vocabulary: Vocabulary
) -> Dated | None:
    """Return the date that the sentence gives an act, or None."""
    return _ActDate(act, sentence, vocabulary).find(phrases) if phrases else None


class _ActDate:
    """Finds the date of one act among the date phrases of its sentence."""

    def __init__(self, act: Act, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> None:
        self.act = act
        self.sentence = sentence
        self.word = vocabulary.word

    def find(self, phrases: list[DatePhrase]) -> Dated | None:
        act, tokens = self.act, self.sentence.tokens
        trigger = tokens[act.trigger[0]].start
        first = act.clause.left if act.clause is not None and act.clause.left <= act.region[0] else act.region[0]
        region_start, region_end = tokens[first].start, tokens[act.region[1] - 1].end
        near: list[tuple[int, int]] = []
        for index, phrase in enumerate(phrases):
            inside = region_start <= phrase.start <= region_end
            if not inside and phrase.precision is not Precision.DAY and not self._opens_sentence(phrase):
                continue  # "in May" of another clause says little about this one
            wide = WIDE if phrase.precision is not Precision.DAY else 0
            near.append(((0 if inside else OUTSIDE) + wide + abs(phrase.start - trigger), index))
        for _, index in sorted(near):
            if self._may_date(phrases[index]):
                return self._dated(phrases[index])
        return None

    def _opens_sentence(self, phrase: DatePhrase) -> bool:
        """Does it open the sentence and what follows ("In May, he said that ...")?"""
        if phrase.rule is not DateRule.MONTH or self._tokens_before(phrase) > 1:
            return False
        return self.sentence.lower(bisect_left(self.sentence.tokens, phrase.end, key=_start_of)) == ","

    def _tokens_before(self, phrase: DatePhrase) -> int:
        """Return how many tokens of the sentence end before a phrase."""
        return bisect_right(self.sentence.tokens, phrase.start, key=_end_of_token)

    def _may_date(self, phrase: DatePhrase) -> bool:
        """May the phrase be the act's own date?"""
        if phrase.deadline and not self.act.future:
            return False
        if phrase.background and not (self._is_in_same_relative_clause(phrase) or self._is_of_the_verb(phrase)):
            return False
        if self._is_of_the_content(phrase) or self._is_of_verb_before(phrase) or self._is_in_earlier_clause(phrase):
            return False
        if self._is_in_later_clause(phrase) and not self._is_of_statement(phrase):
            return False
        if phrase.explicit_future and phrase.rule is not DateRule.WEEKDAY and self.act.mode != ActMode.PLAN:
            return False  # a promise is made today, whatever it is for
        return not self._is_of_another_event(phrase)

    def _dated(self, phrase: DatePhrase) -> Dated:
        """Return a phrase as an act's date; the day of a statement is the latest possible day of what it reports."""
        first, last = phrase.first, phrase.last
        of_statement = self._is_of_statement(phrase)
        planned = self.act.mode == ActMode.PLAN and not of_statement
        if phrase.rule is DateRule.WEEKDAY and phrase.explicit_future and not planned and first - date.min >= WEEK:
            first, last = first - WEEK, last - WEEK
        days = first.isoformat(), last.isoformat()
        if of_statement and self.act.type not in STATEMENT_TYPES and phrase.precision is Precision.DAY:
            return Dated(*days, DatePrecision.BEFORE, DateBasis.INFERRED, "day of the statement")
        return Dated(*days, DatePrecision(phrase.precision), DateBasis.STATED, phrase.rule)

    def _between(self, phrase: DatePhrase) -> list[str]:
        """Return the words between the act's trigger and a phrase after it."""
        return self.sentence.lowers[self.act.trigger[1] : self._tokens_before(phrase)]

    # ---------------------------------------------------------------- whose date is it?

    def _is_of_statement(self, phrase: DatePhrase) -> bool:
        """Is it the day on which somebody said so ("the ministry said on Monday that ...")?"""
        act, lowers, stating = self.act, self.sentence.lowers, self.word("statement-word")
        before = self._tokens_before(phrase)
        for at in range(before - 1, max(-1, before - 1 - STATEMENT_REACH), -1):
            if act.trigger[0] <= at < act.trigger[1] or lowers[at] in BREAKS:
                break
            if lowers[at] in stating:
                return True
        following = self.sentence.lower(bisect_left(self.sentence.tokens, phrase.end, key=_start_of))
        return following in stating and lowers[act.trigger[0]] != following

    def _is_in_same_relative_clause(self, phrase: DatePhrase) -> bool:
        """Is the act itself in the relative clause of the date ("the accord that both signed in 1988")?"""
        relative, lowers = self.word("act-date-relative"), self.sentence.lowers
        before = self._tokens_before(phrase)
        if not self.act.trigger[0] < before or lowers[before - 1] in self.word("act-date-origin"):
            return False
        opened = next((at for at in range(before - 1, -1, -1) if lowers[at] in relative), before)
        return opened < self.act.trigger[0]

    def _is_of_verb_before(self, phrase: DatePhrase) -> bool:
        """Is the act a noun that another verb parts from the date ("voted on Monday to deplore the attack")?"""
        if self.act.clause is not None:
            return False
        verbs = self.sentence.clauses_from(self._tokens_before(phrase), self.act.trigger[0])
        return any(clause.group.shape is not VerbShape.REDUCED for clause in verbs)

    def _is_of_the_verb(self, phrase: DatePhrase) -> bool:
        """Does the date belong to the act's finite verb, though it may be a participle ("established in 1960")?"""
        clause, between = self.act.clause, self._between(phrase)
        if clause is None or clause.group.shape != VerbShape.FINITE or not 0 < len(between) <= VERB_REACH:
            return False
        relative, nouns = self.word("act-date-relative"), self.word("dated-noun")
        if any(word in POSSESSIVE_BREAKS or word in relative or word in nouns for word in between):
            return False
        return between[-1] in self.word("act-date-preposition")

    def _is_of_another_event(self, phrase: DatePhrase) -> bool:
        """Does the date belong to a noun before it ("condolences over the attack in Moscow on March 22")?"""
        act, nouns = self.act, self.word("dated-noun")
        if act.type not in STATEMENT_TYPES or act.mode in ARRANGING_MODES or act.mode == ActMode.INVITE:
            return False
        for at in range(self._tokens_before(phrase) - 1, -1, -1):
            lower = self.sentence.lowers[at]
            if lower in BREAKS or act.trigger[0] <= at < act.trigger[1]:
                return False
            if lower in nouns or lower in self.word("act-date-still-ahead"):
                return True
        return False

    def _is_of_the_content(self, phrase: DatePhrase) -> bool:
        """Does the date belong to what is promised, praised or condemned ("agreed to reunite families on August 15")?

        A weekday at the end is mostly the day on which it was said.
        """
        act = self.act
        if phrase.rule is DateRule.WEEKDAY or phrase.rule is DateRule.DAY_WORD:
            return False
        between = self._between(phrase)
        if act.type == "CONSULT" and any(word.startswith("discuss") for word in act.row.words):
            return bool(between)  # when that was which is spoken about
        if act.type not in STATEMENT_TYPES or act.mode in ARRANGING_MODES:
            return False
        vague, in_calendar = phrase.precision is not Precision.DAY, phrase.rule in CALENDAR_RULES
        if vague and len(between) > VAGUE_REACH:
            return True  # "thanked Norway for its leadership this month"
        if act.type == "AGREE":
            opened = "to" in between or self.sentence.lowers[act.trigger[0]] == "to"
            return opened and (vague or in_calendar)
        return in_calendar and not self.word("act-date-content-opener").isdisjoint(between)

    def _is_in_earlier_clause(self, phrase: DatePhrase) -> bool:
        """Does another clause end between the date and the act?

        "Freed him in May, but Peru has urged", "As I told them in May, Peru remains committed".
        """
        before, lowers, act = self._tokens_before(phrase), self.sentence.lowers, self.act
        finite = (clause.group.shape is VerbShape.FINITE for clause in self.sentence.clauses_from(0, before))
        if not any(finite):
            return False
        links, clause = self.word("act-date-clause-link"), act.clause
        own = clause.subject if clause is not None and clause.group.is_bare else None
        present = clause is not None and own is not None and clause.group.forms.isdisjoint(PAST_FORMS)
        for at in range(before + 1, act.trigger[0]):
            if lowers[at - 1] == "," and (lowers[at] in links or (present and own is not None and own.start >= at)):
                return True
        return False

    def _is_in_later_clause(self, phrase: DatePhrase) -> bool:
        """Is the date inside a clause that begins after the act's verb ("where they had met in 2021")?"""
        between, word = self._between(phrase), self.word
        for back, lower in enumerate(reversed(between)):
            if lower in BREAKS:
                return False
            if lower in word("act-date-clause-opener"):
                return back >= 2
            if lower in word("act-date-time-opener"):
                inside, pasts = between[len(between) - back :], word("past-form")
                return any(other in pasts or other.endswith("ed") for other in inside)
        return False


# -------------------------------------------------------------------- what a date says of its act


def is_fitting(act: Act, dated: Dated | None, day: str) -> bool:
    """Can a stated date be the act's: no plan dates from before the document, and nothing done from after it?"""
    if dated is None or not dated.stated:
        return True
    if act.mode == ActMode.PLAN:
        return dated.last >= day
    return dated.first <= day or act.modality not in DONE_MODALITIES


def is_old(dated: Dated | None, day: str) -> bool:
    """Does a stated date lie so far back that what was done then is background?"""
    if dated is None or not dated.stated or not dated.last:
        return False
    if dated.rule == DateRule.MONTH and dated.last < day[:8]:  # "in October", told in a later month
        return True
    return date.fromisoformat(day) - date.fromisoformat(dated.last) > OLD_NEWS


def mark_background(act: Act, dated: Dated | None, day: str, reported: bool) -> None:
    """Make an act background if its date lies far back, or if "had" puts it before the news."""
    if act.modality not in PRESENT_MODALITIES or act.mode == ActMode.PLAN:
        return
    perfect = act.clause is not None and act.clause.group.perfect == "had"
    if is_old(dated, day) or (perfect and act.modality is Modality.AGREED and not reported):
        act.modality = Modality.HISTORICAL


def published_date(act_type: str, document: Document) -> Dated:
    """Return the date of an act that has none: the day of publication for words, "at latest then" for deeds."""
    last, precision = document.date, DatePrecision(document.date_precision)
    if precision is not DatePrecision.DAY:
        last = _end_of(document)
    elif act_type not in STATEMENT_TYPES:
        precision = DatePrecision.BEFORE
    return Dated(document.date, last, precision, DateBasis.PUBLISHED, "publication")


def _end_of(document: Document) -> str:
    first = date.fromisoformat(document.date)
    month = 12 if document.date_precision == DatePrecision.YEAR else first.month
    return last_day(first.year, month).isoformat()
