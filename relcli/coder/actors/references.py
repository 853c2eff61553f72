"""Words that point to actors: pronouns, "both sides", "the two leaders", and whom they mean.

`find_reference` sees that a phrase points to somebody; `resolve` says to whom, from the document's memory. Titles
without a name ("the ambassador") are found with the titles and resolved here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.actors.short_names import SHORT_NAMES, side_meant, target_meant
from relcli.coder.annotations import Actor
from relcli.coder.kinds import ActorKind, FormShape, ReferenceKind

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.memory import KnownPerson, Memory, Party
    from relcli.coder.vocabulary.vocabulary import Vocabulary

MOST_FILLERS = 8  # tokens between "both" and its noun
THEY_REACH = 2  # sentences since the last act between the two sides
PLURAL = frozenset({ReferenceKind.BOTH, ReferenceKind.THEY, ReferenceKind.TITLE_PLURAL})
SPOKEN_OF = frozenset({ActorKind.PERSON, ActorKind.REFERENCE})
SEVERAL_IN_ONE = frozenset({ActorKind.DEMONYM, ActorKind.BODY})
"""Kinds of actors that "they" may mean though they are of one country."""


def find_reference(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> Actor | None:
    """Return a reference that begins at a token: a pronoun or a phrase for both parties."""
    lower = sentence.lowers[at]
    if lower not in vocabulary.reference_words:
        return None
    kind = vocabulary.pronouns.get(lower)
    if kind is not None and not (lower == "i" and sentence.tokens[at].text != "I"):
        return _reference(at, at + 1, kind, f"pronoun {lower}")
    if lower in vocabulary.word("reference-both"):
        return _both(sentence, at, vocabulary)
    pair = f"{lower} {sentence.lower(at + 1)}"
    if pair in vocabulary.word("reference-each-other"):
        return _reference(at, at + 2, ReferenceKind.BOTH, pair)
    before, others = sentence.lower(at - 1), sentence.lower(at + 1) in vocabulary.word("reference-state-break")
    if lower in vocabulary.word("reference-pair") and (before == "the" or before == "their") and not others:
        return _reference(at, at + 1, ReferenceKind.BOTH, f"{before} {lower}")
    if lower in vocabulary.word("reference-counterpart"):
        return _reference(at, at + 1, ReferenceKind.COUNTERPART, "counterpart")
    return None


def _reference(start: int, end: int, kind: ReferenceKind, found: str) -> Actor:
    return Actor(start, end, (), ActorKind.REFERENCE, reference=kind, found=found)


def find_region(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary, memory: Memory) -> Actor | None:
    """`The Caucasus nation`, `the Gulf state`: the state of that region that was named last before."""
    lower, noun = sentence.lowers[at], sentence.lower(at + 1)
    region = vocabulary.regions.get(lower)
    if region is None or sentence.lower(at - 1) != "the" or noun not in vocabulary.word("reference-state"):
        return None
    named = [code for code in memory.seen if code.lower() in region]
    if not named:
        return None
    code = max(named, key=lambda code: memory.seen[code])
    return Actor(at, at + 2, (code,), ActorKind.NAME, found=f"{lower} {noun}: the last one named")


def _both(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> Actor | None:
    """Both sides, the two countries, all three leaders, both of them; "All affirmed"."""
    lower, word, end = sentence.lowers[at], vocabulary.word, at + 1
    if at == 0 and lower in word("reference-both-opener"):
        readings = vocabulary.frames.forms.get(sentence.lower(end), ())
        if any(form.shape == FormShape.PAST for form in readings):
            return _reference(at, end, ReferenceKind.BOTH, lower)
    if lower == "both" and sentence.lower(end) == "of":
        end += 2 if sentence.lower(end + 1) in word("reference-both-of") else 1
        if sentence.lower(end - 1) == "them":
            return _reference(at, end, ReferenceKind.BOTH, "both of them")
    last = end + MOST_FILLERS
    while end < last and sentence.lower(end) in word("reference-both-filler"):
        end += 1
    noun = sentence.lower(end)
    if sentence.lower(at - 1) == "the" and _is_verb(noun, vocabulary):
        return _reference(at, at + 1, ReferenceKind.BOTH, f"the {lower}")  # "the two met"
    single = noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")
    if noun != single and single in word("mutual-noun"):
        return _reference(at, end + 1, ReferenceKind.BOTH, f"{lower} {noun}")
    return None


def _is_verb(lower: str, vocabulary: Vocabulary) -> bool:
    """Is a word surely a finite verb: an auxiliary or a form of the past?"""
    return lower in vocabulary.auxiliaries or any(
        form.shape == FormShape.PAST for form in vocabulary.frames.forms.get(lower, ())
    )


def resolve(
    actor: Actor, sentence: AnnotatedSentence, memory: Memory, subject: Actor | None, vocabulary: Vocabulary
) -> None:
    """Fill the codes of a reference in place; `subject` is the last subject within the sentence itself."""
    if actor.reference in SHORT_NAMES:
        _become(actor, side_meant(actor, sentence, memory, subject, vocabulary), actor.found)
        return
    kind = actor.reference
    before = subject or memory.subject
    if kind == ReferenceKind.WE and _is_quoted(actor, sentence):
        if before is not None and len(before.codes) == 1:
            _become(actor, before.codes, "the speaker of the quote")
            actor.person = before.person if before.kind in SPOKEN_OF else ""
    elif kind == ReferenceKind.WE:
        _become(actor, memory.home, "the publishing government")
    elif kind == ReferenceKind.PERSON:
        _resolve_person(actor, memory, before)
    elif kind in PLURAL:
        _resolve_both(actor, sentence, memory, before, vocabulary)
    elif kind == ReferenceKind.IT and before and len(before.codes) == 1:
        _become(actor, before.codes, "it: the last subject")
    elif kind == ReferenceKind.COUNTERPART:
        _resolve_counterpart(actor, memory, before)
    elif kind == ReferenceKind.TITLE:
        _resolve_title(actor, sentence, memory)


def split_titles(subject: Actor, memory: Memory) -> None:
    """`The Vice President and the President`: two offices that seem to be of one state are those of the two sides."""
    titles = [member for member in subject.members if member.reference == ReferenceKind.TITLE]
    if memory.pair is None or len(subject.codes) > 1 or len(titles) < 2 or len(titles) < len(subject.members):
        return
    first, second = memory.pair
    if set(subject.codes) <= {*first.codes, *second.codes} and memory.is_present(first) and memory.is_present(second):
        _become_pair(subject, first, second)


def resolve_target(
    actor: Actor, sentence: AnnotatedSentence, memory: Memory, source: Actor | None, vocabulary: Vocabulary
) -> None:
    """Fill the codes of a reference that may be whom the source acts on."""
    if actor.reference in SHORT_NAMES and not any(clause.subject is actor for clause in sentence.clauses):
        _become(actor, target_meant(actor, sentence, memory, source, vocabulary), actor.found)
    elif actor.reference is ReferenceKind.TITLE:
        _resolve_title(actor, sentence, memory, but=source.person if source else "")
    else:
        resolve(actor, sentence, memory, source, vocabulary)


def _is_quoted(actor: Actor, sentence: AnnotatedSentence) -> bool:
    """Is a reference inside a quotation, so that "we" is the speaker and not who publishes?"""
    before = sentence.lowers[: actor.start]
    opened = before.count("“") > before.count("”")
    return sentence.quoted or opened or before.count('"') % 2 == 1


def _become(actor: Actor, codes: tuple[str, ...], found: str) -> None:
    """Give a reference the codes it points to, if there are any."""
    if codes:
        actor.codes = codes
        actor.found = found


def _become_person(actor: Actor, person: KnownPerson) -> None:
    actor.codes, actor.person = person.codes, person.name
    actor.level, actor.office = person.level, person.office
    actor.found = f"{actor.found}: {person.name}"


def _resolve_person(actor: Actor, memory: Memory, before: Actor | None) -> None:
    """He, she: the last subject if it is one person, else the last person named."""
    last = memory.last_person
    if before and before.reference is ReferenceKind.WE and last and last.codes == before.codes:
        _become_person(actor, last)  # "I have come to help," she said
    elif before and before.codes and before.kind in SPOKEN_OF and not before.members:
        actor.codes, actor.person = before.codes, before.person
        actor.level, actor.office = before.level, before.office
        actor.found = f"{actor.found}: {before.person or before.codes[0]}, the last subject"
    elif last and last.codes:
        _become_person(actor, last)


def _resolve_both(
    actor: Actor, sentence: AnnotatedSentence, memory: Memory, before: Actor | None, vocabulary: Vocabulary
) -> None:
    """Both sides, they, the ministers: two parties named in the sentence, the last subject, or the pair of the text."""
    if actor.reference == ReferenceKind.TITLE_PLURAL and not _may_be_the_pair(actor, sentence, vocabulary):
        return
    named = _pair_in_sentence(actor, sentence, vocabulary)
    if named is not None and actor.reference == ReferenceKind.BOTH:
        actor.members = named.members
        _become(actor, named.codes, f"{actor.found}: named in the sentence")
        return
    if sentence.lowers[actor.start] == "three" and not _is_pair_of(3, memory):
        return
    they = actor.reference == ReferenceKind.THEY
    if before and they and len(before.codes) == 1 and (memory.pair is None or before.kind in SEVERAL_IN_ONE):
        _become(actor, before.codes, "they: the last subject")
    elif memory.pair is None or (they and before and before.kind == ActorKind.COORDINATION):
        if before and len(before.codes) > 1:
            _become(actor, before.codes, "they: the last subject")
            actor.members = before.members
    elif not they or memory.index - memory.paired_at <= THEY_REACH:
        first, second = memory.pair
        if memory.is_present(first) and memory.is_present(second):
            _become_pair(actor, first, second)


def _is_pair_of(number: int, memory: Memory) -> bool:
    """Are the two sides of the text so many states, or so many people?"""
    sides = memory.pair or ()
    codes = {code for party in sides for code in party.codes}
    return number in {len(codes), sum(len(party.people) for party in sides)}


def _may_be_the_pair(actor: Actor, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> bool:
    """May "the leaders" be those of the two sides? Not "leaders" of any kind, nor "the opposition leaders"."""
    definite = sentence.capitalised(actor.start) or sentence.lower(actor.start - 1) == "the"
    return definite and sentence.lowers[actor.start] not in vocabulary.word("reference-no-side")


def _become_pair(actor: Actor, first: Party, second: Party) -> None:
    """Make a reference the two sides of the pair that the text speaks of."""
    actor.members = (_side_of(actor, first), _side_of(actor, second))
    codes = tuple(dict.fromkeys(first.codes + second.codes))
    _become(actor, codes, f"{actor.found or 'they'}: the pair of the text")
    actor.is_pair = True


def _side_of(actor: Actor, party: Party) -> Actor:
    side = Actor(actor.start, actor.end, party.codes, ActorKind.REFERENCE)
    if party.people:
        side.person, side.level = party.people[0].name, party.people[0].level
    return side


def _pair_in_sentence(actor: Actor, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> Actor | None:
    """Return two parties named together before the reference: "ties between A and B, with both sides ..."."""
    for other in sentence.actors:
        named = len(other.members) == 2 and len(other.codes) == 2 and not other.reference
        if named and (other.end <= actor.start or other.preposition in vocabulary.word("reference-pair-preposition")):
            return other
    return None


def _resolve_counterpart(actor: Actor, memory: Memory, before: Actor | None) -> None:
    """His counterpart: the other side of the pair that the text speaks of."""
    other = memory.other_side(before.codes) if before else None
    if other:
        _become(actor, other.codes, "counterpart: the other side")
        if other.people:
            actor.person, actor.level = other.people[0].name, other.people[0].level


def _resolve_title(actor: Actor, sentence: AnnotatedSentence, memory: Memory, but: str = "") -> None:
    """The ambassador, the President: the last person named in that office, else in an office of that level.

    Not who is called `but`: in "Ruto congratulated the President" two presidents are spoken of.
    """
    person = _own_holder(actor, memory) or memory.holder_of(actor.office, actor.start) or _last_named(actor, memory)
    if person is not None and but and person.name == but:
        person = _last_named(actor, memory, but)
    if person is not None:
        _become_person(actor, person)
    elif memory.home and actor.level == "head":
        _become(actor, memory.home, "the publishing government's")
    elif (actor.level == "head" or actor.level == "minister") and sentence.lower(actor.start - 1) == "the":
        _become(actor, memory.seat, f"{actor.found} of the country reported from")


def _own_holder(actor: Actor, memory: Memory) -> KnownPerson | None:
    """A press office's "the President" is its own, whoever else of that rank was named last."""
    if not memory.home or actor.level != "head":
        return None
    own = [person for person in memory.people.values() if person.codes == memory.home and person.office == actor.office]
    return own[-1] if own else None


def _last_named(actor: Actor, memory: Memory, but: str = "") -> KnownPerson | None:
    """Return the last person of a known country named in the office, else in one of its level, not called `but`."""
    unlike = {but} - {""}
    people = [person for person in dict.fromkeys(memory.people.values()) if person.codes and person.name not in unlike]
    same = [person for person in people if person.office == actor.office]
    level = [person for person in people if person.level == actor.level]
    last = memory.last_person  # "a close ally of the king, the leader said": not the king, but who was spoken of
    known = last is not None and last.codes and last.name not in unlike
    spoken_of = [last] if last and known and last.level == actor.level else []
    return next(iter((*reversed(same), *spoken_of, *reversed(level))), None)
