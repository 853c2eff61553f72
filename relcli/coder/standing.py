"""How a clause stands in its sentence: told, or only asked, supposed, feared, alleged or denied.

Looks around the verb group at what governs it: the opening words ("in case", "provided that"), the verb or noun whose
content it is ("denied that", "fears that", "reports that ... were false"), an auxiliary before the subject ("had Iran
attacked", "at no time did"), and what stands before the subject ("no soldiers", "neither France nor Italy"). The words
are those of words.tsv. What the verb group says by itself is settled in `modality`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.modality import is_duty
from relcli.coder.verbs import FINITE, GERUND, INFINITIVE

if TYPE_CHECKING:
    from relcli.coder.clauses import Clause
    from relcli.coder.view import View
    from relcli.coder.vocabulary import Vocabulary

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
DENYING = frozenset({"deny", "denies", "denied", "denying"})
NOUN_PREDICATE = 14  # tokens behind an event noun in which its predicate may stand
PREDICATE = 9  # tokens behind a clause in which "were false" may stand


def mark_standing(view: View, clauses: list[Clause], vocabulary: Vocabulary) -> None:
    """Set `unreal` (why it is no act) and `denied` on every clause of a sentence."""
    asked = is_question(view)
    for index, clause in enumerate(clauses):
        before = clauses[:index]
        if asked and view.lower(clause.left - 1) not in PRESUPPOSING:
            clause.unreal = "asked, not told"
            continue
        _own_standing(view, clause, before, vocabulary)
        _inherit(clause, before)


def is_question(view: View) -> bool:
    """Does the sentence end with a question mark (before closing quotes)?"""
    return any(word == "?" for word in view.lowers[-3:])


def _own_standing(view: View, clause: Clause, before: list[Clause], vocabulary: Vocabulary) -> None:
    start = _start_of_subject(view, clause, vocabulary)
    clause.unreal = (
        _opened_as_unreal(view, clause, start, vocabulary)
        or _hedged(view, clause, vocabulary)
        or _inverted(view, clause, start, vocabulary)
        or _still_to_come(view, clause, start)
        or ("only rumoured" if any(word in UNCONFIRMED for word in view.lowers[:start]) else "")
        or ("only demanded" if is_duty(clause.group, view) and not clause.group.modal else "")
    )
    if clause.group.shape == FINITE and (view.lower(start - 1) in NO or view.lower(start) in NO - {"not"}):
        clause.denied = view.lower(start) != "not" and not _real_fronted(view, start)
    if clause.group.shape == FINITE and not clause.unreal:
        _embedded(view, clause, start, before, vocabulary)


def _start_of_subject(view: View, clause: Clause, vocabulary: Vocabulary) -> int:
    """Return the first token of the subject's phrase as far as it is known: its articles and adjectives included."""
    if clause.subject is None or not clause.left <= clause.subject.start < clause.group.start:
        return clause.left
    at = clause.subject.start
    while at > clause.left and view.lower(at - 1) in vocabulary.word("determiner"):
        at -= 1
    return at


def _real_fronted(view: View, at: int) -> bool:
    return any(word in REAL_FRONTED for word in view.lowers[max(0, at - 1) : at + 3])


def _opened_as_unreal(view: View, clause: Clause, start: int, vocabulary: Vocabulary) -> str:
    """In case, provided that, suppose: an opener between the last verb and the subject."""
    openers = vocabulary.word("unreal-opener")
    for end in range(start, max(0, clause.left - LONGEST_OPENER), -1):
        for first in range(max(0, end - LONGEST_OPENER), end):
            phrase = " ".join(view.lowers[first:end])
            if phrase in openers and all(word not in {";", "."} for word in view.lowers[end:start]):
                if "," in view.lowers[end:start]:
                    continue
                return f"only supposed (“{phrase}”)"
    return ""


