"""Where an act was done, in the text's own words.

A building ("at the Presidential Secretariat") says more than its town, a town more than the country of a visit. The
words of an act's own clause come first; the dateline holds for "here" and for the sentence after it, and only for what
is said or agreed: nobody bombs the town from which the report was sent. What is merely promised or asked for happens
where its content is ("to build a hospital in Senegal"). That somebody "currently on a visit to Poland" met somebody
says where they met only if nothing else does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.details.place_names import POSSESSIVES, PlaceNames
from relcli.coder.details.visited_places import GEOGRAPHIC, is_aside, place_aside, place_visited, seat_received_at
from relcli.coder.kinds import PLANNING_MODES, ActMode, ActorKind, Modality

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, Actor, AnnotatedSentence
    from relcli.coder.text.reading import Dateline
    from relcli.coder.vocabulary.vocabulary import Vocabulary

DEEDS = frozenset({"AID", "RETREAT", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST", "COOPERATE", "CONCEDE"})
CONTENT = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Acts of words whose content may have a place of its own."""
ALONG_BORDERS = frozenset({"MOBILIZE", "COERCE", "ASSAULT"})
VISITED = frozenset({"CONSULT", "AGREE", "REJECT"})
SAID_OR_AGREED = frozenset({"CONSULT", "AGREE", "SUPPORT", "REQUEST", "CONCEDE"})
SEATED_MODES = frozenset({ActMode.SIGN, ActMode.RATIFY, ActMode.ACCREDIT})
NOT_NOW = frozenset({Modality.HISTORICAL, Modality.DENIED})
TOWNS = frozenset({ActorKind.CITY, ActorKind.CAPITAL})
PARTICIPLE_REACH = 12


def find_place(
    sentence: AnnotatedSentence, act: Act, vocabulary: Vocabulary, body: str, dateline: Dateline | None
) -> str:
    """Return the place of an act in the text's own words, or an empty string."""
    return _Place(sentence, act, vocabulary, body).find(dateline)


