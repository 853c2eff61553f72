"""What is seen of a candidate for an act: of its trigger, of each of its sides, and of the two sides together.

A feature is a short phrase that holds or does not, such as "target preposition: with". Its weight is in weights.tsv,
and `explain` shows the phrases that weighed most, so they are written to be read.
"""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING

from relcli.coder.acts.frame_match import classes_in
from relcli.coder.judging.whole_text import matters_of
from relcli.coder.kinds import Role, RowFit, SidePlace, Slot
from relcli.coder.memory import NEVER

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, Actor, AnnotatedSentence, PartyFound, Side, Trigger
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.vocabulary import Vocabulary

NOUN = "noun"
NONE = "none"
NOTHING = "nothing"
GAPS = (0, 1, 3, 6, 11, 20)
"""Numbers of tokens from which on a gap counts as wider."""
LENGTHS = (12, 24, 40)
PLACES = (0, 1, 2, 6, 15)
FEW_CODES = 5
SHARES = (0, 0.1, 0.25, 0.5)
"""Shares of the sentences of a text that are about something."""
STATES = (0, 3, 5, 8, 12)
MENTIONS = (0, 2, 3, 5)
CLAUSE_SIGNS = frozenset({",", ";", ":", "—", "--"})
QUOTES = frozenset({"“", "”", '"'})
NAMED_PLACES = frozenset({SidePlace.LEFT, SidePlace.RIGHT, SidePlace.SUBJECT})


