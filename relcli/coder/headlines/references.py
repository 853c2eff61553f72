"""Names in place of what only the document explains: "the President" is "President Ruto", "the two countries" both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.headlines.names import possessive
from relcli.coder.headlines.words import Word, put_in, written
from relcli.coder.kinds import ActorKind, ReferenceKind

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, Actor, AnnotatedSentence
    from relcli.coder.headlines.names import Names
    from relcli.coder.headlines.subjects import Subject
    from relcli.coder.vocabulary.vocabulary import Vocabulary

OFFICES = frozenset({ActorKind.PERSON, ActorKind.BODY, ActorKind.REFERENCE})
"""Kinds of actors whose words may be an office alone."""
OWN_REACH = 3  # words after a verb within which the subject's own name is "its"


class References:
    """Names the references of one sentence."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary, names: Names) -> None:
        """Work on one sentence."""
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.names = names

    def named(self, words: list[Word], act: Act, subject: Subject) -> list[Word]:
        """Return words in which every office that stands alone has a name or a state."""
        places = [word.at for word in words if word.at >= 0]
        if not places:
            return words
        codes = set(act.codes)
        for actor in self.sentence.actors_from(min(places), max(places) + 1):
            for member in actor.members_or_self:
                if self.is_bare_office(member) and (len(member.codes) == 1 and set(member.codes) <= codes):
                    words = self._with_name(words, member, subject)
        return self._with_relations(words, act, subject)

    def is_bare_office(self, actor: Actor) -> bool:
        """Do the words of an actor name neither a person nor a state: "the Prime Minister", "the government"?"""
        if actor.kind not in OFFICES or (actor.reference is not None and actor.reference is not ReferenceKind.TITLE):
            return False
        sentence, word = self.sentence, self.vocabulary.word
        marks = [sentence.marks.get(at) for at in range(actor.start, actor.end)]
        if not actor.codes or any(mark is not None and mark.title is None for mark in marks):
            return False
        if not any(mark is not None for mark in marks):
            return False
        before = sentence.lower(actor.start - 1)
        own = sentence.lower(actor.start) in word("act-headline-of-known") or before in word("act-headline-of-known")
        if not own and before not in word("coordinator"):
            return False
        follower, second = sentence.lower(actor.end), sentence.marks.get(actor.end + 1)
        if follower in word("coordinator") and second is not None and second.title is not None:
            return False  # "the Crown Prince and Prime Minister of Saudi Arabia"
        named = sentence.capitalised(actor.end) and sentence.actor_at(actor.end) is not None
        if actor.person and actor.reference is None and sentence.lower(actor.end - 1) in actor.person.lower().split():
            return False
        said = follower == "of" or (
            follower in word("act-headline-office-link")
            and (sentence.capitalised(actor.end + 1) or sentence.lower(actor.end + 1) == "the")
        )
        return not said and not named and follower != ","

    def text(self, actor: Actor) -> str:
        """Return the name of the holder of an office, or the office with its state."""
        sentence, determiners = self.sentence, self.vocabulary.word("act-headline-of-known")
        start = actor.start + (sentence.lower(actor.start) in determiners)
        title = " ".join(token.text for token in sentence.tokens[start : actor.end]).removesuffix(" 's")
        offices = {each.office for each in self.vocabulary.titles.get(title)}
        name = self.names.of_person(actor.person)
        if name and actor.office in offices:
            return f"{title} {name}" if title[:1].isupper() else name
        return f"{possessive(self.names.of_codes(actor.codes))} {title}"

    def with_holders(self, words: list[Word], actor: Actor) -> list[Word]:
        """Return the words of several, each with a name: "Vice President Harris and Jordan's King"."""
        for member in actor.members:
            same = sum(each.codes == member.codes for each in actor.members)
            if len(member.codes) == 1 and same == 1 and self.is_bare_office(member):
                words = self._replaced(words, member, self.text(member))
        return words

    def _with_name(self, words: list[Word], actor: Actor, subject: Subject) -> list[Word]:
        head, state, name = written(subject.words), self.names.of_codes(actor.codes), self.text(actor)
        before = self.sentence.lower(actor.start - 1)
        first = self.sentence.lower(actor.start)
        owned = self.vocabulary.word("possessive-determiner")
        if (first in owned or before in owned) and state in head:
            return words
        person = self.names.of_person(actor.person)
        if person and person.split()[-1] in head:
            return words
        if name.startswith(possessive(state)) and head.lower() == state.lower():
            name = f"its{name.removeprefix(possessive(state))}"
        return self._replaced(words, actor, name)

    def _replaced(self, words: list[Word], actor: Actor, name: str) -> list[Word]:
        """Put a name in place of the words of an actor and its article, if all of them are there."""
        start, known = actor.start, self.vocabulary.word("act-headline-of-known")
        if self.sentence.lower(start) not in known and self.sentence.lower(start - 1) in known:
            start -= 1
        end = actor.end - (self.sentence.lower(actor.end - 1) == "'s")
        inside = [index for index, word in enumerate(words) if start <= word.at < end]
        if len(inside) != end - start:
            return words
        named = [word._replace(at=end - 1) for word in put_in(name)]
        return [*words[: inside[0]], *named, *words[inside[-1] + 1 :]]

    def with_its(self, head: list[Word], words: list[Word], act: Act) -> list[Word]:
        """Write "Japan conveyed its support" for "Japan conveyed Japan's support"."""
        code = act.source.codes[0] if act.type == "AGREE" and len(act.source.codes) == 1 else ""
        if not code or head[0].text.lower() != self.names.of_code(code).lower():
            return words
        for index in range(min(OWN_REACH, len(words) - 1)):
            mark = self.sentence.marks.get(words[index].at)
            named = mark is not None and mark.alias is not None and mark.alias.code == code
            if named and words[index + 1].lower in {"'s", "'"}:
                first = index - (index > 0 and words[index - 1].lower == "the")
                return [*words[:first], *put_in("its"), *words[index + 2 :]]
        return words

    # ---------------------------------------------------------------- the relation of the two

    def _with_relations(self, words: list[Word], act: Act, subject: Subject) -> list[Word]:
        """Write "ties with Chad" for "these ties", "the war" for "this war" where it is said who is in it."""
        word, kept = self.vocabulary.word, list(words)
        pointing = word("act-headline-pointing") | {"that"}
        target = self.names.of_codes(act.target.codes)
        for index in range(len(words) - 1, -1, -1):
            if words[index].lower not in pointing and words[index].lower != "the":
                continue
            at = index + 1
            while at < len(words) and words[at].lower in word("act-headline-vague-modifier"):
                at += 1
            noun = words[at].lower if at < len(words) else ""
            if noun in word("act-headline-relation-noun") and self._is_open(words, at):
                kept = self._related(kept, index, at, target, act, subject)
            elif noun in word("act-headline-conflict-noun") and words[index].lower != "the":
                kept[index] = words[index]._replace(text="the", lower="the")
        return kept

    def _is_open(self, words: list[Word], at: int) -> bool:
        """Is it not said after a noun between whom the relation is?"""
        follower = words[at + 1].lower if at + 1 < len(words) else ""
        return not follower or follower in self.vocabulary.word("act-headline-no-description") or follower == "in"

    def _related(self, words: list[Word], index: int, at: int, target: str, act: Act, subject: Subject) -> list[Word]:
        if act.mutual and subject.several:
            return [*words[:index], *put_in("their"), *words[index + 1 :]]
        line = written([*subject.words, *words])
        if target in line or not target:
            return [*words[:index], words[index]._replace(text="the", lower="the"), *words[index + 1 :]]
        noun = words[at]._replace(text=f"{words[at].text} with {target}")
        article = [] if words[at].lower.endswith("s") else put_in("the")  # "ties with Chad"
        return [*words[:index], *article, *words[index + 1 : at], noun, *words[at + 1 :]]
