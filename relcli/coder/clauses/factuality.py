"""How a clause stands in its sentence: told, or only asked, supposed, feared, alleged or denied.

Looks around the verb group at what governs it: the opening words ("in case", "provided that"), the verb or noun whose
content it is ("denied that", "fears that", "reports that ... were false"), an auxiliary before the subject ("had Iran
attacked", "at no time did"), and what stands before the subject ("no soldiers", "neither France nor Italy"). The words
are those of words.tsv. What the verb group says by itself is settled in `modality`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.clauses.modality import is_duty
from relcli.coder.clauses.verb_shapes import FINITE, GERUND, INFINITIVE

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.vocabulary.vocabulary import Vocabulary

PRESUPPOSING = frozenset({"after", "since", "because", "when", "as", "who", "which", "whose"})
"""Openers of clauses that a question takes for granted ("How long, after Iran attacked Israel, ...?")."""
TIME_OPENERS = frozenset({"once", "when", "until", "before", "after", "whenever"})
INVERTED_CONDITION = frozenset({"had", "should", "were"})
REAL_FRONTED = frozenset({"sooner", "only", "until", "doubt", "before"})
"""Words that make a fronted negation tell a real act: "no sooner had", "not only did", "not until May did"."""
LONGEST_OPENER = 5
REACH = 6  # tokens between a verb and the "that" of its clause: "denied on Monday that"
TRUTH = frozenset({"true", "correct", "accurate", "case"})
NO = frozenset({"no", "neither", "none", "not", "never", "nor"})
UNCONFIRMED = frozenset({"unconfirmed", "unverified"})
EVIDENCE = frozenset("sign signs evidence proof indication indications confirmation word hint".split())
PREDICATE = 9  # tokens behind a clause in which "were false" may stand


def mark_standing(sentence: AnnotatedSentence, clauses: list[Clause], vocabulary: Vocabulary) -> None:
    """Set `unreal` (why it is no act) and `denied` on every clause of a sentence."""
    asked = is_question(sentence)
    for index, clause in enumerate(clauses):
        before = clauses[:index]
        if asked and sentence.lower(clause.left - 1) not in PRESUPPOSING:
            clause.unreal = "asked, not told"
            continue
        _own_standing(sentence, clause, before, vocabulary)
        _inherit(clause, before)


def is_question(sentence: AnnotatedSentence) -> bool:
    """Does the sentence end with a question mark (before closing quotes)?"""
    return any(word == "?" for word in sentence.lowers[-3:])


def _own_standing(sentence: AnnotatedSentence, clause: Clause, before: list[Clause], vocabulary: Vocabulary) -> None:
    start = _start_of_subject(sentence, clause, vocabulary)
    clause.unreal = (
        _opened_as_unreal(sentence, clause, start, vocabulary)
        or _hedged(sentence, clause, vocabulary)
        or _inverted(sentence, clause, start, vocabulary)
        or _still_to_come(sentence, clause, start)
        or _prevented(sentence, clause, vocabulary)
        or ("only rumoured" if any(word in UNCONFIRMED for word in sentence.lowers[:start]) else "")
        or ("only demanded" if is_duty(clause.group, sentence, vocabulary) and not clause.group.modal else "")
    )
    if clause.group.shape == FINITE:
        _denied_subject(sentence, clause, start)
    if clause.group.shape == FINITE and not clause.unreal:
        _embedded(sentence, clause, start, before, vocabulary)


def _denied_subject(sentence: AnnotatedSentence, clause: Clause, start: int) -> None:
    """No soldiers attacked, neither France nor Italy signed: the negation stands with the subject."""
    for at in (start - 1, start):
        if at + 1 >= clause.group.start or sentence.lower(at) not in NO:
            continue
        if sentence.lower(start) == "not" or _real_fronted(sentence, start):
            return
        clause.denied = True
        if sentence.lower(at + 1) in {"other", "one"}:  # "no other president has shown"
            clause.unreal = "told of nobody"


def _start_of_subject(sentence: AnnotatedSentence, clause: Clause, vocabulary: Vocabulary) -> int:
    """Return the first token of the subject's phrase as far as it is known: its articles and adjectives included."""
    if clause.subject is None or not clause.left <= clause.subject.start < clause.group.start:
        return clause.left
    at = clause.subject.start
    while at > clause.left and sentence.lower(at - 1) in vocabulary.word("determiner"):
        at -= 1
    return at