class Features:
    """Describes the candidates of one sentence."""

    def __init__(self, sentence: AnnotatedSentence, memory: Memory, vocabulary: Vocabulary, codes: int) -> None:
        """Look at one sentence in which `codes` states and organisations are named or meant."""
        self.sentence = sentence
        self.memory = memory
        self.vocabulary = vocabulary
        self.verbs = frozenset(clause.group.verb for clause in sentence.clauses)
        self.strict = tuple(sentence.acts)
        self.words = sentence.content_words if memory.done else frozenset()
        self.reports = frozenset(
            clause.subject.start
            for clause in sentence.clauses
            if clause.subject is not None and any(form.lemma in vocabulary.reporting for form in clause.group.readings)
        )
        self.publisher = "a government" if memory.home else "unknown"
        self.shared = [
            f"line: {sentence.kind}",
            f"place in the text: {_step(memory.index, PLACES)}",
            f"words: {_step(len(sentence.tokens), LENGTHS)}",
            f"actors: {min(codes, FEW_CODES)}",
            f"acts by rule: {min(len(sentence.acts), 3)}",
        ]
        self.whole = memory.whole
        self.about = self._matters()
        self.shared += [f"about: {each}" for each in self.about]
        self.refused = {note.at: note.reason.partition("“")[0].strip() for note in sentence.silent}

    def _matters(self) -> list[str]:
        """Return what the text and the sentence are about, and how many states the text names."""
        shares = self.whole.matters
        text = [f"{matter} in {SHARES[bisect(SHARES, share) - 1]:g} of the text" for matter, share in shares.items()]
        here = [f"{matter} in the sentence" for matter in matters_of(self.sentence, self.vocabulary)]
        return [*text, *here, f"{_step(len(self.whole.mentions), STATES)} states"]

    # ---------------------------------------------------------------- the trigger

    def of_trigger(self, trigger: Trigger) -> list[str]:
        """Describe a trigger under its row, whoever its sides are."""
        sentence, clause = self.sentence, trigger.clause
        event_type, fit, lemma = trigger.type, trigger.fit, trigger.row.words[0]
        shape = shape_of(trigger)
        found = [
            *self.shared,
            f"fit: {fit}",
            f"publisher: {self.publisher}, fit: {fit}",
            f"publisher: {self.publisher}, type: {event_type}",
            f"type: {event_type}",
            f"type: {event_type}, fit: {fit}",
            f"row: {trigger.row.name}",
            f"row: {trigger.row.name}, fit: {fit}",
            f"word: {lemma}",
            f"word: {lemma}, fit: {fit}",
            f"shape: {shape}",
            f"shape: {shape}, fit: {fit}",
            f"shape: {shape}, type: {event_type}",
            f"modality: {trigger.modality}",
            f"modality: {trigger.modality}, type: {event_type}",
            f"line: {sentence.kind}, fit: {fit}",
            f"word before: {self._word(trigger.start - 1)}",
            f"second word before: {self._word(trigger.start - 2)}",
            f"word after: {self._word(trigger.end)}",
            f"second word after: {self._word(trigger.end + 1)}",
            f"word: {lemma}, after: {self._word(trigger.end)}",
        ]
        found += [f"about: {each}, type: {event_type}" for each in self.about]
        found += [f"about: {each}, fit: {fit}" for each in self.about]
        at = trigger.start if clause is None else clause.group.verb
        if at in self.refused:
            why_not = self.refused[at]
            found += [f"refused: {why_not}", f"refused: {why_not}, type: {event_type}"]
        if sentence.quoted or self._is_quoted(trigger.start):
            found += ["quoted", f"quoted, type: {event_type}"]
        found += [f"inside: {act.type}, type: {event_type}" for act in self.strict if _holds(act, trigger)]
        if clause is None:
            verb = self._verb_over(trigger)
            found += [f"verb over the noun: {verb}", f"verb over the noun: {verb}, type: {event_type}"]
            return found
        group = clause.group
        found += [f"object: {each}" for each in self._objects(trigger)]
        if clause.explicit_subject and (clause.subject is None or not clause.subject.codes):
            found.append("subject is nobody known")
        found += [name for name, holds in (("relative", clause.relative), ("reported", clause.reported)) if holds]
        if group.modal:
            found.append(f"modal: {group.modal}")
        if group.perfect:
            found.append(f"perfect: {group.perfect}")
        part = sentence.parts.get(group.verb)
        if part is not None:
            found += [f"part: {part[:7]}", f"part: {part[:7]}, type: {event_type}"]
        if clause.governor is not None:
            outer = sentence.frames.get(clause.governor.group.verb)
            above = outer.type if outer is not None else NONE
            verb = outer.lemma if outer is not None else sentence.lowers[clause.governor.group.verb]
            found += [f"under: {above}", f"under: {above}, type: {event_type}", f"under the verb: {verb}"]
        exact = sentence.frames.get(group.verb)
        if exact is not None and fit is not RowFit.STRICT and fit is not RowFit.EXACT:
            found.append(f"exact row: {exact.type}")
        return found

    def _objects(self, trigger: Trigger) -> list[str]:
        clause = trigger.clause
        assert clause is not None
        classes = sorted(classes_in(self.sentence, clause.group.end, clause.object_end, self.vocabulary))
        return [*classes, *(f"{each}, type: {trigger.type}" for each in classes)]

    def _verb_over(self, trigger: Trigger) -> str:
        """Return the last verb before a noun."""
        for clause in reversed(self.sentence.clauses):
            if clause.group.end <= trigger.start:
                return clause.group.readings[0].lemma if clause.group.readings else NONE
        return NONE

    def _word(self, at: int) -> str:
        """Return a token in lower case, or what stands for it outside the sentence."""
        return self.sentence.lower(at) or NOTHING

    def _is_quoted(self, at: int) -> bool:
        before = self.sentence.lowers[:at]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1

    # ---------------------------------------------------------------- one side

    def of_side(self, role: Role, side: Side, trigger: Trigger, found: PartyFound | None = None) -> list[str]:
        """Describe an actor as the source or the target of a trigger; `found`: how a rule found it."""
        actor, place = side.actor, side.place
        event_type, shape = trigger.type, shape_of(trigger)
        where = f"{role}: {place} {side.rank}" if side.rank else f"{role}: {place}"
        features = [
            where,
            f"{where}, shape: {shape}",
            f"{where}, type: {event_type}",
            f"{where}, fit: {trigger.fit}",
            f"{role} kind: {actor.kind}",
            f"{role} kind: {actor.kind}, {place}",
            f"{role} codes: {min(len(actor.codes), 3)}",
            f"{role} named: {self._recency(actor)}",
            f"{role} in the text: {self._weight(actor)}",
            f"{role} in the text: {self._weight(actor)}, {place}",
            f"{role} in the text: {self._weight(actor)}, {actor.kind}",
        ]
        if actor.reference is not None:
            features.append(f"{role} reference: {actor.reference}")
        if self.memory.home and self.memory.home == actor.codes:
            features.append(f"{role} publishes")
        if found is not None:
            slot = f" {found.slot}" if found.slot else ""
            features += [f"{role} by rule: {found.origin}{slot}", f"{role} by rule: {found.origin}, type: {event_type}"]
        if place not in NAMED_PLACES:
            return features
        return features + self._of_named(role, side, trigger, shape)

    def _of_named(self, role: Role, side: Side, trigger: Trigger, shape: str) -> list[str]:
        """Describe a side that is named in the sentence: what is before it, after it and between it and the trigger."""
        actor, place, sentence = side.actor, side.place, self.sentence
        lowers = sentence.lowers
        preposition = "of its own" if actor.possessive else actor.preposition or NONE
        start, end = (actor.end, trigger.start) if actor.end <= trigger.start else (trigger.end, actor.start)
        between = lowers[start:end]
        verbs = sum(start <= verb < end for verb in self.verbs)
        signs = sum(word in CLAUSE_SIGNS for word in between)
        direction = SidePlace.LEFT if actor.end <= trigger.start else SidePlace.RIGHT
        governed = f"{role} preposition: {preposition}, {direction}"
        gap = f"{role} gap: {_step(end - start, GAPS)}, {direction}"
        slot = f"{role} {self._slot(role, actor, trigger)}, {direction}"
        features = [
            governed,
            f"{governed}, shape: {shape}",
            f"{governed}, type: {trigger.type}",
            f"{governed}, word: {trigger.row.words[0]}",
            f"{role} preposition: {preposition}, {place}",
            gap,
            f"{gap}, shape: {shape}",
            f"{role} verbs between: {min(verbs, 3)}, {direction}",
            f"{role} commas between: {min(signs, 3)}, {direction}",
            f"{role} after: {self._word(actor.start - 1)}",
            f"{role} before: {self._word(actor.end)}",
            slot,
            f"{slot}, type: {trigger.type}",
        ]
        if actor.start in self.reports:
            features += [f"{role} speaks", f"{role} speaks, fit: {trigger.fit}", f"{role} speaks, type: {trigger.type}"]
        if not QUOTES.isdisjoint(between):
            features.append(f"{role} beyond a quotation mark")
        if "that" in between:
            features.append(f"{role} beyond “that”, {direction}")
        return features

    def _slot(self, role: Role, actor: Actor, trigger: Trigger) -> str:
        slots = trigger.source_slots if role is Role.SOURCE else trigger.slots
        if actor.possessive and Slot.POSSESSIVE in slots:
            return "slot: fits"
        if actor.preposition:
            return "slot: fits" if actor.preposition in slots else "slot: other preposition"
        return "slot: fits" if Slot.OBJECT in slots else "slot: no preposition"

    def _weight(self, actor: Actor) -> str:
        """Return whether the text begins with a side, else how often it names it."""
        if not self.whole.leading.isdisjoint(actor.codes):
            return "first"
        return str(_step(max((self.whole.mentions.get(code, 0) for code in actor.codes), default=0), MENTIONS))

    def _recency(self, actor: Actor) -> str:
        last = max((self.memory.seen.get(code, NEVER) for code in actor.codes), default=NEVER)
        if last == NEVER:
            return "for the first time"
        return "just before" if self.memory.index - last <= 1 else "before"

    # ---------------------------------------------------------------- both sides

    def of_pair(self, trigger: Trigger, source: Side, target: Side | None, mutual: bool) -> list[str]:
        """Describe the two sides of a trigger together."""
        event_type, shape = trigger.type, shape_of(trigger)
        codes = {*source.actor.codes, *(target.actor.codes if target else ())}
        order = _order(trigger, source, target)
        both = f"{source.place}, {target.place if target else 'among themselves'}"
        known = {code for party in self.memory.pair or () for code in party.codes}
        familiar = NONE if not known else "same" if codes == known else "half" if codes & known else "other"
        features = [
            f"order: {order}",
            f"order: {order}, shape: {shape}",
            f"order: {order}, type: {event_type}",
            f"sides: {both}, fit: {trigger.fit}",
            f"pair of the text: {familiar}",
            f"pair of the text: {familiar}, fit: {trigger.fit}",
        ]
        if mutual:
            features += ["mutual", f"mutual, type: {event_type}"]
        features += self._beside(trigger, codes)
        features += self._told(trigger, codes)
        if target is not None and source.place in NAMED_PLACES and target.place in NAMED_PLACES:
            first, last = sorted((source.actor, target.actor), key=lambda actor: actor.start)
            between = self.sentence.lowers[first.end : last.start]
            features.append(f"between the sides: {_step(len(between), GAPS)}")
            if len(between) == 1:
                features.append(f"between the sides: {between[0]}")
        return features

    def _beside(self, trigger: Trigger, codes: set[str]) -> set[str]:
        """Describe the acts that the rules find in the sentence, seen from a candidate between these sides."""
        found: set[str] = set()
        for act in self.strict:
            same = "same sides" if act.codes == codes else "other sides"
            if act.trigger == (trigger.start, trigger.end):
                if trigger.fit is not RowFit.STRICT:
                    found.add(f"a rule takes the trigger: {same}")
            elif act.codes == codes:
                kind = "same type" if act.type == trigger.type else "other type"
                found.add(f"a rule's act of the pair: {kind}")
        return found

    def _told(self, trigger: Trigger, codes: set[str]) -> list[str]:
        """Describe the last act of the sentences before between the same sides, if it is of the same type."""
        done = self.memory.done.get(frozenset(codes))
        if not done:
            return ["told before: nothing"]
        same = [act for act in done if act.type == trigger.type]
        if not same:
            return ["told before: another type"]
        last, event_type = same[-1], trigger.type
        alike = max(_likeness(self.words, act.words) for act in same)
        where = "in the headline" if last.in_headline and len(same) == 1 else "in the text"
        found = [
            f"told before: {where}",
            f"told before: {where}, type: {event_type}",
            f"told before: {where}, fit: {trigger.fit}",
            f"told before: {where}, sentences ago: {_step(self.memory.index - last.sentence, PLACES)}",
            f"told before: {where}, times: {min(len(same), 3)}",
            f"told before: {where}, alike: {alike}",
            f"told before: {where}, modality: {'same' if last.modality is trigger.modality else 'other'}",
        ]
        if last.row == trigger.row.name:
            found.append(f"told before: {where}, same row")
        return found


