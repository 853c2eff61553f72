"""The rule coder: Document -> coded events. Rules over tokens, no model, standard library only.

A document goes through the stages in order: text, actors, clauses, acts, details, merging. What one sentence tells
the next
(who "he" is, which two sides meet) is kept in a Memory that lives as long as the document is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.actors.coordination import coordinate, mark_prepositions
from relcli.coder.actors.marks import find_marks
from relcli.coder.actors.noun_phrases import find_actors
from relcli.coder.actors.publisher import guess_home, home_of_source
from relcli.coder.actors.topic import find_topic
from relcli.coder.acts.noun_acts import find_event_nouns
from relcli.coder.acts.verb_acts import ActFinder
from relcli.coder.annotations import Draft, Findings, annotate
from relcli.coder.clauses.clauses import find_clauses
from relcli.coder.dates.phrases import DateFinder
from relcli.coder.details.act_dates import date_of_act, day_of, is_old, phrases_of
from relcli.coder.details.sectors import (
    find_attribution,
    find_place,
    find_sectors,
    find_setting,
    make_headline,
    people_of,
)
from relcli.coder.discourse.occasions import Discourse
from relcli.coder.discourse.records import finish_events
from relcli.coder.discourse.retellings import merge_drafts
from relcli.coder.explanation import ActorNote, Analysis, SentenceAnalysis, SilentTrigger
from relcli.coder.memory import LONG, PRESENT_IN_SPEECHES, Memory
from relcli.coder.text.reading import TextReader

if TYPE_CHECKING:
    from datetime import date

    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.text.reading import Text
    from relcli.coder.vocabulary.vocabulary import Vocabulary
    from relcli.coding import CodedEvent, Document

SILENT_KINDS = frozenset({"tail", "caption"})


class RuleCoder:
    """Codes documents with one vocabulary; holds no state between documents."""

    name = "rules 1"

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take a compiled lexicon."""
        self.vocabulary = vocabulary
        self.lexicon_version = vocabulary.version
        self.reader = TextReader(vocabulary.words)
        self.dates = DateFinder(vocabulary.words)

    def code(self, document: Document) -> list[CodedEvent]:
        """Return the events of a document in the order of their sentences, numbered from 1."""
        return list(_Reading(document, self).events())

    def analyse(self, document: Document) -> Analysis:
        """Return the events of a document together with what was seen in every sentence."""
        return _Reading(document, self).run()