def _real_fronted(sentence: AnnotatedSentence, at: int) -> bool:
    return any(word in REAL_FRONTED for word in sentence.lowers[max(0, at - 1) : at + 3])


def _opened_as_unreal(sentence: AnnotatedSentence, clause: Clause, start: int, vocabulary: Vocabulary) -> str:
    """In case, provided that, suppose: an opener between the last verb and the subject."""
    openers = vocabulary.word("unreal-opener")
    for end in range(start, max(0, clause.left - LONGEST_OPENER), -1):
        for first in range(max(0, end - LONGEST_OPENER), end):
            phrase = " ".join(sentence.lowers[first:end])
            if phrase in openers and all(word not in {";", "."} for word in sentence.lowers[end:start]):
                if "," in sentence.lowers[end:start]:
                    continue
                return f"only supposed (“{phrase}”)"
    return ""


def _hedged(sentence: AnnotatedSentence, clause: Clause, vocabulary: Vocabulary) -> str:
    """Allegedly attacked, nearly signed: an adverb between subject and verb, or right behind the verb."""
    group = clause.group
    first = (
        clause.subject.end if clause.subject is not None and clause.left <= clause.subject.start else group.start - 1
    )
    first = max(first, group.start - 3, 0)
    for word in sentence.lowers[first : group.end + 1]:
        if word in vocabulary.word("alleging-adverb"):
            return f"only alleged (“{word}”)"
    for word in sentence.lowers[first : group.verb]:
        if word in vocabulary.word("near-miss-adverb"):
            return f"not quite done (“{word}”)"
    return ""


def _inverted(sentence: AnnotatedSentence, clause: Clause, start: int, vocabulary: Vocabulary) -> str:
    """Had Iran attacked (a condition), at no time did Iran attack (denied): an auxiliary before the subject."""
    at = start - 1
    auxiliary = sentence.lower(at)
    known = any(auxiliary in vocabulary.word(kind) for kind in ("do", "have", "be", "modal"))
    if not known or clause.subject is None or clause.group.shape not in {FINITE, INFINITIVE}:
        return ""
    before = sentence.lowers[max(0, at - 4) : at]
    for stop in (",", ";", "“", '"', "that"):
        if stop in before:
            before = before[len(before) - before[::-1].index(stop) :]
    if any(word in NO for word in before):
        clause.denied = not any(word in REAL_FRONTED for word in before)
    elif at == 0 or (at == 1 and sentence.lower(0) == "q"):
        return "a condition, not an act" if auxiliary in INVERTED_CONDITION else "asked, not told"
    elif auxiliary == "should":  # "measures should Russia invade": no other word order puts it before a subject
        return "a condition, not an act"
    elif auxiliary in INVERTED_CONDITION and not set(before) - {"and", "or", "but", "even"}:
        return "a condition, not an act"
    return ""


def _still_to_come(sentence: AnnotatedSentence, clause: Clause, start: int) -> str:
    """Once Spain signs, the fence will go: the present tense behind a word of time is a time to come."""
    group = clause.group
    present = group.start == group.verb and all(form.shape in {"third", "base"} for form in group.readings)
    if present and sentence.lower(start - 1) in TIME_OPENERS and "will" in sentence.lowers:
        return "still to come"
    return ""


def _prevented(sentence: AnnotatedSentence, clause: Clause, vocabulary: Vocabulary) -> str:
    """To stop militants from attacking: a gerund behind "from" that somebody is kept from."""
    at = clause.group.start - 1
    if clause.group.shape != GERUND or sentence.lower(at) != "from":
        return ""
    kept = any(word in vocabulary.word("undoing-word") for word in sentence.lowers[max(0, at - REACH) : at])
    return "prevented" if kept else ""


