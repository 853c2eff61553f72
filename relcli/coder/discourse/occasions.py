"""What a sentence leaves for the next: the subject, the pair of parties, the meeting at which acts are done."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from relcli.coder.annotations import HOSTILE
from relcli.coder.details.act_dates import is_fitting, mark_background
from relcli.coder.discourse.retellings import other_people
from relcli.coder.kinds import PLANNING_MODES, ActorKind, ActRule, DateBasis, Modality, VerbShape
from relcli.coder.memory import DoneAct, KnownPerson, Party
from relcli.coder.text.lines import LineKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.coder.annotations import Actor, AnnotatedSentence, Draft
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.vocabulary import Vocabulary

NOT_AT_MEETINGS = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "CONSULT"})
AGAINST = frozenset({"ACCUSE", "REJECT", "THREATEN"})
MOST_MEETINGS = 500
"""The last meetings of a document among which a meeting mentioned again is looked for."""
FOLLOWED = 6  # sentences after which a meeting is no longer spoken of
LEAD = 3  # sentences: how far before its meeting an act may be reported
UNCHANGING_KINDS = frozenset({LineKind.INSERTED, LineKind.CAPTION, LineKind.TAIL})
"""Lines that interrupt the text, so that they leave nothing for the next sentence but whom they name."""
MEETING_MODALITIES = frozenset({Modality.OCCURRED, Modality.AGREED})
NOT_NOW = frozenset({Modality.HISTORICAL, Modality.DENIED})
SPEAKING_KINDS = frozenset({ActorKind.PERSON, ActorKind.REFERENCE})
STATE_LIKE = frozenset(
    {
        ActorKind.NAME,
        ActorKind.PERSON,
        ActorKind.BODY,
        ActorKind.ORGANISATION,
        ActorKind.METONYM,
        ActorKind.INSTITUTION,
        ActorKind.CAPITAL,
    }
)


class Discourse:
    """Keeps the memory of a document up to date."""

    def __init__(self, memory: Memory, vocabulary: Vocabulary) -> None:
        """Work on one document's memory."""
        self.memory = memory
        self.vocabulary = vocabulary
        self.occasions: list[Draft] = []  # meetings so far, since the text last turned to something else
        self.last_spoken_of: dict[int, int] = {}  # id of a meeting -> sentence of the last act reported of it
        self.loose: list[Draft] = []  # acts reported before the meeting at which they may have been done

    def before(self, sentence: AnnotatedSentence) -> None:
        """Look at how a sentence begins: "Relatedly", "Separately" end what was spoken of."""
        if sentence.lower(0) in self.vocabulary.word("pair-end"):
            self.memory.end_pair()
            self.occasions = []
            self.loose = []

    def after(self, sentence: AnnotatedSentence, drafts: list[Draft]) -> None:
        """Take up what a sentence reported."""
        if sentence.kind not in UNCHANGING_KINDS:
            self._take_up(sentence, drafts)
        self.memory.note(sentence.actors)
        words = sentence.content_words if drafts else frozenset()
        for draft in drafts:
            act = draft.act
            done = DoneAct(act.type, act.modality, act.row.name, self.memory.index, draft.is_in_headline, words)
            self.memory.note_act(act.codes, done)

    def _take_up(self, sentence: AnnotatedSentence, drafts: list[Draft]) -> None:
        self._take_subject(sentence, drafts)
        for draft in drafts:
            if not is_fitting(draft.act, draft.dated, self.memory.day):
                draft.dated = None
            mark_background(draft.act, draft.dated, self.memory.day, bool(draft.attribution))
            self._take_pair(draft)
            self._attach(draft)
        if self.memory.pair is None:
            self._pair_of_two(sentence)

    def _take_subject(self, sentence: AnnotatedSentence, drafts: list[Draft]) -> None:
        for clause in sentence.clauses:
            subject = clause.subject
            if subject is None or not subject.codes or clause.relative or clause.group.shape != VerbShape.FINITE:
                continue
            if self._name_subject(subject):
                for draft in drafts:
                    _add_person(draft, subject)
            self.memory.subject = subject
            if subject.person and subject.kind in SPEAKING_KINDS:
                self.memory.last_person = KnownPerson(subject.person, subject.codes, subject.level, subject.office)
            return

    def _name_subject(self, subject: Actor) -> bool:
        """Give "the Palestinian ambassador" the name of the one envoy of that country named before."""
        if subject.person or not subject.level or subject.members:
            return False
        known = {
            person.name
            for person in self.memory.people.values()
            if person.codes == subject.codes and person.level == subject.level
        }
        if len(known) == 1:
            subject.person = known.pop()
        return bool(subject.person)

    def _take_pair(self, draft: Draft) -> None:
        act = draft.act
        source, target = _party(act.source), _party(act.target)
        if not source.codes or not target.codes or act.modality in NOT_NOW:
            return
        if act.parties.rule is ActRule.SECOND_LOOK:  # likely enough to be told, too weak to say who "both sides" are
            return
        if (
            act.parties.rule is ActRule.EVENT_NOUN and act.type in HOSTILE
        ):  # a war spoken of: "the leaders" are not those at war
            return
        pair = self.memory.pair
        meeting = act.type == "CONSULT"
        if pair is None or meeting:
            self._set_pair(source, target)
            return
        known = {*pair[0].codes, *pair[1].codes}
        if not known & {*source.codes, *target.codes} or (act.mutual and not {*source.codes, *target.codes} <= known):
            self._set_pair(source, target)

    def _set_pair(self, source: Party, target: Party) -> None:
        old = self.memory.pair
        if old:
            source = _with_people(source, old)
            target = _with_people(target, old)
        self.memory.pair = (source, target)

    def _attach(self, draft: Draft) -> None:
        """Make a meeting the current occasion, or give an act to the last meeting at which it may have been done."""
        act = draft.act
        if act.type == "CONSULT" and act.modality in MEETING_MODALITIES:
            known = next((meeting for meeting in self._latest() if _same_meeting(meeting, draft)), None)
            if known is None:
                self._open(draft)
            self.last_spoken_of[id(known or draft)] = draft.sentence_index
            return
        if act.type in NOT_AT_MEETINGS or act.modality in NOT_NOW or draft.is_in_headline:
            return
        for meeting in self._latest():
            near = draft.sentence_index - self.last_spoken_of[id(meeting)] <= FOLLOWED
            if near and _same_sides(meeting, draft) and _done_there(meeting, draft):
                draft.occasion = meeting
                self.last_spoken_of[id(meeting)] = draft.sentence_index
                return
        if not self.occasions and act.mode not in PLANNING_MODES:
            self.loose.append(draft)

    def _latest(self) -> Iterator[Draft]:
        """Return the meetings so far, the last one first, as far back as one is remembered."""
        return islice(reversed(self.occasions), MOST_MEETINGS)

    def _open(self, meeting: Draft) -> None:
        """Begin an occasion; what its two sides were said to do just before (the lead) was done there."""
        self.occasions.append(meeting)
        dated = meeting.dated
        for draft in self.loose:
            apart = dated and draft.dated and dated.stated and draft.dated.stated and dated.first != draft.dated.first
            if _same_sides(meeting, draft) and not apart and meeting.sentence_index - draft.sentence_index <= LEAD:
                draft.occasion = meeting
                if dated is None and draft.dated is not None and draft.dated.stated:
                    dated = meeting.dated = replace(draft.dated, basis=DateBasis.INFERRED, rule="date of an act at it")
                if draft.place not in draft.own_words:  # not where its content is ("a railway through Zangezur")
                    meeting.place = meeting.place or draft.place
        self.loose = []

    def _pair_of_two(self, sentence: AnnotatedSentence) -> None:
        """Before anything is reported, two states named in one sentence are the pair it speaks of."""
        named: dict[tuple[str, ...], Actor] = {}
        for actor in sentence.actors:
            for member in actor.members_or_self:
                if member.codes and member.kind in STATE_LIKE:
                    named.setdefault(member.codes, member)
        if len(named) == 2:
            first, second = named.values()
            self.memory.pair = (_party(first), _party(second))


