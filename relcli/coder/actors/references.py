"""Words that point to actors: pronouns, "both sides", "the two leaders", and what they point to.

`find_reference` sees that a phrase points somewhere; `resolve` says where, from the document's memory. Titles
without a name
("the ambassador") are found with the titles and resolved here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import Actor

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.memory import KnownPerson, Memory, Party
    from relcli.coder.vocabulary.vocabulary import Vocabulary

PRONOUNS = {
    "he": "person", "she": "person", "they": "they", "we": "we", "i": "we", "it": "it",
}  # fmt: skip
STATE_WORDS = frozenset({"nation", "country", "state", "republic", "kingdom"})
THEY_REACH = 2  # sentences since the last act between the two sides
BOTH = frozenset({"both", "two", "all", "three"})
COUNTERPART = frozenset({"counterpart", "counterparts"})
REFERENCE_WORDS = frozenset({*PRONOUNS, *BOTH, *COUNTERPART, "each"})
"""The words with which a reference may begin, beside titles."""


def find_reference(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> Actor | None:
    """Return a reference that begins at a token: a pronoun or a phrase for both parties."""
    lower = sentence.lowers[at]
    if lower in PRONOUNS and not (lower == "i" and sentence.tokens[at].text != "I"):
        return Actor(at, at + 1, (), "reference", reference=PRONOUNS[lower], found=f"pronoun {lower}")
    if lower in BOTH:
        return _both(sentence, at, vocabulary)
    if lower == "each" and sentence.lower(at + 1) == "other":
        return Actor(at, at + 2, (), "reference", reference="both", found="each other")
    if lower in COUNTERPART:
        return Actor(at, at + 1, (), "reference", reference="counterpart", found="counterpart")
    return None


def find_region(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary, memory: Memory) -> Actor | None:
    """`The Caucasus nation`, `the Gulf state`: the state of that region that was named last before."""
    region = vocabulary.words.get(f"region-{sentence.lowers[at]}", frozenset())
    if sentence.lower(at - 1) != "the" or sentence.lower(at + 1) not in STATE_WORDS:
        return None
    named = [code for code in memory.seen if code.lower() in region]
    if not named:
        return None
    code = max(named, key=lambda code: memory.seen[code])
    words = f"{sentence.lowers[at]} {sentence.lowers[at + 1]}"
    return Actor(at, at + 2, (code,), "name", found=f"{words}: the last one named")


def _both(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> Actor | None:
    """Both sides, the two countries, all three leaders, both of them; "All affirmed"."""
    end = at + 1
    past = any(form.shape == "past" for form in vocabulary.frames.forms.get(sentence.lower(end), ()))
    if at == 0 and sentence.lowers[at] in {"all", "both"} and past:
        return Actor(at, end, (), "reference", reference="both", found=sentence.lowers[at])
    if sentence.lowers[at] == "both" and sentence.lower(end) == "of":
        end += 2 if sentence.lower(end + 1) in {"the", "our", "them"} else 1
        if sentence.lower(end - 1) == "them":
            return Actor(at, end, (), "reference", reference="both", found="both of them")
    while sentence.lower(end) in {
        "the",
        "two",
        "foreign",
        "prime",
        "defence",
        "defense",
        "trade",
        "neighbouring",
        "neighboring",
        "top",
    }:
        end += 1
    word = sentence.lower(end)
    single = word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
    if word != single and single in vocabulary.word("mutual-noun"):
        return Actor(at, end + 1, (), "reference", reference="both", found=f"{sentence.lowers[at]} {word}")
    return None


def resolve(
    actor: Actor, sentence: AnnotatedSentence, memory: Memory, subject: Actor | None, vocabulary: Vocabulary
) -> None:
    """Fill the codes of a reference in place; `subject` is the last subject within the sentence itself."""
    kind = actor.reference
    before = subject or memory.subject
    if kind == "we" and _in_quotes(actor, sentence):
        if before is not None and len(before.codes) == 1:
            _become(actor, before.codes, "the speaker of the quote")
    elif kind == "we":
        _become(actor, memory.home, "the publishing government")
    elif kind == "person":
        _resolve_person(actor, memory, before)
    elif kind in {"both", "they", "title-plural"}:
        _resolve_both(actor, sentence, memory, before)
    elif kind == "it" and before and len(before.codes) == 1:
        _become(actor, before.codes, "it: the last subject")
    elif kind == "counterpart":
        _resolve_counterpart(actor, memory, before)
    elif kind == "title":
        _resolve_title(actor, memory)


def _in_quotes(actor: Actor, sentence: AnnotatedSentence) -> bool:
    """Does a token stand inside a quotation, so that "we" is the speaker and not who publishes?"""
    if sentence.quoted:
        return True
    opened = sum(word == "“" for word in sentence.lowers[: actor.start]) - sum(
        word == "”" for word in sentence.lowers[: actor.start]
    )
    straight = sum(word == '"' for word in sentence.lowers[: actor.start])
    return opened > 0 or straight % 2 == 1


def _become(actor: Actor, codes: tuple[str, ...], found: str) -> None:
    if codes:
        actor.codes = codes
        actor.found = found


def _become_person(actor: Actor, person: KnownPerson) -> None:
    actor.codes, actor.person = person.codes, person.name
    actor.level, actor.office = person.level, person.office
    actor.found = f"{actor.found}: {person.name}"


def _resolve_person(actor: Actor, memory: Memory, before: Actor | None) -> None:
    if before and before.codes and before.kind in {"person", "reference"} and not before.members:
        actor.codes, actor.person = before.codes, before.person
        actor.level, actor.office = before.level, before.office
        actor.found = f"{actor.found}: {before.person or before.codes[0]}, the last subject"
    elif memory.last_person and memory.last_person.codes:
        _become_person(actor, memory.last_person)


def _resolve_both(actor: Actor, sentence: AnnotatedSentence, memory: Memory, before: Actor | None) -> None:
    if actor.reference == "title-plural":
        headless = not sentence.capitalised(actor.start) and sentence.lower(actor.start - 1) != "the"
        if headless or sentence.lowers[actor.start] in {
            "party",
            "opposition",
            "business",
            "religious",
            "tribal",
            "community",
        }:
            return
    named = _pair_in_sentence(actor, sentence)
    if named is not None and actor.reference == "both":
        actor.members = named.members
        _become(actor, named.codes, f"{actor.found}: named in the sentence")
        return
    if memory.pair is None:
        if before and len(before.codes) > 1:
            _become(actor, before.codes, "they: the last subject")
            actor.members = before.members
        elif actor.reference == "they" and before:
            _become(actor, before.codes, "they: the last subject")
        return
    if actor.reference == "they" and before and len(before.codes) == 1 and before.kind in {"demonym", "body"}:
        _become(actor, before.codes, "they: the last subject")
        return
    first, second = memory.pair
    if actor.reference == "they" and memory.index - memory.paired_at > THEY_REACH:
        return
    if memory.is_present(first) and memory.is_present(second):
        _become_pair(actor, first, second)


def _become_pair(actor: Actor, first: Party, second: Party) -> None:
    actor.members = tuple(
        Actor(
            actor.start,
            actor.end,
            party.codes,
            "reference",
            person=party.people[0].name if party.people else "",
            level=party.people[0].level if party.people else "",
        )
        for party in (first, second)
    )
    _become(
        actor,
        tuple(dict.fromkeys(first.codes + second.codes)),
        f"{actor.found or 'they'}: the pair of the text",
    )
    actor.is_pair = True


def _pair_in_sentence(actor: Actor, sentence: AnnotatedSentence) -> Actor | None:
    """Return two parties named together before the reference: "ties between A and B, with both sides ..."."""
    for other in sentence.actors:
        named = len(other.members) == 2 and len(other.codes) == 2 and not other.reference
        if named and (other.end <= actor.start or other.preposition in {"between", "of"}):
            return other
    return None


def _resolve_counterpart(actor: Actor, memory: Memory, before: Actor | None) -> None:
    other = memory.other_side(before.codes) if before else None
    if other:
        _become(actor, other.codes, "counterpart: the other side")
        if other.people:
            actor.person, actor.level = other.people[0].name, other.people[0].level


def _own_holder(actor: Actor, memory: Memory) -> KnownPerson | None:
    """A press office's "the President" is its own, whoever else of that rank was named last."""
    if not memory.home or actor.level != "head":
        return None
    own = [person for person in memory.people.values() if person.codes == memory.home and person.office == actor.office]
    return own[-1] if own else None


def _resolve_title(actor: Actor, memory: Memory) -> None:
    """The ambassador, the President: the last person named in that office, else in an office of that level."""
    known = memory.offices.get(actor.office)
    own = _own_holder(actor, memory)
    if own is not None:
        _become_person(actor, own)
        return
    if known is not None:
        _become_person(actor, known)
        return
    people = list(dict.fromkeys(memory.people.values()))
    same = [person for person in people if person.codes and person.office == actor.office]
    level = [person for person in people if person.codes and person.level == actor.level]
    for person in (*reversed(same), *reversed(level)):
        _become_person(actor, person)
        return
    if memory.home and actor.level == "head":
        _become(actor, memory.home, "the publishing government's")
