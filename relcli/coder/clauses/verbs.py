"""Which words of a sentence are verbs, and the groups they stand in.

There is no tagger: a written form that the lexicon knows as a verb form counts as one by what stands before and
behind it
("the talks" is a noun, "Russia talks" may be a verb, "has attacked" is one). Auxiliaries give voice, tense, modal,
negation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import VerbGroup
from relcli.coder.clauses.verb_shapes import FINITE, GERUND, INFINITIVE, REDUCED, bare_shape
from relcli.coder.vocabulary.frames import Form

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor, AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

QUOTES = frozenset({'"', "“", ":", "‘", "("})
LINKING_SIGNS = frozenset({",", ";", "and", "but", ":", '"', "“", "”"})
DESCRIBING = frozenset({"in", "at", "by", "on", "from", "since", "for", "near", "under", "during"})
"""Words behind a participle that describes a noun."""
VERB_PREFIXES = frozenset("re co test de pre mis over out under air cross counter".split())


def find_verb_groups(sentence: AnnotatedSentence, vocabulary: Vocabulary) -> list[VerbGroup]:
    """Return the verb groups of a sentence in order."""
    inside = {at for actor in sentence.actors for at in range(actor.start, actor.end)} | sentence.stopped
    before = {actor.end: actor for actor in sentence.actors}
    groups: list[VerbGroup] = []
    forms = vocabulary.frames.forms
    shouting = sentence.kind in {"headline", "inserted", "bullet"}
    for at, lower in enumerate(sentence.lowers):
        readings = forms.get(lower)
        if at in inside or (sentence.capitals[at] and at and not shouting and sentence.lowers[at - 1] not in QUOTES):
            continue  # a capital in the middle of a sentence belongs to a name ("the Israel Boycott Law")
        compound = at > 1 and sentence.lowers[at - 1] == "-" and sentence.lowers[at - 2] not in VERB_PREFIXES
        if compound and readings and {form.shape for form in readings} & {"past", "participle"}:
            continue  # "so-called", "war-torn"
        if readings is None:
            readings = _guess(sentence, at, before)
            if readings is None:
                continue
        group = _group_at(sentence, at, readings, vocabulary, before)
        if group is not None and not _noun_in_object(sentence, group, groups, vocabulary):
            _describe_object(sentence, group, groups, vocabulary, before)
            _share_modal(sentence, group, groups, vocabulary)
            groups.append(group)
    return _without_compounds(sentence, _without_auxiliaries(groups), vocabulary)


def _without_compounds(sentence: AnnotatedSentence, groups: list[VerbGroup], vocabulary: Vocabulary) -> list[VerbGroup]:
    """Drop a bare present form that is the noun before the real verb ("Russian military exercises near Latvia
    lasted")."""
    kept = []
    links = _links(vocabulary)
    for at, group in enumerate(groups):
        following = groups[at + 1] if at + 1 < len(groups) else None
        bare = (
            group.shape == FINITE
            and group.start == group.verb
            and {form.shape for form in group.readings} <= {"third", "base"}
        )
        noun_like = (
            sentence.lowers[group.verb] in vocabulary.frames.noun_classes
            or sentence.lowers[group.verb] in vocabulary.frames.event_nouns
        )
        if bare and noun_like and following is not None and following.shape == FINITE:
            if not any(word in links for word in sentence.lowers[group.end : following.start]):
                continue
        kept.append(group)
    return kept


def _links(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the words and signs that part one clause from the next."""
    return vocabulary.word("subordinator") | vocabulary.word("relative") | LINKING_SIGNS


def _noun_in_object(
    sentence: AnnotatedSentence, group: VerbGroup, groups: list[VerbGroup], vocabulary: Vocabulary
) -> bool:
    """Is a bare present form a noun of the object before it ("launched an attack on Islamic State targets")?"""
    if (
        group.shape != FINITE
        or group.start != group.verb
        or not groups
        or "third" not in {form.shape for form in group.readings}
    ):
        return False
    last = groups[-1]
    reporting = any(form.lemma in vocabulary.reporting for form in last.readings)
    links = _links(vocabulary)
    return not reporting and not any(word in links for word in sentence.lowers[last.end : group.start])


def _describe_object(
    sentence: AnnotatedSentence,
    group: VerbGroup,
    groups: list[VerbGroup],
    vocabulary: Vocabulary,
    before: dict[int, Actor],
) -> None:
    """Make a participle of a past form that only describes the object before it ("the release of a man held in
    Oslo")."""
    shapes = {form.shape for form in group.readings}
    if group.shape != FINITE or group.start != group.verb or not {"past", "participle"} <= shapes or not groups:
        return
    last = groups[-1]
    if last.shape != FINITE or group.verb in before or sentence.lower(group.end) not in DESCRIBING:
        return
    if sentence.lower(last.start - 1) in vocabulary.word("relative"):  # "peacekeepers who are part of it arrived in"
        return
    links = _links(vocabulary)
    reporting = any(form.lemma in vocabulary.reporting for form in last.readings)
    if not reporting and not any(word in links for word in sentence.lowers[last.end : group.start]):
        group.shape, group.passive = REDUCED, True


def _share_modal(
    sentence: AnnotatedSentence, group: VerbGroup, groups: list[VerbGroup], vocabulary: Vocabulary
) -> None:
    """Let a base form behind "and" share the modal of the one before it: "will visit Oslo and discuss"."""
    shapes = {form.shape for form in group.readings}
    left = skip_adverbs_left(sentence, group.start - 1, vocabulary)
    if group.shape != FINITE or group.start != group.verb or "base" not in shapes or shapes & {"past", "third"}:
        return
    if sentence.lower(left) not in {"and", ",", "or"}:
        return
    last = next((other for other in reversed(groups) if other.shape == FINITE), None)
    if last is not None and last.modal and last.be_at < 0 and not last.perfect:
        group.modal = last.modal


def _guess(sentence: AnnotatedSentence, at: int, before: dict[int, Actor]) -> tuple[Form, ...] | None:
    """Take an unknown word in -ed right behind an actor for a past tense: "Iran purported to", "the envoy echoed"."""
    lower = sentence.lowers[at]
    actor = before.get(at)
    if actor is None or actor.possessive or actor.kind == "adjective" or not lower.endswith("ed") or len(lower) < 5:
        return None
    return (Form(lower, "past"), Form(lower, "participle")) if sentence.lower(at + 1) != "-" else None


def _without_auxiliaries(groups: list[VerbGroup]) -> list[VerbGroup]:
    """Drop forms of be and have that only help a later verb of the same group."""
    helped = {at for group in groups for at in range(group.start, group.verb)}
    return [group for group in groups if group.verb not in helped]


def skip_adverbs_left(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> int:
    """Return the index of the first token at or left of `at` that is no adverb (words in -ly count as adverbs)."""
    adverbs = vocabulary.word("adverb")
    while at >= 0:
        lower = sentence.lowers[at]
        if lower == ")":
            at = next((back for back in range(at, max(-1, at - 8), -1) if sentence.lowers[back] == "("), at)
            if sentence.lowers[at] != "(":
                return at
        elif not (lower in adverbs or lower in {"neither", "never"} or (lower.endswith("ly") and len(lower) > 4)):
            return at
        at -= 1
    return at


def _group_at(
    sentence: AnnotatedSentence, at: int, readings: tuple[Form, ...], vocabulary: Vocabulary, before: dict[int, Actor]
) -> VerbGroup | None:
    lemma = readings[0].lemma
    shapes = {form.shape for form in readings}
    group = _with_auxiliaries(sentence, at, readings, vocabulary)
    if sentence.lowers[group.start] in {"having", "being"} and group.shape == FINITE:
        group.shape = GERUND
    if lemma in {"be", "have"} and group.start == at:
        group.shape = GERUND if sentence.lowers[at] in {"being", "having"} else FINITE
        return group
    if (
        group.shape == INFINITIVE
        or group.modal
        or group.be_at >= 0
        or group.perfect
        or _did(sentence, group, vocabulary)
    ):
        return group if _fits_auxiliary(group, shapes) else None
    left = skip_adverbs_left(sentence, at - 1, vocabulary)
    shape = bare_shape(sentence, at, left, shapes, vocabulary, before)
    if shape is None:
        return None
    group.shape = shape
    group.passive = shape == REDUCED
    return group


def _did(sentence: AnnotatedSentence, group: VerbGroup, vocabulary: Vocabulary) -> bool:
    return sentence.lower(group.start) in vocabulary.word("do") and group.start < group.verb


def _fits_auxiliary(group: VerbGroup, shapes: set[str]) -> bool:
    if group.shape == INFINITIVE or (group.modal and group.be_at < 0 and not group.perfect):
        return "base" in shapes or ("participle" in shapes and (group.be_at >= 0 or group.perfect != ""))
    return bool(shapes & {"participle", "gerund", "past", "base"})


def _with_auxiliaries(
    sentence: AnnotatedSentence, at: int, readings: tuple[Form, ...], vocabulary: Vocabulary
) -> VerbGroup:
    """Walk left over adverbs, negations and auxiliaries."""
    group = VerbGroup(at, at, at + 1, readings, FINITE)
    have, be = vocabulary.word("have"), vocabulary.word("be")
    shapes = {form.shape for form in readings}
    left = at - 1
    while left >= 0:
        lower = sentence.lowers[left]
        if lower in vocabulary.word("negation"):
            group.negated = not _only(sentence, left + 1)
        elif lower == "longer" and sentence.lower(left - 1) == "no":  # "no longer recognises"
            group.negated = True
            left -= 1
        elif lower in be and not (lower == "'s" and sentence.lower(left - 1) not in {"he", "she", "it", "that"}):
            if group.be_at < 0 and "participle" in shapes and sentence.lowers[at] not in {"being"}:
                group.passive = not sentence.lowers[at].endswith("ing")
            group.be_at, group.start = left, left
        elif lower in have and shapes & {"participle", "past"} | ({"x"} if group.be_at >= 0 else set()):
            group.perfect, group.start = ("had" if lower == "had" else "have"), left
        elif lower in vocabulary.word("modal") and not (lower == "may" and left and sentence.capitalised(left)):
            group.modal, group.start = lower, left
        elif lower in vocabulary.word("do"):
            group.start = left
        elif lower == "to" and ("base" in shapes or group.start < at):
            group.shape, group.start = INFINITIVE, left
            break
        elif lower == "," and sentence.lower(left - 2) == "," and sentence.lower(left - 1) in vocabulary.word("adverb"):
            left -= 2  # "did not, however, meet"
        elif not (lower in vocabulary.word("adverb") or (lower.endswith("ly") and len(lower) > 4)):
            break
        left -= 1
    if group.be_at >= 0 and sentence.lowers[at].endswith("ing"):
        group.passive = False
    if sentence.lower(group.start - 1) in vocabulary.word("negation"):
        group.negated = not _only(sentence, group.start)
    return group


def _only(sentence: AnnotatedSentence, at: int) -> bool:
    """Does "only", "just" or "merely" take the force from the "not" before it?"""
    return sentence.lower(at) in {"only", "just", "merely", "simply"}
