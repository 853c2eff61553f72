"""Short names of a side that the text knows: "the country", "his government", "the ministry", "the bloc", "the North".

`find_short_name` sees that a word points to a side; whom it means, `side_meant` says from the sentence and the memory.
Where two sides may be meant, it is nobody: no event is better than an event of the wrong side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import Actor
from relcli.coder.kinds import ActorKind, ReferenceKind

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.vocabulary import Title, Vocabulary

MOST_ADJECTIVES = 3  # between the article and the noun ("the oil-rich East African nation" counts as three)
RECENT = 2  # sentences for which the last subject may be meant by a short name
SHORT_NAMES = frozenset({ReferenceKind.STATE, ReferenceKind.OWN, ReferenceKind.BODY})
"""References to one side by what it is, not by who spoke or acted last."""


def find_short_name(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary, memory: Memory) -> Actor | None:
    """Return the short name whose noun is at a token that no entry of the lexicon begins at."""
    lower, word = sentence.lowers[at], vocabulary.word
    if sentence.capitals[at]:
        return _compass_name(sentence, at, vocabulary, memory)
    if lower in word("reference-state"):
        return _state(sentence, at, vocabulary)
    if sentence.lower(at - 1) != "the":
        return None
    if lower in word("reference-armed-noun"):
        return _last_named(at, frozenset(memory.seen) & vocabulary.armed_groups, memory, lower)
    if lower in word("reference-organisation"):
        return _last_named(
            at, frozenset(memory.seen) & vocabulary.members.keys() - vocabulary.armed_groups, memory, lower
        )
    bodies = vocabulary.organisations_called.get(lower)
    return _last_named(at, bodies, memory, lower) if bodies else None


def find_body(sentence: AnnotatedSentence, actor: Actor, title: Title, vocabulary: Vocabulary) -> Actor | None:
    """Return a body of no named country ("the ministry", "his government") as a reference, or None if it is none."""
    head, before = head_of(title), sentence.lower(actor.start - 1)
    if head in vocabulary.word("reference-body") and before in vocabulary.word("phrase-own"):
        actor.kind, actor.reference, actor.found = ActorKind.REFERENCE, ReferenceKind.WE, f"{before} {title.text}"
        return actor
    own = before in vocabulary.word("reference-own")
    if own and sentence.lower(actor.start - 2) == "and":
        return None  # "the president and his government" are one side
    if head not in vocabulary.word("reference-body") or not (own or _is_definite(actor, before, head)):
        return None
    if sentence.lower(actor.end) in vocabulary.word("reference-state-break") or sentence.lower(actor.end) == "-":
        return None
    actor.kind, actor.reference = ActorKind.REFERENCE, ReferenceKind.OWN if own else ReferenceKind.BODY
    actor.office, actor.found = head, f"{before} {title.text}"
    return actor


def _is_definite(actor: Actor, before: str, head: str) -> bool:
    """May a body be one that is known: "the ministry", "Police" at the head of a sentence; of courts, any one?"""
    return before == "the" or actor.start == 0 or (before == "a" and head == "court")


def body_spoken_for(sentence: AnnotatedSentence, actor: Actor, title: Title, vocabulary: Vocabulary) -> str:
    """Return the noun of the body for which a spokesman without a country speaks, or an empty string.

    "A foreign ministry spokesman", "a spokesman for the army"; the latter takes in the body.
    """
    words = title.text.split()
    if title.office != "spokesperson":
        return ""
    if len(words) > 1:
        return words[-2] if words[-2] in vocabulary.word("reference-body") else ""
    mark = sentence.marks.get(actor.end + 2)
    if sentence.lower(actor.end) not in vocabulary.word("title-country-link") or sentence.lower(actor.end + 1) != "the":
        return ""
    if mark is None or mark.title is None or head_of(mark.title) not in vocabulary.word("reference-body"):
        return ""
    actor.end = mark.end
    return head_of(mark.title)


def head_of(title: Title) -> str:
    """Return the noun that a body is called by: the "ministry" of "foreign ministry", "ministry of defence"."""
    words = title.text.split()
    return words[0] if "of" in words else words[-1]


def _state(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> Actor | None:
    """Return "the country", "his nation", "the East African kingdom", but not "the country that", "the Czech state"."""
    lower, following = sentence.lowers[at], sentence.lower(at + 1)
    if following in vocabulary.word("reference-state-break") or following == "-":
        return None
    if lower == "state" and following.isalpha() and following not in vocabulary.function_words:
        return None  # "his state visit"
    start = at - 1
    while at - start <= MOST_ADJECTIVES and _describes(sentence, start, vocabulary):
        start -= 1
    determiner = sentence.lower(start)
    own = determiner in vocabulary.word("reference-own")
    if determiner in vocabulary.word("phrase-own"):  # "my country" is whose "we" is
        found = f"{determiner} {lower}"
        return Actor(start, at + 1, (), ActorKind.REFERENCE, reference=ReferenceKind.WE, found=found)
    if not own and determiner != "the":
        return None
    if lower == "state" and start == at - 1 and not own:
        return None  # of a federal state's own states, or the state as such
    if any(sentence.lowers[place] in vocabulary.regions for place in range(start + 1, at)):
        return None  # a region whose states are not those spoken of
    kind = ReferenceKind.OWN if own else ReferenceKind.STATE
    return Actor(start, at + 1, (), ActorKind.REFERENCE, reference=kind, found=f"{determiner} {lower}")


def _describes(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> bool:
    """May a token be an adjective between the article and "nation" that does not tell it from the state spoken of?"""
    lower, word = sentence.lower(at), vocabulary.word
    if lower == "-":
        return True
    if not lower.isalpha() or at in sentence.marks or lower in vocabulary.function_words:
        return False
    known = lower in word("reference-own") or lower in word("phrase-own")
    return not known and lower not in word("reference-other-state")


def _compass_name(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary, memory: Memory) -> Actor | None:
    """Return "the North", "the South" as the state of a divided country that the text has named."""
    together = vocabulary.several.get(sentence.lowers[at])
    if together:
        return _several(at, together, sentence.tokens[at].text)
    states = vocabulary.halves.get(sentence.lowers[at])
    if states is not None and sentence.lower(at + 1) == "and":
        return _first_half(sentence, at, states, vocabulary)
    if states is None or sentence.lower(at - 1) != "the" or sentence.capitalised(at + 1) or sentence.is_headline:
        return None
    return _last_named(at, states, memory, sentence.tokens[at].text)


def _several(at: int, codes: frozenset[str], name: str) -> Actor:
    """Return "the two Koreas" as the states of that name together."""
    members = tuple(Actor(at, at + 1, (code,), ActorKind.NAME) for code in sorted(codes))
    return Actor(at, at + 1, tuple(sorted(codes)), ActorKind.COORDINATION, members=members, found=name)


def _first_half(sentence: AnnotatedSentence, at: int, states: frozenset[str], vocabulary: Vocabulary) -> Actor | None:
    """Return the first of "North and South Korea", which shares the name of the second."""
    mark = sentence.marks.get(at + 2)
    other = vocabulary.halves.get(sentence.lower(at + 2), frozenset())
    if mark is None or mark.alias is None or mark.alias.code not in other or len(states) != 1:
        return None
    return Actor(at, at + 1, tuple(states), ActorKind.NAME, found=f"{sentence.tokens[at].text} and {mark.alias.text}")


def _last_named(at: int, codes: frozenset[str], memory: Memory, words: str) -> Actor | None:
    """Return the actor at a token as the one of these codes that the text named last, if it has named any."""
    named = [code for code in memory.seen if code in codes]
    if not named:
        return None
    code = max(named, key=lambda code: memory.seen[code])
    return Actor(at, at + 1, (code,), ActorKind.NAME, found=f"the {words}: the last one named")


# -------------------------------------------------------------------- whom they mean


def side_meant(
    actor: Actor, sentence: AnnotatedSentence, memory: Memory, subject: Actor | None, vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Return the codes of the side that a short name means; `subject` is that of the verb before it in the sentence."""
    speaker = subject is not None and subject.end <= actor.start
    before = subject if speaker else _recent_subject(memory)
    own = _single_state(before, vocabulary)
    if actor.reference == ReferenceKind.OWN:
        return own
    if actor.reference == ReferenceKind.BODY:
        return _body_meant(actor, sentence, memory, subject if speaker else None, vocabulary)
    if actor.reference == ReferenceKind.STATE and not speaker:
        return own
    others = _states_named(actor, sentence, memory, vocabulary) - set(own)
    return own if own and not others else ()


