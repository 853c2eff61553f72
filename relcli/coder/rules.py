"""The rule coder: Document -> coded events. Rules over tokens, no model, standard library only.

A document goes through the stages in order: text, actors, clauses, acts, details, merging. What one sentence tells
the next
(who "he" is, which two sides meet) is kept in a Memory that lives as long as the document is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.act import Findings
from relcli.coder.acts import ActFinder
from relcli.coder.analysis import ActorNote, Analysis, SentenceAnalysis, SilentTrigger
from relcli.coder.clauses import find_clauses
from relcli.coder.coordination import coordinate, mark_obliques
from relcli.coder.dating import date_of_act, day_of, is_old, phrases_of
from relcli.coder.details import (
    find_attribution,
    find_place,
    find_sectors,
    find_setting,
    make_headline,
    people_of,
)
from relcli.coder.discourse import Discourse
from relcli.coder.event_nouns import find_event_nouns
from relcli.coder.home import guess_home, home_of_source
from relcli.coder.marks import find_marks
from relcli.coder.memory import LONG, PRESENT_IN_SPEECHES, Memory
from relcli.coder.merge import Draft, merge_drafts
from relcli.coder.noun_phrases import find_actors
from relcli.coder.records import finish_events
from relcli.coder.text import read_text
from relcli.coder.topic import find_topic
from relcli.coder.view import view_of

if TYPE_CHECKING:
    from datetime import date

    from relcli.coder.clauses import Clause
    from relcli.coder.text import Text
    from relcli.coder.view import View
    from relcli.coder.vocabulary import Vocabulary
    from relcli.sources import CodedEvent, Document

SILENT_KINDS = frozenset({"tail", "caption"})


class RuleCoder:
    """Codes documents with one vocabulary; holds no state between documents."""

    name = "rules 1"

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take a compiled lexicon."""
        self.vocabulary = vocabulary
        self.lexicon_version = vocabulary.version

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
        self.text: Text = read_text(document.body, document.date)
        self.memory = Memory(document.date)
        self.discourse = Discourse(self.memory, self.vocabulary)
        self.drafts: list[Draft] = []
        self.seen: list[tuple[View, Findings]] = []
        self.previous_date: tuple[date, date] | None = None

    def run(self) -> Analysis:
        """Return the events and what was seen in every sentence."""
        records = self.events()
        return Analysis(self.document, self._notes(records), tuple(records), self.memory.home)

    def events(self) -> list[CodedEvent]:
        """Read the document sentence by sentence and return its events."""
        views = [view_of(sentence) for sentence in self.text.sentences]
        for view in views:
            view.marks = find_marks(view, self.vocabulary, self.memory)
        all_marks = [view.marks for view in views]
        source = home_of_source(self.document.outlet, self.document.url, self.vocabulary)
        self.memory.home = source or guess_home(views, all_marks, self.vocabulary)
        if len(views) > LONG:
            self.memory.reach = PRESENT_IN_SPEECHES
        self.memory.topic = find_topic(views, all_marks, self.memory.home)
        for index, view in enumerate(views):
            findings = Findings()
            if view.sentence.kind not in SILENT_KINDS:
                self._read(index, view, findings)
            self.seen.append((view, findings))
        events = merge_drafts(self.drafts)
        return finish_events(events, self.drafts, self.document, self.coder)

    def _read(self, index: int, view: View, findings: Findings) -> None:
        self.memory.index = index
        self.discourse.before(view)
        view.actors = find_actors(view, self.vocabulary, self.memory, self.document.body)
        if not view.actors:
            return
        mark_obliques(view, self.vocabulary)
        if not self._may_tell(view):
            self._remember(view)
            return
        coordinate(view, self.vocabulary)
        clauses = find_clauses(view, self.vocabulary)
        found = ActFinder(view, clauses, self.vocabulary, self.memory).run()
        findings.acts, findings.notes = found.acts, found.notes
        find_event_nouns(view, self.vocabulary, findings, self.memory.home)
        new = [self._draft(index, view, act_clauses) for act_clauses in ((act, clauses) for act in findings.acts)]
        self.drafts.extend(new)
        self.discourse.after(view, clauses, new)
        self._note_codes(view)
        pair = {code for party in self.memory.pair or () for code in party.codes}
        if any({*draft.act.source.codes, *draft.act.target.codes} <= pair for draft in new):
            self.memory.paired_at = index

    def _may_tell(self, view: View) -> bool:
        """Can a sentence tell an act: does it name two sides, or one while another may be meant?"""
        codes = {code for actor in view.actors for code in actor.codes}
        if len(codes) > 1:
            return True
        if any(actor.reference for actor in view.actors):
            return len(codes | set(self.memory.seen) | set(self.memory.home)) > 1
        return bool(codes) and (self.memory.pair is not None or bool(self.memory.topic))

    def _remember(self, view: View) -> None:
        """Keep the subject of a sentence that tells nothing, for the pronouns of the next."""
        plain = [actor for actor in view.actors if actor.codes and not actor.oblique and actor.kind != "adjective"]
        if plain:
            self.memory.subject = plain[0]
        self._note_codes(view)

    def _note_codes(self, view: View) -> None:
        for actor in view.actors:
            if actor.kind != "reference":
                self.memory.note(actor.codes)

    def _draft(self, index: int, view: View, act_clauses: tuple[object, list[Clause]]) -> Draft:
        act, clauses = act_clauses
        from relcli.coder.act import Act

        assert isinstance(act, Act)
        body = self.document.body
        phrases = phrases_of(view, self.document, act.future, self.previous_date)
        dated = date_of_act(act, view, phrases)
        if dated is not None and is_old(dated, self.document) and act.modality == "occurred":
            act.modality = "historical"
        sectors = find_sectors(view, act.region, self.vocabulary)
        people, countries, level = people_of(act)
        draft = Draft(
            act=act,
            view=view,
            sentence_index=index,
            sectors=tuple(dict.fromkeys(sector for sector, _, _ in sectors)),
            sector_terms=tuple(dict.fromkeys(view.text(start, end, body) for _, start, end in sectors)),
            people=people,
            people_countries=countries,
            level=level,
            dated=dated,
            place=find_place(view, act, body, self.text.dateline),
            setting=find_setting(body[view.sentence.start : view.sentence.end]),
            attribution=find_attribution(view, clauses, act, self.vocabulary, body),
            headline=make_headline(view, act, body),
        )
        if dated is not None and dated.stated and dated.precision == "day":
            self.previous_date = (day_of_iso(dated.first), day_of_iso(dated.last))
        return draft

    def _notes(self, records: list[CodedEvent]) -> tuple[SentenceAnalysis, ...]:
        told: dict[int, list[int]] = {}
        for record in records:
            for telling in (record, *record.retellings):
                told.setdefault(telling.start, []).append(record.number)
        return tuple(_sentence_note(view, findings, told) for view, findings in self.seen)


