"""Candidates of a sentence with what its dependency tree says: more features, and more candidates (bench/parser.py)."""

from __future__ import annotations

from bisect import bisect
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from parse_tree import Tree, role_of

from relcli.coder.annotations import Clause, Side, VerbGroup
from relcli.coder.judging.candidates import _Enumeration
from relcli.coder.judging.candidates import candidates as plain_candidates
from relcli.coder.judging.features import Features
from relcli.coder.kinds import Role, SidePlace, VerbShape
from relcli.coder.proposing.noun_triggers import noun_triggers
from relcli.coder.proposing.said_triggers import said_triggers
from relcli.coder.proposing.sides import SideFinder
from relcli.coder.proposing.verb_triggers import verb_triggers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parse_tree import Parser

    from relcli.coder.annotations import AnnotatedSentence, PartyFound, Trigger
    from relcli.coder.judging.candidates import Candidate
    from relcli.coder.judging.weights import Floors
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.vocabulary import Vocabulary

VARIANTS = ("none", "doubtful", "doubtful+candidates", "all+candidates")
SURE = 1.5
"""The sum of weights from which on an act of the rules is not doubted."""
LONGEST_PATH = 4
STEPS = (1, 2, 3, 4, 6)
FAR = 4
"""The rank of a side beyond those that the judge looks at."""
AUXILIARIES = frozenset({"aux", "auxpass"})
BESIDE = AUXILIARIES | {"mark", "advmod", "neg", "det"}
CLAUSES = frozenset({"advcl", "ccomp", "relcl", "acl", "pcomp", "xcomp"})
SHAPES = {"VBG": VerbShape.GERUND, "VBN": VerbShape.REDUCED}


class TreeFeatures(Features):
    """Features as the judge has them, and those of the tree."""

    tree: Tree

    def of_trigger(self, trigger: Trigger) -> list[str]:
        """Describe also what governs a trigger and what is below it."""
        tree, at = self.tree, _word_of(trigger)
        relation, tag, over = tree.relations[at], tree.tags[at], tree.lowers[tree.heads[at]]
        found = [f"tree: {relation}", f"tree: {relation} {tag}", f"tree: {tag}, type: {trigger.type}"]
        found += [f"tree: {relation}, type: {trigger.type}", f"tree: {relation}, fit: {trigger.fit}"]
        found += [f"tree: {relation} of {over}", f"tree depth: {bisect(STEPS, len(tree.up(at)))}"]
        found += [f"tree {tree.relations[each]}: {tree.lowers[each]}" for each in tree.under(at, BESIDE)]
        above = {tree.relations[each] for each in tree.up(at)[1:]}
        found += [f"tree above: {each}" for each in sorted(above & CLAUSES)]
        return [*super().of_trigger(trigger), *found]

    def of_side(self, role: Role, side: Side, trigger: Trigger, found: PartyFound | None = None) -> list[str]:
        """Describe also the way through the tree to a side, and its role."""
        features = super().of_side(role, side, trigger, found)
        part = self._role(side, trigger)
        path = " ".join(self._path(side, trigger))
        for name in (f"{role} role: {part}", f"{role} path: {path}"):
            word, where = f"{name}, word: {trigger.row.words[0]}", f"{name}, {side.place}"
            features += [name, f"{name}, type: {trigger.type}", f"{name}, fit: {trigger.fit}", word, where]
        return [*features, f"{role} path of {bisect(STEPS, len(path.split()))}"]

    def of_pair(self, trigger: Trigger, source: Side, target: Side | None, mutual: bool) -> list[str]:
        """Describe also both roles together."""
        features = super().of_pair(trigger, source, target, mutual)
        roles = f"roles: {self._role(source, trigger)}, {self._role(target, trigger) if target else '-'}"
        return [*features, roles, f"{roles}, type: {trigger.type}", f"{roles}, fit: {trigger.fit}"]

    def _role(self, side: Side, trigger: Trigger) -> str:
        return role_of(side.actor, self.tree, self.tree.roles(_word_of(trigger)))

    def _path(self, side: Side, trigger: Trigger) -> list[str]:
        if side.actor.end <= side.actor.start:
            return ["not named"]
        path = self.tree.path(_word_of(trigger), self.tree.top(side.actor.start, side.actor.end))
        return path if len(path) <= LONGEST_PATH else ["far"]


class TreeSides(SideFinder):
    """The sides near a trigger, and those further away that have a role for it in the tree."""

    tree: Tree

    def of(self, trigger: Trigger) -> list[Side]:
        """Return the possible sides of a trigger."""
        found = super().of(trigger)
        near = {side.actor.start for side in found}
        roles = self.tree.roles(_word_of(trigger))
        for actor in self.actors:
            if actor.start not in near and role_of(actor, self.tree, roles) != "none":
                place = SidePlace.LEFT if actor.end <= trigger.start else SidePlace.RIGHT
                found.append(Side(actor, place, FAR))
        return found