def target_meant(
    actor: Actor, sentence: AnnotatedSentence, memory: Memory, source: Actor | None, vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Return the codes of the side that a short name means as whom the source acts on: the only other state near."""
    own = set(source.codes) if source is not None else set()
    if actor.reference == ReferenceKind.OWN:
        return tuple(own)
    if actor.reference == ReferenceKind.BODY:
        named = memory.bodies.get(actor.office, (memory.seat, 0))[0]
        if named or actor.office in vocabulary.word("reference-speaking-body"):
            return named if not own & set(named) else ()
    if actor.possessive:  # "pledged to defend the country's borders": its own
        return ()
    others = _states_named(actor, sentence, memory, vocabulary) - own
    return tuple(others) if len(others) == 1 else ()


def _body_meant(
    actor: Actor, sentence: AnnotatedSentence, memory: Memory, speaker: Actor | None, vocabulary: Vocabulary
) -> tuple[str, ...]:
    """The body of that name that was named lately, that of the speaker or at home, or that of the only state near."""
    speaking = speaker is not None and actor.office in vocabulary.word("reference-speaking-body")
    own = _single_state(speaker, vocabulary) if speaker is not None and speaking and speaker.level != "envoy" else ()
    named = memory.body_called(actor.office, own)
    if named or speaking:
        return named
    own = _single_state(_recent_subject(memory), vocabulary)
    return own if own and not _states_named(actor, sentence, memory, vocabulary) - set(own) else ()


def _recent_subject(memory: Memory) -> Actor | None:
    subject = memory.subject
    if subject is None or not any(
        memory.index - memory.seen.get(code, memory.index - RECENT - 1) <= RECENT for code in subject.codes
    ):
        return None
    return subject


def _single_state(actor: Actor | None, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the one state that an actor stands for, or nobody."""
    if actor is None or len(actor.codes) != 1 or actor.codes[0] in vocabulary.members:
        return ()
    return actor.codes


def _states_named(actor: Actor, sentence: AnnotatedSentence, memory: Memory, vocabulary: Vocabulary) -> set[str]:
    """Return the states named before a reference in its sentence, and in the sentence before."""
    here = {code for other in sentence.actors if other.end <= actor.start for code in other.codes}
    recent = {code for code, index in memory.seen.items() if index >= memory.index - 1}
    return {code for code in here | recent if code not in vocabulary.members}