def _hedged(view: View, clause: Clause, vocabulary: Vocabulary) -> str:
    """Allegedly attacked, nearly signed: an adverb between subject and verb, or right behind the verb."""
    group = clause.group
    first = clause.subject.end if clause.subject is not None and clause.left <= clause.subject.start else group.start - 1
    first = max(first, group.start - 3, 0)
    for word in view.lowers[first : group.end + 1]:
        if word in vocabulary.word("alleging-adverb"):
            return f"only alleged (“{word}”)"
    for word in view.lowers[first : group.verb]:
        if word in vocabulary.word("near-miss-adverb"):
            return f"not quite done (“{word}”)"
    return ""


def _inverted(view: View, clause: Clause, start: int, vocabulary: Vocabulary) -> str:
    """Had Iran attacked (a condition), at no time did Iran attack (denied): an auxiliary before the subject."""
    at = start - 1
    auxiliary = view.lower(at)
    known = any(auxiliary in vocabulary.word(kind) for kind in ("do", "have", "be", "modal"))
    if not known or clause.subject is None or clause.group.shape not in {FINITE, INFINITIVE}:
        return ""
    before = view.lowers[max(0, at - 4) : at]
    for stop in (",", ";", "“", '"', "that"):
        if stop in before:
            before = before[len(before) - before[::-1].index(stop) :]
    if any(word in NO for word in before):
        clause.denied = not any(word in REAL_FRONTED for word in before)
    elif auxiliary in INVERTED_CONDITION and not set(before) - {"and", "or", "but", "even"}:
        return "a condition, not an act"
    return ""


def _still_to_come(view: View, clause: Clause, start: int) -> str:
    """Once Spain signs, the fence will go: the present tense behind a word of time is a time to come."""
    group = clause.group
    present = group.start == group.verb and all(form.shape in {"third", "base"} for form in group.readings)
    if present and view.lower(start - 1) in TIME_OPENERS and "will" in view.lowers:
        return "still to come"
    return ""


def _embedded(view: View, clause: Clause, start: int, before: list[Clause], vocabulary: Vocabulary) -> None:
    """Read the verb or noun whose content the clause is."""
    at = _content_from(view, clause, start)
    if at < 0:
        return
    head = view.lower(at - 1)
    if head in {"and", "or", "nor"} and before:  # "denied that it had met X or that it had paid Y"
        clause.unreal, clause.denied, clause.reported = before[-1].unreal, before[-1].denied, before[-1].reported
        return
    governor = next((other for other in reversed(before) if at - REACH <= other.group.end <= at), None)
    if head in vocabulary.word("telling-noun"):
        _told_by_noun(view, clause, at, vocabulary)
        return
    if view.lower(at) != "that":  # "that" is left out only right behind the verb: "denied it had sent"
        region = view.lowers[at - 1 : at]
    else:
        region = view.lowers[governor.group.start : at] if governor else view.lowers[max(0, at - 3) : at]
    negated = governor is not None and (
        governor.group.negated or governor.denied or any(word in {"not", "no", "n't"} for word in region)
    )
    if any(word in vocabulary.word("denial-cue") for word in region):
        clause.denied = not negated
    elif negated and any(word in TRUTH for word in region):
        clause.denied = True
    elif any(word in vocabulary.word("denying-word") for word in region):
        clause.unreal, clause.denied = ("not denied, but not told either", False) if negated else ("", True)
    elif any(word in vocabulary.word("doubting-word") for word in region) and "doubt" not in region[-1:] * negated:
        clause.unreal = "feared, expected or alleged, not told"
    elif negated and governor and (_speaks(governor, vocabulary) or any(word in EVIDENCE for word in region)):
        clause.unreal = "not said to be so"


def _content_from(view: View, clause: Clause, start: int) -> int:
    """Return the token behind the governing word: where "that" stands, or the subject if "that" is left out."""
    if view.lower(clause.left - 1) == "that":
        return clause.left - 1
    if view.lower(start - 1) == "that":
        return start - 1
    own = clause.subject is not None and clause.subject.start >= start > 0
    return start if own else -1


def _speaks(clause: Clause, vocabulary: Vocabulary) -> bool:
    return any(form.lemma in vocabulary.reporting for form in clause.group.readings)