def shape_of(trigger: Trigger) -> str:
    """Return what the trigger is: a noun, or the shape and voice of a verb."""
    if trigger.clause is None:
        return NOUN
    group = trigger.clause.group
    return f"{group.shape} passive" if group.passive else str(group.shape)


def _holds(act: Act, trigger: Trigger) -> bool:
    return act.region[0] <= trigger.start < act.region[1] and act.trigger != (trigger.start, trigger.end)


def _step(number: int, steps: tuple[int, ...]) -> int:
    """Return the greatest of the steps that a number reaches."""
    reached = 0
    for step in steps:
        if number < step:
            break
        reached = step
    return reached


def _order(trigger: Trigger, source: Side, target: Side | None) -> str:
    """Return in which order trigger, source and target stand; those that are not named are left out."""
    named: list[tuple[int, str]] = [(trigger.start, "trigger")]
    if source.place in NAMED_PLACES:
        named.append((source.actor.start, Role.SOURCE))
    if target is not None and target.place in NAMED_PLACES:
        named.append((target.actor.start, Role.TARGET))
    return " ".join(name for _, name in sorted(named))


def _likeness(first: frozenset[str], second: frozenset[str]) -> int:
    """Return in tenths which share of the shorter text's words is in the other, up to a half."""
    shorter = min(len(first), len(second))
    return min(5, 10 * len(first & second) // shorter) if shorter else 0
