"""Who says so: the speaker of the speech verb around an act, or whoever is named after "according to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import Said
from relcli.coder.kinds import ActorKind, SubjectOrigin, VerbShape

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, Actor, AnnotatedSentence, Clause
    from relcli.coder.vocabulary.vocabulary import Vocabulary

QUOTES = frozenset({"”", '"'})
SENTENCE_STOPS = QUOTES | {",", ".", ";"}
SPEAKER_STARTS = QUOTES | {",", ";"}
SUBJECT_STARTS = frozenset({",", ";", ":"})
BROKEN = frozenset({".", ";", "-", "\u2013", ":"})
OFFICE_LEAD_SIGNS = frozenset({",", "-"})
"""Signs that no name or office holds."""
LONGEST_SPEAKER = 10
ISSUER_REACH = 8
NAME_REACH = 6  # tokens of a name between "said" and the office behind it


class Attribution:
    """Finds who says so for the acts of one sentence."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary, body: str) -> None:
        """Note what the sentence has of "according to" and of verbs of saying."""
        self.sentence = sentence
        self.word = vocabulary.word
        self.body = body
        self.of_all = self._of_all_acts()
        self.saying = [clause for clause in sentence.clauses if not clause.relative and self._says(clause)]

    def find(self, act: Act) -> Said:
        """Return who says so."""
        if self.of_all is not None:
            return Said(self.of_all)
        for clause in self.saying:
            if clause.group.verb in range(*act.trigger):
                continue
            said = self._said(clause, act)
            if said.words:
                return said
        return Said()

    def _said(self, clause: Clause, act: Act) -> Said:
        """Return what a verb of saying tells of an act's speaker."""
        subject, words = clause.subject, ""
        if clause.group.start >= act.trigger[1]:
            behind = self._behind(clause)
            if behind is not None:
                return Said(self.sentence.text(behind.start, behind.end, self.body), behind)
            if not self._is_coordinated(clause):
                words = self._speaker_after(clause, act)
        elif clause.group.end <= act.trigger[0]:
            words = self._speaker_before(clause)
        return Said(words, subject, self._listener(clause))

    def _behind(self, clause: Clause) -> Actor | None:
        """Return the speaker of "..., said the ministry", "..., said Jan Novak, a spokesman of the ministry"."""
        sentence, end = self.sentence, clause.group.end
        opened = sentence.lower(clause.group.start - 1) in SPEAKER_STARTS
        if not opened or sentence.lower(clause.group.verb) not in self.word("subject-inverting-verb"):
            return None
        actor = next(iter(sentence.actors_from(end, end + NAME_REACH)), None)
        if actor is None or not actor.codes or actor.preposition:
            return None
        lead = range(end, actor.start)
        leads = self.word("office-lead") | OFFICE_LEAD_SIGNS
        named = all(sentence.capitalised(at) or sentence.lowers[at] in leads for at in lead)
        return actor if named else None

    def _listener(self, clause: Clause) -> Actor | None:
        """Return to whom it is said ("told the Kenyan president that ...")."""
        if self.word("attribution-telling-verb").isdisjoint(form.lemma for form in clause.group.readings):
            return None
        actors = self.sentence.actors_from(clause.group.end, clause.object_end)
        return next((actor for actor in actors if not actor.preposition), None)

    def _of_all_acts(self) -> str | None:
        """Return who says all that the sentence reports ("according to ..."), None if no such words stand in it."""
        lowers = self.sentence.lowers
        for at in range(len(lowers) - 2):
            if lowers[at] == "according" and lowers[at + 1] == "to":
                return self._words_from(at + 2)
            if lowers[at] == "outlined" and lowers[at + 1] == "in":
                return self._issuer(at)
        return None

    def _says(self, clause: Clause) -> bool:
        """Is it a verb of saying ("said"), or one that is with a "that" ("stressed that", "insisted Chad would")?"""
        saying, with_that = self.word("attribution-saying-verb"), self.word("attribution-that-verb")
        lemmas = {form.lemma for form in clause.group.readings}
        if lemmas & saying:
            return True
        return bool(lemmas & with_that) and self._opens_content(clause)

    def _opens_content(self, clause: Clause) -> bool:
        """Does "that" follow a verb, or the subject of the next one?"""
        end = clause.group.end
        if self.sentence.lower(end) == "that":
            return True
        following = next(iter(self.sentence.clauses_from(end, len(self.sentence.tokens))), None)
        if following is None or following.group.shape != VerbShape.FINITE or following.subject is None:
            return False
        return following.subject.start - (self.sentence.lower(end) == "the") == end

    def _is_coordinated(self, clause: Clause) -> bool:
        before = self.sentence.lower(clause.group.start - 1)
        return before == "," or before == "and"

    def _speaker_after(self, clause: Clause, act: Act) -> str:
        """Return the speaker of "..., the ministry said": the words between the last comma and the verb."""
        start = clause.group.start
        floor = max(act.trigger[1], start - LONGEST_SPEAKER - 1)
        while start > floor and self.sentence.lowers[start - 1] not in SPEAKER_STARTS:
            start -= 1
        if start <= act.trigger[1] or not 0 < clause.group.start - start <= LONGEST_SPEAKER:
            return ""
        return self._speaker(clause, start)

    def _speaker_before(self, clause: Clause) -> str:
        """Return the speaker of "The ministry said that ..."."""
        sentence, subject = self.sentence, clause.subject
        if clause.subject_origin is SubjectOrigin.SHARED:  # "Georgia filed a suit and said that ..."
            if subject is None or subject.kind == ActorKind.REFERENCE or subject not in sentence.actors:
                return ""
            return sentence.text(subject.start, subject.end, self.body)
        start = max(clause.left, clause.group.start - LONGEST_SPEAKER)
        for at in range(clause.group.start - 1, start - 1, -1):
            if sentence.lowers[at] in SUBJECT_STARTS:
                start = at + 1
                break
        if subject is not None and clause.left <= subject.start < start:
            start = subject.start
        return self._speaker(clause, start)

    def _speaker(self, clause: Clause, start: int) -> str:
        """Return the words of who says so, without what leads to them ("On Monday Chancellor Kohl", "as the king")."""
        sentence, subject, end = self.sentence, clause.subject, clause.group.start
        lead, lead_in, trail = (
            self.word("attribution-lead"),
            self.word("attribution-lead-preposition"),
            self.word("attribution-trail"),
        )
        while start < end and (sentence.lowers[start] == "," or sentence.lowers[start] in lead):
            start += 1
        if sentence.lower(start) in lead_in and subject is not None and start <= subject.start < end:
            start = subject.start + (sentence.lower(subject.start) in lead_in)
        while end > start:
            last = sentence.lowers[end - 1]
            if last != "," and last not in trail and not last.endswith("ly"):
                break
            end -= 1
        if end - start == 1 and subject is not None and subject.kind == ActorKind.REFERENCE:
            return subject.person
        if not 0 < end - start <= LONGEST_SPEAKER or not self._may_speak(start, end):
            return ""
        return sentence.text(start, end, self.body)

    def _may_speak(self, start: int, end: int) -> bool:
        """Are the words a name or an office: some capitals, no broken sentence, and no thing that somebody has?"""
        sentence, speakers = self.sentence, self.word("speaker-noun")
        words = sentence.lowers[start:end]
        if words[0] in self.word("attribution-no-speaker") or words[0] in self.word("attribution-lead-preposition"):
            return False
        if words[0] in self.word("determiner") - self.word("article"):  # "both ministers", "his aide"
            return False
        if not BROKEN.isdisjoint(words):
            return False
        if not any(sentence.capitalised(at) for at in range(start, end)):
            return len(words) > 1 and words[-1] in speakers
        return sentence.capitalised(end - 1) or words[-1] in speakers or sentence.actor_at(end - 1) is not None

    def _words_from(self, at: int) -> str:
        """Return the words from a token on, up to the end of the phrase."""
        sentence, stops = self.sentence, self.word("attribution-stop")
        start = at + (sentence.lower(at) == "the" or sentence.lower(at) == "a")
        end = start
        while end < len(sentence.tokens) and end - start < LONGEST_SPEAKER:
            if sentence.lowers[end] in SENTENCE_STOPS or sentence.lowers[end] in stops:
                break
            end += 1
        return sentence.text(start, end, self.body)

    def _issuer(self, at: int) -> str:
        """Return who issued a statement: "as outlined in a statement issued by the Prime Minister's Office"."""
        for by in range(at, min(at + ISSUER_REACH, len(self.sentence.lowers) - 1)):
            if self.sentence.lowers[by] == "by":
                return self._words_from(by + 1).split(" on ")[0]
        return ""