def _embedded(
    sentence: AnnotatedSentence, clause: Clause, start: int, before: list[Clause], vocabulary: Vocabulary
) -> None:
    """Read the verb or noun whose content the clause is."""
    at = _content_from(sentence, clause, start)
    if at < 0:
        return
    head = sentence.lower(at - 1)
    if head in {"and", "or", "nor"} and before:  # "denied that it had met X or that it had paid Y"
        clause.unreal, clause.denied, clause.reported = before[-1].unreal, before[-1].denied, before[-1].reported
        return
    governor = next((other for other in reversed(before) if at - REACH <= other.group.end <= at), None)
    if head.endswith("ing") and sentence.lower(at - 2) in vocabulary.word("telling-noun"):  # "reports suggesting that"
        at, head = at - 1, sentence.lower(at - 2)
    if head in vocabulary.word("telling-noun"):
        _told_by_noun(sentence, clause, at, vocabulary)
        return
    if sentence.lower(at) != "that":  # "that" is left out only right behind the verb: "denied it had sent"
        region = sentence.lowers[at - 1 : at]
    else:
        region = sentence.lowers[governor.group.start : at] if governor else sentence.lowers[max(0, at - 3) : at]
    negated = governor is not None and (governor.group.negated or any(word in {"not", "no", "n't"} for word in region))
    if governor is not None and governor.denied:  # "no one has proved that", "neither confirmed that"
        clause.unreal = "not said to be so"
    elif any(word in vocabulary.word("denial-cue") for word in region):
        clause.denied = not negated
    elif negated and any(word in TRUTH for word in region):
        clause.denied = True
    elif any(word in vocabulary.word("denying-word") for word in region):
        clause.unreal, clause.denied = ("not denied, but not told either", False) if negated else ("", True)
    elif any(word in vocabulary.word("doubting-word") for word in region) and "doubt" not in region[-1:] * negated:
        clause.unreal = "feared, expected or alleged, not told"
    elif negated and governor and (_speaks(governor, vocabulary) or any(word in EVIDENCE for word in region)):
        clause.unreal = "not said to be so"


def _content_from(sentence: AnnotatedSentence, clause: Clause, start: int) -> int:
    """Return the token behind the governing word: where "that" stands, or the subject if "that" is left out."""
    if sentence.lower(clause.left - 1) == "that":
        return clause.left - 1
    if sentence.lower(start - 1) == "that":
        return start - 1
    own = clause.subject is not None and clause.subject.start >= start > 0
    return start if own else -1


def _speaks(clause: Clause, vocabulary: Vocabulary) -> bool:
    return any(form.lemma in vocabulary.reporting for form in clause.group.readings)


def _told_by_noun(sentence: AnnotatedSentence, clause: Clause, at: int, vocabulary: Vocabulary) -> None:
    """Reports that ...: denied where the verb before or the predicate behind says so, else rumours are doubtful."""
    earlier = sentence.lowers[max(0, at - REACH) : at - 1]
    later = sentence.lowers[clause.group.end : clause.right + PREDICATE]
    cue = vocabulary.word("denial-cue")
    if any(word in vocabulary.word("denying-word") for word in earlier) or any(
        word in cue for word in (*earlier, *later)
    ):
        clause.denied = "not" not in earlier and "n't" not in earlier
        clause.unreal = "" if clause.denied else "a rumour not denied"
    elif (
        "down" in earlier
        or sentence.lower(at - 1) in vocabulary.word("doubting-word")
        or _is_claim(sentence, at - 1, vocabulary)
    ):
        clause.unreal = "feared, expected or alleged, not told"
    else:
        clause.reported = True


def _is_claim(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> bool:
    """Is it somebody's claim (the noun) rather than "Iran claims that"?"""
    before = sentence.lower(at - 1)
    return sentence.lower(at) in {"claim", "claims"} and (before == "'s" or before in vocabulary.word("determiner"))


def _inherit(clause: Clause, before: list[Clause]) -> None:
    """What hangs on an unreal clause, or shares its subject, is as unreal."""
    above = clause.governor
    if above is None and clause.subject_from == "shared subject":
        above = next((other for other in reversed(before) if other.subject is clause.subject), None)
    if above is None:
        return
    clause.unreal = clause.unreal or above.unreal or ("a condition, not an act" if above.conditional else "")
    if clause.group.shape not in {INFINITIVE, GERUND}:
        clause.denied = clause.denied or (above.denied and not clause.group.modal)