class _Place:
    """Finds the place of one act."""

    def __init__(self, sentence: AnnotatedSentence, act: Act, vocabulary: Vocabulary, body: str) -> None:
        self.sentence = sentence
        self.act = act
        self.vocabulary = vocabulary
        self.word = vocabulary.word
        self.body = body
        self.names = PlaceNames(sentence, vocabulary)
        self.is_seated = act.type == "CONSULT" or act.mode in SEATED_MODES

    def find(self, dateline: Dateline | None) -> str:
        act, sentence = self.act, self.sentence
        called = act.type == "CONSULT" and self._has_trigger("place-calling")
        if act.mode == ActMode.PHONE or called:
            return ""
        if self.is_seated:
            found = self._of_meeting(dateline)
        elif act.type in DEEDS or act.type in CONTENT:
            found = self._named((act.trigger[1] - 1, act.region[1])) or self._line()
        else:
            found = ""
        if not found and act.type in VISITED and self._is_visit():
            found = place_visited(sentence, act, self.vocabulary, self.body)
        found = found or self._from_dateline(dateline)
        if not found and self.is_seated:
            found = place_aside(sentence, act, self.vocabulary, self.body)
        return found

    def _has_trigger(self, word_class: str) -> bool:
        return not self.word(word_class).isdisjoint(self.sentence.lowers[slice(*self.act.trigger)])

    def _is_visit(self) -> bool:
        act = self.act
        if act.mode == ActMode.VISIT or act.mode in PLANNING_MODES:
            return True
        beginnings = tuple(self.word("place-visit-beginning"))
        return any(word.startswith(beginnings) for word in self.sentence.lowers[act.region[0] : act.region[1]])

    def _of_meeting(self, dateline: Dateline | None) -> str:
        stretch = self._own_stretch()
        venue = self.names.venue(stretch)
        town = self._named(stretch, venue)
        if venue:
            return self._with_town(venue, town, _dateline_place(dateline))
        if town:
            return town
        return seat_received_at(self.sentence, self.act, self.body) if self.act.mode == ActMode.VISIT else ""

    def _own_stretch(self) -> tuple[int, int]:
        """Return the tokens among which a meeting's place is looked for: its clause and what leads to it."""
        sentence, clause = self.sentence, self.act.clause
        first = clause.left if clause is not None and clause.left > 2 else 0
        last, openers = self.act.region[1], self.word("place-venue-opener")
        after = last + (sentence.lower(last) == ",")
        if sentence.lower(after) in openers or sentence.lower(last - 1) in openers:
            last = after + PARTICIPLE_REACH
        last = min(last, len(sentence.tokens))
        return first, next((at for at in range(self.act.trigger[1], last) if self._begins_topic(at)), last)

    def _begins_topic(self, at: int) -> bool:
        """Is what follows spoken about, or a purpose ("to discuss", "the situation in Syria")?"""
        sentence = self.sentence
        if sentence.lowers[at] == "to":
            word = sentence.lower(at + 1)
            return word.isalpha() and not sentence.capitalised(at + 1) and word not in self.word("place-determiner")
        return sentence.lowers[at] in self.word("topic-word")

    # ---------------------------------------------------------------- a place that is named

    def _named(self, stretch: tuple[int, int], venue: tuple[int, int] | None = None) -> str:
        """Return "Islamabad" in "in Islamabad", the nearest after the verb first, and not the venue again."""
        (first, last), trigger = stretch, self.act.trigger[0]
        minds = self.word("mind-word")
        for at in (*range(max(first, trigger), last), *range(first, max(first, trigger))):
            if venue is not None and venue[0] - 2 <= at < venue[1]:
                continue
            if not self._opens_place(at) or self.sentence.lower(at - 1) in minds:
                continue
            if is_aside(self.sentence, at, self.vocabulary) or (at < trigger and not self._leads(at)):
                continue
            found = self._place_after(at, last)
            if found:
                return found
        return ""

    def _opens_place(self, at: int) -> bool:
        """Is it a preposition of place? "To" is one before a region that is no actor ("access to Kashmir")."""
        sentence, act = self.sentence, self.act
        if sentence.lowers[at] in self.word("place-preposition"):
            return True
        if sentence.lowers[at] != "to" or not (act.type in DEEDS or act.type in CONTENT):
            return False
        actor = sentence.actor_at(at + 1 + (sentence.lower(at + 1) == "the"))
        return actor is not None and actor.kind == ActorKind.REGION

    def _leads(self, at: int) -> bool:
        """May a phrase before the verb say where the act was: "In Kyiv he held", "at a meeting in Rome, X said"?"""
        return at == 0 or not self.word("place-meeting-noun").isdisjoint(self.sentence.lowers[:at])

    def _place_after(self, at: int, last: int) -> str:
        """Return the place that a preposition governs."""
        sentence = self.sentence
        start = at + 1 + (sentence.lower(at + 1) in self.word("place-modifier"))
        actor = sentence.actor_at(start)
        if actor is not None and start < last:
            return self._actor_as_place(actor, start, at)
        naming = self.word("place-meeting-preposition" if self.is_seated else "place-deed-preposition")
        return self.names.town(start, last, self.body) if sentence.lowers[at] in naming else ""

    def _actor_as_place(self, actor: Actor, start: int, at: int) -> str:
        sentence, tails = self.sentence, self.word("place-tail")
        if actor.possessive or not all(member.kind in GEOGRAPHIC for member in actor.members_or_self):
            return ""
        end = actor.end
        while sentence.lower(end) in tails and sentence.capitalised(end):
            end += 1
        if sentence.lower(end) in POSSESSIVES or not sentence.capitalised(start):
            return ""
        accused = self.act.type == "ACCUSE" and sentence.lowers[at] == "at" and bool(actor.codes)
        if actor.kind == ActorKind.NAME and accused:  # whom the words are about, not where they were said
            return ""
        return sentence.text(start, end, self.body)

    def _with_town(self, venue: tuple[int, int], town: str, dateline: str) -> str:
        """Return a venue with its town: in one piece where the text has it so ("State House in Nairobi")."""
        sentence, (start, end) = self.sentence, venue
        words = sentence.text(start, end, self.body)
        if town and (sentence.lower(end) == "in" or sentence.lower(end) == ","):
            for stop in range(end + 2, min(end + 6, len(sentence.tokens)) + 1):
                if sentence.text(end + 1, stop, self.body).removeprefix("the ") == town:
                    return sentence.text(start, stop, self.body)
        towns = (actor for actor in sentence.actors if actor.kind in TOWNS)
        if not any(sentence.text(actor.start, actor.end, self.body) == town for actor in towns):
            town = dateline
        return f"{words}, {town}" if town and town.lower() not in words.lower() else words

    def _line(self) -> str:
        """Return "Ukrainian border" in "deploying troops to the Ukrainian border"."""
        sentence, act = self.sentence, self.act
        if act.type not in ALONG_BORDERS:
            return ""
        towards, borders = self.word("place-direction"), self.word("border-word")
        for at in range(act.trigger[1], min(act.region[1], len(sentence.tokens))):
            if sentence.lowers[at] in towards and sentence.lower(at + 1) == "the":
                end = at + 2
                while end < act.region[1] and (sentence.capitalised(end) or sentence.lower(end) in borders):
                    end += 1
                if sentence.lower(end - 1) in borders and end > at + 3:
                    return sentence.text(at + 2, end, self.body)
        return ""

    def _from_dateline(self, dateline: Dateline | None) -> str:
        """The dateline's place holds for "here" and for what its own sentence reports as said or agreed."""
        place, act = _dateline_place(dateline), self.act
        if not place or dateline is None or act.modality in NOT_NOW:
            return ""
        if "here" in self.sentence.lowers:
            return place
        own = self.sentence.start <= dateline.end
        return place if own and act.type in SAID_OR_AGREED and act.mode not in PLANNING_MODES else ""


def _dateline_place(dateline: Dateline | None) -> str:
    return dateline.place.title() if dateline and dateline.place else ""