def day_of_iso(day: str) -> date:
    """Return the date of an ISO day."""
    from datetime import date as date_class

    return date_class.fromisoformat(day)


def _sentence_note(view: View, findings: Findings, told: dict[int, list[int]]) -> SentenceAnalysis:
    tokens = view.tokens
    actors = tuple(
        ActorNote(tokens[actor.start].start, tokens[actor.end - 1].end, actor.codes, actor.kind, actor.found)
        for actor in view.actors
    )
    silent = tuple(SilentTrigger(tokens[at].start, tokens[at].end, reason) for at, reason in findings.notes)
    events = tuple(dict.fromkeys(told.get(view.sentence.start, ())))
    verdict = "" if events else _verdict(view, silent)
    return SentenceAnalysis(view.sentence.start, view.sentence.end, view.sentence.kind, actors, events, silent, verdict)


def _verdict(view: View, silent: tuple[SilentTrigger, ...]) -> str:
    codes = {code for actor in view.actors for code in actor.codes}
    if view.sentence.kind in SILENT_KINDS:
        return f"not read: {view.sentence.kind}"
    if len(codes) < 2:
        return "fewer than two actors" if codes else "no actor"
    return silent[0].reason if silent else "no verb or noun of the lexicon tells an act here"


__all__ = ["RuleCoder", "day_of"]
