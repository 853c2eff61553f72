"""The auxiliaries of a verb: what the words to its left say of its voice, tense, modal and negation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import VerbGroup
from relcli.coder.kinds import FormShape, VerbShape

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.vocabulary.frames import Form
    from relcli.coder.vocabulary.vocabulary import Vocabulary

PAST_FORMS = frozenset({FormShape.PAST, FormShape.PARTICIPLE})
AFTER_BE_OR_HAVE = frozenset({FormShape.PARTICIPLE, FormShape.GERUND, FormShape.PAST, FormShape.BASE})
QUOTE_SIGNS = frozenset({'"', "“"})
LONGEST_BRACKET = 8  # tokens of a bracket between a verb and its auxiliary or subject
SHORTEST_ADVERB = 5  # letters of a word in -ly that counts as an adverb


def with_auxiliaries(
    sentence: AnnotatedSentence, at: int, readings: tuple[Form, ...], vocabulary: Vocabulary
) -> VerbGroup:
    """Return the group of the verb at a token: walk left over adverbs, negations and auxiliaries."""
    group = VerbGroup(at, at, at + 1, readings, VerbShape.FINITE)
    forms = group.forms
    left = at - 1
    while left >= 0:
        lower = sentence.lowers[left]
        if lower == "to" and (FormShape.BASE in forms or group.start < at):
            group.shape, group.start = VerbShape.INFINITIVE, left
            break
        step = _take(sentence, left, group, forms, vocabulary) or _adverbs(sentence, left, vocabulary)
        if not step:
            break
        left -= step
    if group.be_at >= 0 and sentence.lowers[at].endswith("ing"):
        group.passive = False
    if sentence.lower(group.start - 1) in vocabulary.word("negation"):
        group.negated = not _is_cancelled(sentence, group.start, vocabulary)
    return group


def _take(
    sentence: AnnotatedSentence, left: int, group: VerbGroup, forms: frozenset[FormShape], vocabulary: Vocabulary
) -> int:
    """Take the word at a token into the group if it is a negation or an auxiliary; return how many tokens it is."""
    lower, word = sentence.lowers[left], vocabulary.word
    if lower in word("negation"):
        group.negated = not _is_cancelled(sentence, left + 1, vocabulary)
        return 1
    if lower == "longer" and sentence.lower(left - 1) == "no":  # "no longer recognises"
        group.negated = True
        return 2
    if lower not in vocabulary.auxiliaries:
        return 0
    contracted = word("verb-contracted-subject")
    if lower in word("be") and (lower != "'s" or sentence.lower(left - 1) in contracted):
        main = sentence.lowers[group.verb]
        if group.be_at < 0 and FormShape.PARTICIPLE in forms and main != "being":
            group.passive = not main.endswith("ing")
        group.be_at = left
    elif lower in word("have") and (group.be_at >= 0 or forms & PAST_FORMS):
        group.perfect = "had" if lower == "had" else "have"
    elif lower in word("modal") and not (lower == "may" and left and sentence.capitalised(left)):
        group.modal = lower
    elif lower not in word("do"):
        return 0
    group.start = left
    return 1


def _adverbs(sentence: AnnotatedSentence, left: int, vocabulary: Vocabulary) -> int:
    """Return how many tokens an adverb that ends at a token is, with its commas: "did not, however, meet"."""
    started = sentence.time_ends.get(left + 1)
    if started is not None:  # "will on Monday meet"
        return left + 1 - started
    lower, adverbs = sentence.lowers[left], vocabulary.word("adverb")
    if lower in QUOTE_SIGNS and sentence.lower(left - 1) in vocabulary.auxiliaries:  # "is “prepared to send”"
        return 1
    if lower == "," and sentence.lower(left - 2) == "," and sentence.lower(left - 1) in adverbs:
        return 3
    return int(lower in adverbs or _looks_like_adverb(lower))


def _looks_like_adverb(lower: str) -> bool:
    return lower.endswith("ly") and len(lower) >= SHORTEST_ADVERB


def _is_cancelled(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> bool:
    """Does the word at a token take the force from the "not" before it ("not only attacked")?"""
    return sentence.lower(at) in vocabulary.word("negation-canceller")


def has_auxiliary(sentence: AnnotatedSentence, group: VerbGroup, vocabulary: Vocabulary) -> bool:
    """Does a word before the main verb show that it is a verb?"""
    if group.shape is VerbShape.INFINITIVE or group.modal or group.be_at >= 0 or group.perfect:
        return True
    return group.start < group.verb and sentence.lower(group.start) in vocabulary.word("do")


def is_fitting(group: VerbGroup) -> bool:
    """Can the form of the main verb follow its auxiliaries ("will meet", "has met", not "will met")?"""
    forms = group.forms
    if group.shape is VerbShape.INFINITIVE or (group.modal and group.be_at < 0 and not group.perfect):
        helped = group.be_at >= 0 or group.perfect != ""
        return FormShape.BASE in forms or (helped and FormShape.PARTICIPLE in forms)
    return bool(forms & AFTER_BE_OR_HAVE)


def skip_adverbs_left(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> int:
    """Return the index of the first token at or left of `at` that is no adverb and no bracket."""
    adverbs, negative = vocabulary.word("adverb"), vocabulary.word("verb-negative-adverb")
    while at >= 0:
        lower = sentence.lowers[at]
        if lower == ")":
            floor = max(-1, at - LONGEST_BRACKET)
            opened = next((back for back in range(at, floor, -1) if sentence.lowers[back] == "("), None)
            if opened is None:
                return at
            at = opened
        elif not (lower in adverbs or lower in negative or _looks_like_adverb(lower)):
            return at
        at -= 1
    return at