class _Reading:
    """One document being read."""

    def __init__(self, document: Document, coder: RuleCoder) -> None:
        self.document = document
        self.coder = coder
        self.vocabulary = coder.vocabulary
        self.text: Text = coder.reader.read(document.body)
        self.memory = Memory(document.date)
        self.discourse = Discourse(self.memory, self.vocabulary)
        self.drafts: list[Draft] = []
        self.seen: list[tuple[AnnotatedSentence, Findings]] = []
        self.previous_date: tuple[date, date] | None = None

    def run(self) -> Analysis:
        """Return the events and what was seen in every sentence."""
        records = self.events()
        return Analysis(self.document, self._notes(records), tuple(records), self.memory.home)

    def events(self) -> list[CodedEvent]:
        """Read the document sentence by sentence and return its events."""
        sentences = [annotate(split) for split in self.text.sentences]
        for sentence in sentences:
            sentence.marks = find_marks(sentence, self.vocabulary, self.memory)
        all_marks = [sentence.marks for sentence in sentences]
        source = home_of_source(self.document.outlet, self.document.url, self.vocabulary)
        self.memory.home = source or guess_home(sentences, all_marks, self.vocabulary)
        if len(sentences) > LONG:
            self.memory.reach = PRESENT_IN_SPEECHES
        self.memory.topic = find_topic(sentences, all_marks, self.memory.home)
        for index, sentence in enumerate(sentences):
            findings = Findings()
            if sentence.kind not in SILENT_KINDS:
                self._read(index, sentence, findings)
            self.seen.append((sentence, findings))
        events = merge_drafts(self.drafts)
        return finish_events(events, self.drafts, self.document, self.coder)

    def _read(self, index: int, sentence: AnnotatedSentence, findings: Findings) -> None:
        self.memory.index = index
        self.discourse.before(sentence)
        sentence.actors = find_actors(sentence, self.vocabulary, self.memory, self.document.body)
        if not sentence.actors:
            return
        mark_prepositions(sentence, self.vocabulary)
        if not self._may_tell(sentence):
            self._remember(sentence)
            return
        coordinate(sentence, self.vocabulary)
        clauses = find_clauses(sentence, self.vocabulary)
        found = ActFinder(sentence, clauses, self.vocabulary, self.memory).run()
        findings.acts, findings.notes = found.acts, found.notes
        find_event_nouns(sentence, self.vocabulary, findings, self.memory.home)
        new = [self._draft(index, sentence, act_clauses) for act_clauses in ((act, clauses) for act in findings.acts)]
        self.drafts.extend(new)
        self.discourse.after(sentence, clauses, new)
        self._note_codes(sentence)
        pair = {code for party in self.memory.pair or () for code in party.codes}
        if any({*draft.act.source.codes, *draft.act.target.codes} <= pair for draft in new):
            self.memory.paired_at = index

    def _may_tell(self, sentence: AnnotatedSentence) -> bool:
        """Can a sentence tell an act: does it name two sides, or one while another may be meant?"""
        codes = {code for actor in sentence.actors for code in actor.codes}
        if len(codes) > 1:
            return True
        if any(actor.reference for actor in sentence.actors):
            return len(codes | set(self.memory.seen) | set(self.memory.home)) > 1
        return bool(codes) and (self.memory.pair is not None or bool(self.memory.topic))

    def _remember(self, sentence: AnnotatedSentence) -> None:
        """Keep the subject of a sentence that tells nothing, for the pronouns of the next."""
        plain = [
            actor for actor in sentence.actors if actor.codes and not actor.preposition and actor.kind != "adjective"
        ]
        if plain:
            self.memory.subject = plain[0]
        self._note_codes(sentence)

    def _note_codes(self, sentence: AnnotatedSentence) -> None:
        for actor in sentence.actors:
            if actor.kind != "reference":
                self.memory.note(actor.codes)

    def _draft(self, index: int, sentence: AnnotatedSentence, act_clauses: tuple[object, list[Clause]]) -> Draft:
        act, clauses = act_clauses
        from relcli.coder.annotations import Act

        assert isinstance(act, Act)
        body = self.document.body
        phrases = phrases_of(sentence, self.document, self.coder.dates, act.future, self.previous_date)
        dated = date_of_act(act, sentence, phrases)
        if dated is not None and is_old(dated, self.document) and act.modality == "occurred":
            act.modality = "historical"
        sectors = find_sectors(sentence, act.region, self.vocabulary)
        people, countries, level = people_of(act)
        draft = Draft(
            act=act,
            sentence=sentence,
            sentence_index=index,
            sectors=tuple(dict.fromkeys(sector for sector, _, _ in sectors)),
            sector_terms=tuple(dict.fromkeys(sentence.text(start, end, body) for _, start, end in sectors)),
            people=people,
            people_countries=countries,
            level=level,
            dated=dated,
            place=find_place(sentence, act, body, self.text.dateline),
            setting=find_setting(body[sentence.start : sentence.end]),
            attribution=find_attribution(sentence, clauses, act, self.vocabulary, body),
            headline=make_headline(sentence, act, body),
        )
        if dated is not None and dated.stated and dated.precision == "day":
            self.previous_date = (day_of_iso(dated.first), day_of_iso(dated.last))
        return draft

    def _notes(self, records: list[CodedEvent]) -> tuple[SentenceAnalysis, ...]:
        told: dict[int, list[int]] = {}
        for record in records:
            for telling in (record, *record.retellings):
                told.setdefault(telling.start, []).append(record.number)
        return tuple(_sentence_note(sentence, findings, told) for sentence, findings in self.seen)


def day_of_iso(day: str) -> date:
    """Return the date of an ISO day."""
    from datetime import date as date_class

    return date_class.fromisoformat(day)


def _sentence_note(sentence: AnnotatedSentence, findings: Findings, told: dict[int, list[int]]) -> SentenceAnalysis:
    tokens = sentence.tokens
    actors = tuple(
        ActorNote(tokens[actor.start].start, tokens[actor.end - 1].end, actor.codes, actor.kind, actor.found)
        for actor in sentence.actors
    )
    silent = tuple(SilentTrigger(tokens[at].start, tokens[at].end, reason) for at, reason in findings.notes)
    events = tuple(dict.fromkeys(told.get(sentence.start, ())))
    verdict = "" if events else _verdict(sentence, silent)
    return SentenceAnalysis(sentence.start, sentence.end, sentence.kind, actors, events, silent, verdict)


def _verdict(sentence: AnnotatedSentence, silent: tuple[SilentTrigger, ...]) -> str:
    codes = {code for actor in sentence.actors for code in actor.codes}
    if sentence.kind in SILENT_KINDS:
        return f"not read: {sentence.kind}"
    if len(codes) < 2:
        return "fewer than two actors" if codes else "no actor"
    return silent[0].reason if silent else "no verb or noun of the lexicon tells an act here"


__all__ = ["RuleCoder", "day_of"]
