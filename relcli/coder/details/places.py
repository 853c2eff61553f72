"""Where an act was done, in the text's own words.

A building ("at the Presidential Secretariat") says more than its town, a town more than the country of a visit. The
words of an act's own clause come first; the dateline holds for "here" and for the sentence after it, and only for what
is said or agreed: nobody bombs the town from which the report was sent. What is merely promised or asked for happens
where its content is ("to build a hospital in Senegal"). That somebody "currently on a visit to Poland" met somebody
says where they met only if nothing else does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.details.place_heads import PlaceHeads
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
MOVING = frozenset({"AID", "MOBILIZE"})
"""Deeds that bring somebody or something to a place."""
ALONG_BORDERS = frozenset({"MOBILIZE", "COERCE", "ASSAULT"})
VISITED = frozenset({"CONSULT", "AGREE", "REJECT"})
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
        self.heads = PlaceHeads(sentence, vocabulary, self.names, body)
        self.is_seated = act.type == "CONSULT" or act.mode in SEATED_MODES or act.mode == ActMode.PLAN

    def find(self, dateline: Dateline | None) -> str:
        act, sentence = self.act, self.sentence
        called = act.type == "CONSULT" and self._has_trigger("place-calling")
        if act.mode == ActMode.PHONE or called:
            return ""
        found = ""
        if self.is_seated:
            found = self._of_meeting(dateline)
        elif act.type in DEEDS or act.type in CONTENT:
            found = self._named((act.trigger[1] - 1, act.region[1])) or self._line()
        if not found and act.type in CONTENT:
            found = self._named((0, act.trigger[0]))  # "at a meeting in Rome, X urged"
        if not found and act.type in VISITED and self._is_visit():
            found = self._visited() or place_visited(sentence, act, self.vocabulary, self.body)
        found = found or self._arrived_at()
        found = found or self._from_dateline(dateline)
        found = found or self._stayed_in()
        if not found and self.is_seated:
            found = place_aside(sentence, act, self.vocabulary, self.body)
        return found

    def _has_lemma(self, word_class: str) -> bool:
        clause, words = self.act.clause, self.word(word_class)
        return clause is not None and any(form.lemma in words for form in clause.group.readings)

    def _has_trigger(self, word_class: str) -> bool:
        return not self.word(word_class).isdisjoint(self.sentence.lowers[slice(*self.act.trigger)])

    def _is_visit(self) -> bool:
        act = self.act
        if act.mode == ActMode.VISIT or act.mode in PLANNING_MODES:
            return True
        beginnings = tuple(self.word("place-visit-beginning"))
        return any(word.startswith(beginnings) for word in self.sentence.lowers[act.region[0] : act.region[1]])

    def _visited(self) -> str:
        """Return the town or province of a visit that stands behind its country ("visited China's Hunan Province")."""
        openers, last = self.word("visit-opener"), self.act.region[1]
        for at in range(self.act.trigger[0], last):
            if self.sentence.lowers[at] == ",":
                break
            if self.sentence.lowers[at] in openers and not is_aside(self.sentence, at, self.vocabulary):
                found = self.heads.place(at + 1, last)
                if found:
                    return found
        return ""

    def _arrived_at(self) -> str:
        """Return where those who meet had arrived in the same sentence ("arrived in Oman and met the sultan")."""
        clause, arriving = self.act.clause, self.word("arrival-verb")
        if not self.is_seated or clause is None or clause.subject is None:
            return ""
        for other in self.sentence.clauses:
            lemmas = {form.lemma for form in other.group.readings}
            if other.subject is clause.subject and other.group.end <= clause.group.start and lemmas & arriving:
                opened = (at for at in range(other.group.end, other.right) if self._opens_place(at))
                found = next((place for at in opened if (place := self._place_after(at, other.right))), "")
                if found:
                    return found
        return ""

    def _stayed_in(self) -> str:
        """Return where somebody is on a visit before the meeting is told ("during a visit to Peru, he met")."""
        sentence, stays = self.sentence, self.word("place-stay-noun")
        for at in range(1, self.act.trigger[0]) if self.is_seated else ():
            if sentence.lowers[at - 1] in stays and sentence.lowers[at] in self.word("visit-preposition"):
                return self._place_after(at, self.act.trigger[0])
        return ""

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
        if clause is None:
            last = self._end_of_phrase(last)
        after = last + (sentence.lower(last) == ",")
        if clause is None and sentence.lower(after) in self.word("be"):  # "a meeting of both was held at"
            after += 1
        if sentence.lower(after) in openers or sentence.lower(last - 1) in openers:
            last = after + PARTICIPLE_REACH
        last = min(last, len(sentence.tokens))
        start = self.act.trigger[1]
        if self.act.mode == ActMode.PLAN and "to" in sentence.lowers[start:last]:
            start = sentence.lowers.index("to", start) + 1  # "is scheduled to meet"
        return first, next((at for at in range(start, last) if self._begins_topic(at)), last)

    def _end_of_phrase(self, last: int) -> int:
        """Return where the phrase of an event noun ends: at the next verb or comma."""
        sentence = self.sentence
        following = sentence.clauses_from(last, len(sentence.tokens))
        stop = following[0].group.start if following else len(sentence.tokens)
        return next((at for at in range(last, stop) if sentence.lowers[at] == ","), stop)

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
            if self._is_of_incident(at):
                continue
            found = self._place_after(at, last)
            if found:
                return found
        return ""

    def _is_of_incident(self, at: int) -> bool:
        """Does a place belong to what is spoken of ("discussed the crisis in Mali", "denounced attacks in Kabul")?"""
        act, nouns = self.act, self.vocabulary.frames.event_nouns
        if act.type == "CONSULT" and at > act.trigger[0] and any(word.startswith("discuss") for word in act.row.words):
            return True
        if act.type != "ACCUSE":
            return False
        words = (word for word in self.sentence.lowers[act.trigger[1] : at] if word in nouns)
        return any(noun.type == "ASSAULT" for word in words for noun in nouns[word])

    def _opens_place(self, at: int) -> bool:
        """Is it a preposition of place? "To" is one before a region that is no actor ("access to Kashmir")."""
        sentence, act = self.sentence, self.act
        if sentence.lowers[at] in self.word("place-preposition"):
            return at == 0 or not sentence.capitalised(at)  # "the Near East"
        if sentence.lowers[at] == "from" and act.type == "RETREAT":
            return True
        if sentence.lowers[at] != "to" or not (act.type in DEEDS or act.type in CONTENT):
            return False
        actor = sentence.actor_at(at + 1 + (sentence.lower(at + 1) == "the"))
        if actor is None:
            return False
        moved = act.type in MOVING and self._has_lemma("place-moving-verb")
        return actor.kind == ActorKind.REGION or (moved and actor.kind in GEOGRAPHIC)

    def _leads(self, at: int) -> bool:
        """May a phrase before the verb say where the act was: "In Kyiv he held", "at a meeting in Rome, X said"?"""
        return at == 0 or not self.word("place-meeting-noun").isdisjoint(self.sentence.lowers[:at])

    def _place_after(self, at: int, last: int) -> str:
        """Return the place that a preposition governs."""
        sentence = self.sentence
        start = at + 1
        if sentence.lower(start) in self.word("place-part") and sentence.lower(start + 1) == "of":
            start += 2  # "from parts of Mali"
        behind = self.heads.place(start, last)
        if behind:
            return behind
        start += sentence.lower(start) in self.word("place-modifier")
        start += sentence.lower(start) in self.word("place-direction-adjective") and not sentence.capitalised(start)
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
        if sentence.lower(end) in POSSESSIVES or not sentence.capitalised(start) or self._names_somebody(end):
            return ""
        accused = self.act.type == "ACCUSE" and sentence.lowers[at] == "at" and bool(actor.codes)
        if actor.kind == ActorKind.NAME and accused:  # whom the words are about, not where they were said
            return ""
        return sentence.text(start, end, self.body)

    def _names_somebody(self, at: int) -> bool:
        """Does a name follow, whose office the place belongs to ("the UN coordinator in Nepal Anna Lind met")?"""
        lower, sentence = self.sentence.lower(at), self.sentence
        if not sentence.capitalised(at) or not sentence.capitalised(at + 1) or sentence.actor_at(at) is not None:
            return False
        return lower.isalpha() and lower not in self.word("calendar-word")

    def _with_town(self, venue: tuple[int, int], town: str, dateline: str) -> str:
        """Return a venue with its town: in one piece where the text has it so ("State House in Nairobi")."""
        sentence, (start, end) = self.sentence, venue
        words = sentence.text(start, end, self.body)
        if town and (sentence.lower(end) in self.word("place-preposition") or sentence.lower(end) == ","):
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
        """The dateline's place holds for "here" and for what its own sentence reports as held, agreed or supported."""
        place, act = _dateline_place(dateline), self.act
        if not place or dateline is None or act.modality in NOT_NOW:
            return ""
        if "here" in self.sentence.lowers:
            own_words = self.sentence.lowers[slice(*act.region)]
            return place if act.type not in DEEDS or "here" in own_words else ""
        own = self.sentence.start <= dateline.end and act.mode not in PLANNING_MODES
        settled = act.type == "AGREE" and act.modality is Modality.AGREED
        return place if own and (self.is_seated or settled or act.type == "SUPPORT") else ""


def _dateline_place(dateline: Dateline | None) -> str:
    return dateline.place.title() if dateline and dateline.place else ""