def _add_person(draft: Draft, subject: Actor) -> None:
    """Add the name of the subject to the people of what it does."""
    if draft.act.source is subject and subject.codes[0] not in draft.people_countries:
        draft.people += (subject.person,)
        draft.people_countries += (subject.codes[0],)


def _same_meeting(meeting: Draft, draft: Draft) -> bool:
    """Is a meeting the one reported before: the same sides, and nobody else in the place of those who met?"""
    return _same_sides(meeting, draft) and not other_people(meeting, draft)


def _done_there(meeting: Draft, draft: Draft) -> bool:
    """May an act have been done at a meeting, judged by its day, and by who does it if it is a hostile one?"""
    act, dated = draft.act, draft.dated
    if dated and dated.stated and meeting.dated and act.mode not in PLANNING_MODES:
        if dated.last < meeting.dated.first or (dated.first > meeting.dated.last and meeting.dated.stated):
            return False
    if act.type not in AGAINST:
        return True
    spoken = bool(act.source.person) or act.source.kind in SPEAKING_KINDS
    return spoken and not other_people(meeting, draft)


def _same_sides(occasion: Draft, draft: Draft) -> bool:
    return draft.act.codes <= occasion.act.codes


def _party(actor: Actor) -> Party:
    people = tuple(
        KnownPerson(member.person, member.codes, member.level, member.office)
        for member in actor.members_or_self
        if member.person
    )
    return Party(actor.codes, people)


def _with_people(party: Party, old: tuple[Party, Party]) -> Party:
    if party.people:
        return party
    return next((other for other in old if other.codes == party.codes), party)
