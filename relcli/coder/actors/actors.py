"""The actors of a sentence: whoever is named or pointed to, with the preposition that governs each.

The stage after the marks: noun phrases and references are found, then those that are named together become one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.actors.coordination import coordinated, mark_prepositions
from relcli.coder.actors.noun_phrases import find_phrases

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor, AnnotatedSentence
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.vocabulary import Vocabulary


def find_actors(sentence: AnnotatedSentence, vocabulary: Vocabulary, memory: Memory, body: str) -> list[Actor]:
    """Return the actors of a sentence whose marks are known, in order, and remember the people named in it."""
    actors = find_phrases(sentence, vocabulary, memory, body)
    mark_prepositions(sentence, actors, vocabulary)
    actors = [actor for actor in actors if actor.preposition != "of" or not _is_margin(sentence, actor, vocabulary)]
    return coordinated(sentence, actors, vocabulary)


def _is_margin(sentence: AnnotatedSentence, actor: Actor, vocabulary: Vocabulary) -> bool:
    """Is an actor only what something happens beside ("on the sidelines of the APEC summit")?"""
    at = actor.start - 1
    while sentence.lower(at) in vocabulary.word("determiner") or sentence.lower(at)[:1].isdigit():
        at -= 1
    return sentence.lower(at) == "of" and sentence.lower(at - 1) in vocabulary.word("forum-margin")