def _word_of(trigger: Trigger) -> int:
    return trigger.clause.group.verb if trigger.clause else trigger.end - 1


class Proposer:
    """Stands in for the candidates of a sentence; parses those sentences that the scope of a variant says."""

    def __init__(self, parser: Parser | None, variant: str) -> None:
        """Take a parser (None: nothing is parsed) and one of the variants of bench/parser.py."""
        self.parser = parser
        self.scope, _, self.more = variant.partition("+")
        self.seen = self.parsed = 0

    def __call__(
        self,
        sentence: AnnotatedSentence,
        memory: Memory,
        vocabulary: Vocabulary,
        weigh: Callable[[list[str]], float],
        floors: Floors,
    ) -> Iterator[Candidate]:
        """Yield candidates as relcli.coder.judging.candidates does, with what the tree says where there is one."""
        finder = TreeSides(sentence, memory, vocabulary) if self.more else SideFinder(sentence, memory, vocabulary)
        self.seen += 1
        parser = self.parser if len(finder.all_codes) > 1 else None
        if parser is None or not self._is_asked(sentence, memory, vocabulary, weigh, floors):
            yield from plain_candidates(sentence, memory, vocabulary, weigh, floors)
            return
        self.parsed += 1
        features = TreeFeatures(sentence, memory, vocabulary, len(finder.all_codes))
        features.tree = tree = parser.tree(sentence)
        enumeration = _Enumeration(features, weigh, floors)
        for act in sentence.acts:
            yield enumeration.of_rule(act)
        triggers = list(_triggers(sentence, vocabulary))
        if isinstance(finder, TreeSides):
            finder.tree = tree
            as_parsed = replace(sentence, clauses=clauses_of(tree, sentence, vocabulary))
            known = {trigger.start for trigger in triggers}
            triggers += [each for each in _triggers(as_parsed, vocabulary) if each.start not in known]
        for trigger in triggers:
            yield from enumeration.of_trigger(trigger, finder)

    def _is_asked(
        self,
        sentence: AnnotatedSentence,
        memory: Memory,
        vocabulary: Vocabulary,
        weigh: Callable[[list[str]], float],
        floors: Floors,
    ) -> bool:
        """Is the parser to be asked: did the rules find no act, or only doubtful ones?"""
        if self.scope == "none" or self.scope == "all":
            return self.scope == "all"
        features = Features(sentence, memory, vocabulary, 0)
        by_rule = _Enumeration(features, weigh, floors)
        return all(by_rule.of_rule(act).score < SURE for act in sentence.acts)

    def installed(self) -> Any:
        """Return a context in which the judges get their candidates from here."""
        both = ExitStack()
        for place in ("relcli.coder.judging.judge.candidates", "judge_records.candidates"):
            both.enter_context(patch(place, self))
        return both


def _triggers(sentence: AnnotatedSentence, vocabulary: Vocabulary) -> Iterator[Trigger]:
    return chain.from_iterable(find(sentence, vocabulary) for find in (verb_triggers, noun_triggers, said_triggers))


def clauses_of(tree: Tree, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> list[Clause]:
    """Return the clauses without nouns that our clause finder took for verbs, and with verbs that it missed."""
    taken = {at for clause in sentence.clauses for at in range(clause.group.start, clause.group.end)}
    taken.update(at for actor in sentence.actors for at in range(actor.start, actor.end))
    taken.update(at for act in sentence.acts for at in range(*act.trigger))
    found = []
    for at, lower in enumerate(sentence.lowers):
        readings = vocabulary.frames.forms.get(lower)
        if readings is None or at in taken or tree.tags[at][:1] != "V" or tree.relations[at] in AUXILIARIES:
            continue
        helpers = [tree.lowers[each] for each in tree.under(at, AUXILIARIES)]
        shape = VerbShape.INFINITIVE if "to" in helpers else VerbShape.FINITE if helpers else SHAPES.get(tree.tags[at])
        passive = bool(tree.under(at, frozenset({"auxpass"}))) or shape is VerbShape.REDUCED
        modal = next((each for each in helpers if each in vocabulary.word("modal")), "")
        negated = bool(tree.under(at, frozenset({"neg"})))
        perfect = next((each for each in helpers if each in {"have", "had"}), "")
        group = VerbGroup(at, at, at + 1, readings, shape or VerbShape.FINITE, passive, negated, modal, perfect)
        members = [each for each in range(len(tree.heads)) if at in tree.up(each)]
        subjects = {*tree.subjects(at), *tree.subjects(at, passive=True)}
        subject = next((actor for actor in map(sentence.actor_at, sorted(subjects)) if actor is not None), None)
        conditional = any(tree.lowers[each] == "if" for each in tree.under(at, frozenset({"mark"})))
        clause = Clause(group, members[0], max(members) + 1, max(members) + 1, subject=subject, conditional=conditional)
        found.append(clause)
    own = [clause for clause in sentence.clauses if not tree.tags[clause.group.verb].startswith("N")]
    return sorted([*own, *found], key=lambda clause: clause.group.start)
