"""Is a written form without any auxiliary a verb where it stands, and of which shape?

"Protesters demand", "the demand", "sanctions imposed by", "imposing new sanctions": one and the same form is a finite
verb, a noun, a participle that describes a noun or a gerund. The words next to it decide, in another way for each form,
so every form has a function of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor, AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

FINITE, INFINITIVE, GERUND, REDUCED = "finite", "infinitive", "gerund", "reduced"
GERUND_BEFORE = frozenset(
    ", and by for of in on after before while without from to at about including or despite since with off as "
    "against".split()
)
MEANS = frozenset({"phone", "telephone", "video", "videolink", "letter", "mail", "email", "teleconference"})
"""What one talks by, which is no agent."""
BESIDE_PARTICIPLE = frozenset({"hostage", "captive", "prisoner", "up", "down", "out", "off", "over", "back", "away"})
"""Words that belong to a participle and stand between it and its agent: "held hostage by"."""
NEVER_VERB_BEFORE = frozenset(
    {"of", "in", "at", "on", "for", "from", "with", "between", "during", "under", "through", "against"}
)


def bare_shape(
    sentence: AnnotatedSentence, at: int, left: int, shapes: set[str], vocabulary: Vocabulary, before: dict[int, Actor]
) -> str | None:
    """Return the shape of a verb form without auxiliaries, or None if it is a noun or an adjective here."""
    lower = sentence.lower(left)
    actor = before.get(left + 1)
    if actor is not None and (actor.kind == "adjective" or actor.possessive):
        return None
    if lower in vocabulary.word("determiner") or lower in {"'s", "'"}:
        return None
    if "gerund" in shapes:
        return _gerund_shape(sentence, at, left, lower, vocabulary)
    if shapes & {"past", "participle"}:
        return _past_shape(sentence, at, left, shapes, vocabulary, actor)
    return _present_shape(sentence, at, left, shapes, vocabulary, before)


def _gerund_shape(sentence: AnnotatedSentence, at: int, left: int, lower: str, vocabulary: Vocabulary) -> str | None:
    behind = sentence.lower(at + 1)
    if behind in {"of", "", ".", ","} or (
        left >= 0 and lower not in GERUND_BEFORE and lower not in vocabulary.frames.forms
    ):
        return GERUND if lower == "," and behind != "of" else None
    noun_like = sentence.lowers[at] in vocabulary.frames.noun_classes
    if noun_like and (behind in vocabulary.word("preposition") or behind in vocabulary.frames.forms):
        return None
    return GERUND


def _past_shape(
    sentence: AnnotatedSentence, at: int, left: int, shapes: set[str], vocabulary: Vocabulary, actor: Actor | None
) -> str | None:
    behind = sentence.lower(at + 1)
    if actor is None and _before_its_noun(sentence, at, left, vocabulary):
        return None
    by = at + 2 if behind in BESIDE_PARTICIPLE else at + 1
    if sentence.lower(by) == "by" and "participle" in shapes and sentence.lower(by + 1) not in MEANS:
        return REDUCED
    lower = sentence.lower(left)
    if lower in NEVER_VERB_BEFORE:
        return None
    if "past" not in shapes and "base" not in shapes:
        return REDUCED
    if (
        actor is None
        and lower in vocabulary.frames.forms
        and lower not in vocabulary.word("be")
        and lower.endswith(("ing", "ed"))
    ):
        return None  # "resuming halted projects"
    plain = behind in vocabulary.word("preposition") and behind not in {
        "to",
        "on",
        "out",
        "up",
        "off",
        "down",
        "with",
    }
    if actor is None and plain and "participle" in shapes and _has_finite_behind(sentence, at, vocabulary):
        return REDUCED
    return FINITE


def _before_its_noun(sentence: AnnotatedSentence, at: int, left: int, vocabulary: Vocabulary) -> bool:
    """Does a participle stand as an adjective before the noun that it describes?"""
    behind = sentence.lower(at + 1)
    describes = sentence.lowers[at] in vocabulary.word("participle-adjective") and behind not in vocabulary.word(
        "determiner"
    )
    if describes and behind not in vocabulary.word("preposition"):
        return True  # "three armed Serbs"
    new = sentence.lower(left) in vocabulary.word("separator-adjective")
    return new and behind in vocabulary.frames.noun_classes  # "new targeted sanctions"


def _has_finite_behind(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> bool:
    """Does an auxiliary follow later in the sentence, so that a participle here only describes its noun?"""
    later = sentence.lowers[at + 1 : at + 12]
    return any(
        word in vocabulary.word("have") or word in vocabulary.word("be") or word in vocabulary.word("modal")
        for word in later
    )


def _present_shape(
    sentence: AnnotatedSentence, at: int, left: int, shapes: set[str], vocabulary: Vocabulary, before: dict[int, Actor]
) -> str | None:
    lower = sentence.lower(left)
    actor = before.get(left + 1)
    if actor is not None and shapes == {"base"} and sentence.lower(actor.start - 1) in {"a", "an"}:
        return None  # "a State Department call to"
    fronted = actor is not None and sentence.lower(actor.start - 1) in vocabulary.word("modal") | vocabulary.word("do")
    if actor is not None and not fronted and shapes == {"base"} and _is_singular(actor) and sentence.kind == "body":
        return None  # "continued EU support": one state or person takes the -s
    if (
        actor is not None
        or lower in vocabulary.word("relative")
        or lower in {"he", "she", "it", "they", "we", "i", "you"}
    ):
        return FINITE
    if left < 0 or lower in NEVER_VERB_BEFORE or lower in vocabulary.word("preposition"):
        return None
    if lower == "," and not _verb_before(sentence, left, vocabulary):
        behind = sentence.lower(at + 1)
        clear = (
            behind in vocabulary.word("determiner")
            or sentence.capitalised(at + 1)
            or sentence.lowers[at] not in vocabulary.frames.noun_classes
        )
        return FINITE if clear and any(end <= left for end in before) else None  # "X, together with its allies, urge"
    if lower in {"and", ",", "or"}:
        return _coordinated_shape(sentence, at, left, shapes, vocabulary)
    return FINITE if _agrees_with_noun(sentence, at, lower, shapes, vocabulary) else None


def _agrees_with_noun(
    sentence: AnnotatedSentence, at: int, lower: str, shapes: set[str], vocabulary: Vocabulary
) -> bool:
    """Does a present form agree with the plain word before it, and is it no noun itself ("protesters demand a")?"""
    noun_like = (
        sentence.lowers[at] in vocabulary.frames.noun_classes or sentence.lowers[at] in vocabulary.frames.event_nouns
    )
    plural_before = lower.endswith("s") and not lower.endswith("ss")
    agrees = plural_before if "base" in shapes else not plural_before
    behind = sentence.lower(at + 1)
    object_behind = behind in vocabulary.word("determiner") or behind in {"that", "to"} or sentence.capitalised(at + 1)
    return lower.isalpha() and agrees and (object_behind or not noun_like) and lower not in vocabulary.frames.forms


def _is_singular(actor: Actor) -> bool:
    """Does an actor take a verb in the singular?"""
    if actor.members or actor.codes == ("USA",):
        return False
    return actor.kind in {"name", "organisation", "capital", "metonym"} or bool(actor.person)


def _verb_before(sentence: AnnotatedSentence, end: int, vocabulary: Vocabulary) -> bool:
    """Does any sure sign of a finite verb stand before a token, or an infinitive that one behind a comma goes on?"""
    signs = vocabulary.word("modal") | vocabulary.word("be") | vocabulary.word("have")
    for at, word in enumerate(sentence.lowers[:end]):
        forms = vocabulary.frames.forms.get(word, ())
        if word in signs or any(form.shape == "past" for form in forms):
            return True
        if any(form.shape == "base" for form in forms) and sentence.lower(at - 1) == "to":
            return True  # "wants to open the border, sign the treaty"
    return False


def _coordinated_shape(
    sentence: AnnotatedSentence, at: int, left: int, shapes: set[str], vocabulary: Vocabulary
) -> str | None:
    """A present form behind "and" is a verb if one of its shape stands before it: "to meet and discuss"."""
    noun_like = sentence.lowers[at] in vocabulary.frames.noun_classes
    behind = sentence.lower(at + 1)
    if noun_like and not (behind in vocabulary.word("determiner") or sentence.capitalised(at + 1)):
        return None
    if (
        "third" in shapes
        and behind in vocabulary.word("preposition")
        and behind not in {"to", "on", "for", "with", "off"}
    ):
        return None  # "our allies and partners around the world"
    for back in range(left - 1, max(-1, left - 14), -1):
        forms = vocabulary.frames.forms.get(sentence.lowers[back], ())
        if any(form.shape in shapes for form in forms):
            if "base" in shapes and sentence.lower(back - 1) == "to":
                return INFINITIVE
            return FINITE if "third" in shapes or sentence.lower(back - 1) in vocabulary.word("modal") else None
    return None