def _told_by_noun(view: View, clause: Clause, at: int, vocabulary: Vocabulary) -> None:
    """Reports that ...: denied where the verb before or the predicate behind says so, doubtful if they are mere rumours."""
    earlier = view.lowers[max(0, at - REACH) : at - 1]
    later = view.lowers[clause.group.end : clause.right + PREDICATE]
    cue = vocabulary.word("denial-cue")
    if any(word in vocabulary.word("denying-word") for word in earlier) or any(word in cue for word in (*earlier, *later)):
        clause.denied = "not" not in earlier and "n't" not in earlier
        clause.unreal = "" if clause.denied else "a rumour not denied"
    elif view.lower(at - 1) in vocabulary.word("doubting-word") or _is_claim(view, at - 1, vocabulary):
        clause.unreal = "feared, expected or alleged, not told"
    else:
        clause.reported = True


def _is_claim(view: View, at: int, vocabulary: Vocabulary) -> bool:
    """Is it somebody's claim (the noun) rather than "Iran claims that"?"""
    before = view.lower(at - 1)
    return view.lower(at) in {"claim", "claims"} and (before == "'s" or before in vocabulary.word("determiner"))


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


def noun_is_denied(view: View, at: int, vocabulary: Vocabulary) -> bool:
    """Denied any talks, said there were no talks: is the event noun at a token said not to be?"""
    first = at
    while first > 0 and (
        view.lower(first - 1) in vocabulary.word("determiner") | vocabulary.word("separator-adjective")
        or view.lower(first - 1) in {"no", "any", "such", "new", "further"}
    ):
        first -= 1
    lowers = view.lowers[first:at]
    before = view.lower(first - 1)
    if before in DENYING:
        return True
    there = "there" in view.lowers[max(0, first - 4) : first]
    return "no" in lowers and there and (before in vocabulary.word("be"))


def noun_is_unreal(view: View, at: int, end: int, vocabulary: Vocabulary) -> str:
    """Return why an event noun tells no act ("fears of an attack", "the attack would be"), or an empty string."""
    if is_question(view):
        return "asked, not told"
    adjectives = vocabulary.word("unreal-adjective")
    if any(word in adjectives for word in view.lowers[max(0, at - 3) : at]):
        return "not told as real"
    return _predicate(view, end, vocabulary) or _head(view, at, vocabulary)


def _predicate(view: View, end: int, vocabulary: Vocabulary) -> str:
    """Look at what is said of the noun behind it: "would be", "were not held", "never took place", "was averted"."""
    for at in range(end, min(end + NOUN_PREDICATE, len(view.lowers))):
        word = view.lowers[at]
        if word in {"would", "could", "might"}:
            return f"hypothetical (“{word}”)"
        if word in {",", ";", "that"}:
            return ""
        if word in vocabulary.word("negation"):
            later = view.lowers[at + 1 : at + 4]
            took_place = vocabulary.word("coming-about")
            return "said not to have been" if any(other in took_place for other in later) else ""
        if word in {"put", "called", "broken"} and view.lower(at + 1) == "off":
            return f"undone (“{word} off”)"
        if word in vocabulary.word("undoing-word") and view.lower(at - 1) in {"been", "be", "was", "were"}:
            return f"undone (“{word}”)"
    return ""


def _head(view: View, at: int, vocabulary: Vocabulary) -> str:
    """Look at what the noun depends on: "fears of an attack", "averted a strike"."""
    for back in range(at - 1, max(0, at - 7), -1):
        lower = view.lowers[back]
        if lower in {"of", "for", "about", "over"}:
            head = view.lower(back - 1)
            unreal = head in vocabulary.word("doubting-word") or head in vocabulary.word("unreal-noun")
            return f"not told as real (“{head} {lower}”)" if unreal else ""
        if lower in vocabulary.word("undoing-word"):
            return f"undone (“{lower}”)"
        if lower in vocabulary.word("preposition") or lower in {",", ";"}:
            return ""
    return ""
