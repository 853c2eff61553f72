"""What the governing verb or noun makes of a clause that is its content: "denied that", "fears that", "reports that".

Part of `factuality`; apart from it because these are the only rules that look beyond the clause itself.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from relcli.coder.annotations import Refusal
from relcli.coder.kinds import Unreal

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.vocabulary.vocabulary import Vocabulary

REACH = 6  # tokens between a verb and the "that" of its clause: "denied on Monday that"
UNGOVERNED_REACH = 3  # tokens before "that" that are read where no known verb governs it
PREDICATE = 9  # tokens after a clause within which "were false" may be


def mark_embedded(
    sentence: AnnotatedSentence, clause: Clause, start: int, before: list[Clause], vocabulary: Vocabulary
) -> None:
    """Write on a finite clause what the verb or noun whose content it is says of it; `start` is its subject's."""
    at = _start_of_content(sentence, clause, start)
    if at < 0:
        return
    head = sentence.lower(at - 1)
    if before and head in vocabulary.word("coordinator") and head != "but":
        # "denied that it had met X or that it had paid Y": both contents have one governing verb
        clause.unreal, clause.denied, clause.reported = before[-1].unreal, before[-1].denied, before[-1].reported
        return
    telling = vocabulary.word("telling-noun")
    if head.endswith("ing") and sentence.lower(at - 2) in telling:  # "reports suggesting that"
        _mark_by_noun(sentence, clause, at - 1, vocabulary)
    elif head in telling:
        _mark_by_noun(sentence, clause, at, vocabulary)
    else:
        _mark_by_verb(sentence, clause, at, before, vocabulary)


def _start_of_content(sentence: AnnotatedSentence, clause: Clause, start: int) -> int:
    """Return the token after the governing word: that of "that", or the subject if "that" is left out; else -1."""
    if sentence.lower(clause.left - 1) == "that":
        return clause.left - 1
    if sentence.lower(start - 1) == "that":
        return start - 1
    own = clause.subject is not None and clause.subject.start >= start > 0
    return start if own else -1


def _mark_by_verb(
    sentence: AnnotatedSentence, clause: Clause, at: int, before: list[Clause], vocabulary: Vocabulary
) -> None:
    """Denied that, fears that, did not say that: read the verb group before the content at a token."""
    word = vocabulary.word
    near = takewhile(lambda other: other.group.end >= at - REACH, reversed(before))
    governor = next((other for other in near if other.group.end <= at), None)
    if sentence.lower(at) != "that":  # "that" is left out only right after the verb: "denied it had sent"
        region = sentence.lowers[at - 1 : at]
    else:
        region = sentence.lowers[governor.group.start if governor else max(0, at - UNGOVERNED_REACH) : at]
    negated = governor is not None and (governor.group.negated or not word("negation-after-verb").isdisjoint(region))
    if governor is not None and governor.denied:  # "no one has proved that", "neither confirmed that"
        clause.unreal = Refusal(Unreal.NOT_CLAIMED)
    elif not word("denial-cue").isdisjoint(region):
        clause.denied = not negated
    elif negated and not word("factuality-truth").isdisjoint(region):
        clause.denied = True
    elif not word("denying-word").isdisjoint(region):
        clause.unreal, clause.denied = (Refusal(Unreal.NOT_DENIED), False) if negated else (None, True)
    elif not word("doubting-word").isdisjoint(region) and not (negated and region[-1:] == ["doubt"]):
        clause.unreal = Refusal(Unreal.DOUBTED)
    elif negated and governor and (_speaks(governor, vocabulary) or not word("factuality-evidence").isdisjoint(region)):
        clause.unreal = Refusal(Unreal.NOT_CLAIMED)


def _speaks(clause: Clause, vocabulary: Vocabulary) -> bool:
    return any(form.lemma in vocabulary.reporting for form in clause.group.readings)


def _mark_by_noun(sentence: AnnotatedSentence, clause: Clause, at: int, vocabulary: Vocabulary) -> None:
    """Reports that ...: denied where the verb before or the predicate after says so; rumours are doubtful."""
    word = vocabulary.word
    earlier = sentence.lowers[max(0, at - REACH) : at - 1]
    later = sentence.lowers[clause.group.end : clause.right + PREDICATE]
    cue = word("denial-cue")
    if not (word("denying-word").isdisjoint(earlier) and cue.isdisjoint(earlier) and cue.isdisjoint(later)):
        clause.denied = "not" not in earlier and "n't" not in earlier
        clause.unreal = None if clause.denied else Refusal(Unreal.RUMOUR_NOT_DENIED)
    elif (
        "down" in earlier  # "played down reports that"
        or sentence.lower(at - 1) in word("doubting-word")
        or _is_claim(sentence, at - 1, vocabulary)
    ):
        clause.unreal = Refusal(Unreal.DOUBTED)
    else:
        clause.reported = True


def _is_claim(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> bool:
    """Is it somebody's claim (the noun) rather than "Iran claims that"?"""
    before = sentence.lower(at - 1)
    owned = before == "'s" or before in vocabulary.word("determiner")
    return owned and sentence.lower(at) in vocabulary.word("factuality-claim-noun")
