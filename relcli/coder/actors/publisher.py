"""Whose government speaks: the country behind "we", "I", "the President" and ministers named without a country.

Told by the text itself. A statement's own country stands before verbs of a government's voice in the present ("Sri
Lanka reaffirms", "the United States will"), its office holders are named with their title but without their country,
and others stand behind prepositions. Where two countries come out alike, nobody is taken: no event is better than an
event of the wrong side.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Mark
    from relcli.coder.vocabulary.vocabulary import Vocabulary

OWN_VOICE, OWN_REACH = 8, 8
VOICE, ACTING, NAMED_HOLDER, MENTIONED, LEAST = 4, 2, 2, 1, 4
VOICE_TYPES = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "CONSULT", "COOPERATE"})
VOICE_WORDS = frozenset({"will", "remains", "stands", "hopes", "believes", "assesses", "welcomes", "looks", "strives"})
CONDITIONS = frozenset({"if", "should", "since", "that", "when", "as", "because"})
OUTWARD = frozenset({"in", "on", "against", "to", "with", "from", "by", "between", "of", "into", "for", "thank", "and"})
"""Words before a country that is spoken of rather than speaking."""
GOVERNMENT_DOMAINS = frozenset({"gov", "go", "gob", "gouv", "gub", "govt", "gc", "mfa", "mofa", "mil"})
GOVERNMENT_WORDS = frozenset(
    {"ministry", "government", "presidency", "presidential", "president", "embassy", "cabinet"}
)
SPEAKING = frozenset({"we", "our", "i"})
OWN_NAME_KINDS = frozenset({"name", "metonym", "adjective", "demonym", "institution"})


def home_of_source(outlet: str, url: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return whose government published a document, by its address or outlet, or an empty tuple.

    `https://www.whitehouse.gov/...`, `https://mofa.gov.np/...`; "The White House", "Ministry of Justice of Japan".
    """
    host = url.partition("://")[2].partition("/")[0].partition(":")[0].lower().split(".")
    if host[-1] in {"gov", "mil"}:
        return ("USA",)
    if host[-1] in vocabulary.domains and GOVERNMENT_DOMAINS.intersection(host[:-1]):
        return (vocabulary.domains[host[-1]],)
    lowers = vocabulary.tokenizer.lowers(outlet)
    governs = not GOVERNMENT_WORDS.isdisjoint(lowers)
    for at in range(len(lowers)):
        found = vocabulary.aliases.longest(lowers, at)
        for alias in found[1] if found else ():
            if alias.kind in {"institution", "metonym"} or (governs and alias.kind in OWN_NAME_KINDS):
                return (alias.code,)
    return ()


def guess_home(
    sentences: list[AnnotatedSentence], all_marks: list[dict[int, Mark]], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Return the code of the publishing government's country as a tuple of one, or an empty tuple."""
    score: Counter[str] = Counter()
    own_voice: set[str] = set()
    voiced: set[str] = set()
    holders: set[str] = set()
    # A statement in the first person names others' leaders without their countries, and its own seldom.
    first_person = any(not sentence.quoted and SPEAKING & sentence.words for sentence in sentences)
    for sentence, marks in zip(sentences, all_marks, strict=True):
        for at, mark in marks.items():
            if mark.alias and mark.alias.kind in OWN_NAME_KINDS:
                weight = _weight(sentence, mark, vocabulary)
                score[mark.alias.code] += weight
                if weight >= OWN_VOICE:
                    own_voice.add(mark.alias.code)
            elif mark.holder and mark.holder.name not in holders:
                holders.add(mark.holder.name)
                weight = _holder_weight(sentence, at, marks) // (4 if first_person else 1)
                score[mark.holder.code] += weight
                if weight:
                    voiced.add(mark.holder.code)
    ranked = score.most_common(2)
    if ranked and ranked[0][0] not in voiced and len(own_voice) == 1:
        return tuple(own_voice)  # much is told of the first, but it is the other that says "our" of itself
    if not ranked or ranked[0][1] < LEAST - first_person:
        return ()
    if len(ranked) > 1 and ranked[1][1] * 4 > ranked[0][1] * 3:
        return ()
    return (ranked[0][0],)


def _weight(sentence: AnnotatedSentence, mark: Mark, vocabulary: Vocabulary) -> int:
    before = sentence.lower(mark.start - 1)
    if before == "the":
        before = sentence.lower(mark.start - 2)
    if mark.alias and mark.alias.kind in {"name", "metonym"} and before not in CONDITIONS | OUTWARD - {"and"}:
        at = mark.end
        while sentence.lower(at) in vocabulary.word("adverb"):
            at += 1
        if sentence.lower(at) == "'s":
            return -MENTIONED
        if _speaks_of_itself(sentence, mark, at, vocabulary):
            return OWN_VOICE
        if _has_government_voice(sentence.lower(at), vocabulary):
            return VOICE
        if sentence.lower(at) in vocabulary.frames.forms or sentence.lower(at) in vocabulary.word("be"):
            return ACTING
    if mark.alias and mark.alias.kind == "institution":
        return ACTING
    return -MENTIONED if before in OUTWARD or sentence.lower(mark.end) in {"regime", "'s"} else MENTIONED


def _speaks_of_itself(sentence: AnnotatedSentence, mark: Mark, at: int, vocabulary: Vocabulary) -> bool:
    """`the United States has worked with our allies`, `as we have noted, the United States assesses`: "we" is that
    country."""
    lower = sentence.lower(at)
    if not (lower in vocabulary.frames.forms or lower in vocabulary.word("modal") or lower in vocabulary.word("be")):
        return False
    behind = sentence.lowers[at : at + OWN_REACH]
    if "our" in behind and not {",", "and", "that"} & set(behind[: behind.index("our")]):
        return True
    start = mark.start - (sentence.lower(mark.start - 1) == "the")
    opening = sentence.lowers[max(0, start - OWN_REACH) : start]
    return sentence.lower(start - 1) == "," and "we" in opening and "if" not in opening and "that" not in opening


def _has_government_voice(word: str, vocabulary: Vocabulary) -> bool:
    if word in VOICE_WORDS:
        return True
    for form in vocabulary.frames.forms.get(word, ()):
        if form.shape == "third" and any(
            frame.type in VOICE_TYPES for frame in vocabulary.frames.frames.get(form.lemma, ())
        ):
            return True
    return False


def _holder_weight(sentence: AnnotatedSentence, at: int, marks: dict[int, Mark]) -> int:
    """Points for an office holder named first with a title and without a country ("President Biden")."""
    title = next((mark for mark in marks.values() if mark.end == at and mark.title), None)
    if title is None or sentence.lower(title.start - 1) in OUTWARD:
        return 0
    before = next((mark for mark in marks.values() if mark.end in {title.start, title.start - 1}), None)
    return VOICE if before is None or before.alias is None else 0
