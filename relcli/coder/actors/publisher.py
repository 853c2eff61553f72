"""Whose government speaks, and about which country: whom "we", "the President" and "the regime" mean.

The text itself shows it, unless it is a reporter's story, which no government publishes: a dateline, or "said" wherever
somebody speaks, and nobody who says "we" outside quotations. A statement's own country precedes verbs of a government's
voice in the present ("Sri Lanka reaffirms", "the United States will"), its office holders are named with their title
but without their country, and others follow prepositions. If two countries are equally likely, neither is chosen: no
event is better than an event of the wrong side. What a statement in the first person is about is its topic, if one
other country stands out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from relcli.coder.kinds import ActorKind, FormShape

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Mark
    from relcli.coder.text.datelines import Dateline
    from relcli.coder.vocabulary.vocabulary import Holder, Vocabulary

OWN_REACH = 8  # tokens around a country in which "our" or "we" may be its own
OWN_VOICE, VOICE, ACTING, MENTIONED = 8, 4, 2, 1
"""Points for a country that says "our" of itself, that speaks as governments do, that acts, that is only mentioned."""
LEAST = 4  # points that a country needs to be the publisher's
LEAST_REPORTED = 2  # sentences with "said" that make a text without "we" a reporter's
REPORTED_SHARE = 4  # of all sentences: one in four with "said" makes any text a reporter's
FIRST_PERSON_SHARE = 4  # a statement in the first person names others' office holders without their countries
VOICE_TYPES = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "CONSULT", "COOPERATE"})
SEAT_KINDS = frozenset({ActorKind.CAPITAL, ActorKind.CITY, ActorKind.NAME, ActorKind.REGION})
QUOTES = frozenset({'"', "“", "”"})
OFFICIAL_KINDS = frozenset({ActorKind.INSTITUTION, ActorKind.METONYM})
SPEAKING_KINDS = frozenset({ActorKind.NAME, ActorKind.METONYM})
OWN_NAME_KINDS = OFFICIAL_KINDS | {ActorKind.NAME, ActorKind.ADJECTIVE, ActorKind.DEMONYM}

LEAST_MENTIONS = 3  # of a topic
LEAST_SHARE = 0.6  # of all mentions of other countries
LONGEST_STATEMENT = 40  # sentences: longer texts are speeches and briefings on many things
TOPIC_KINDS = OWN_NAME_KINDS | {ActorKind.CAPITAL, ActorKind.GROUP}


def home_of_source(outlet: str, url: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return whose government published a document, by its address or outlet, or an empty tuple.

    `https://www.whitehouse.gov/...`, `https://mofa.gov.np/...`; "The White House", "Ministry of Justice of Japan".
    """
    host = url.partition("://")[2].partition("/")[0].partition(":")[0].lower().split(".")
    if host[-1] in vocabulary.word("publisher-us-domain"):
        return ("USA",)
    official = not vocabulary.word("publisher-government-domain").isdisjoint(host[:-1])
    if official and host[-1] in vocabulary.domains:
        return (vocabulary.domains[host[-1]],)
    lowers = vocabulary.tokenizer.lowers(outlet)
    governs = not vocabulary.word("publisher-government-word").isdisjoint(lowers)
    for at in range(len(lowers)):
        found = vocabulary.aliases.longest(lowers, at)
        for alias in found[1] if found else ():
            if alias.kind in OFFICIAL_KINDS or (governs and alias.kind in OWN_NAME_KINDS):
                return (alias.code,)
    return ()


def find_topic(sentences: list[AnnotatedSentence], home: tuple[str, ...], vocabulary: Vocabulary) -> str:
    """Return the code of the country that a first-person statement of a known government is about, or ''.

    It is meant by "the regime", "these abuses", and by acts that name nobody: a statement on Cuba that condemns "the
    mass detentions" condemns Cuba's.
    """
    if not home or len(sentences) > LONGEST_STATEMENT or not _is_first_person(sentences, vocabulary):
        return ""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for mark in sentence.marks.values():
            if mark.alias and mark.alias.kind in TOPIC_KINDS and mark.alias.code not in home:
                counts[mark.alias.code] += 1
    if not counts:
        return ""
    code, mentions = counts.most_common(1)[0]
    return code if mentions >= LEAST_MENTIONS and mentions >= LEAST_SHARE * counts.total() else ""


def seat_of(dateline: Dateline | None, vocabulary: Vocabulary, day: str) -> tuple[str, ...]:
    """Return the country that a document is reported from, whose "foreign ministry" needs no name, or nobody.

    Not where organisations have their seat: there, those who speak are of any country.
    """
    place = dateline.place.lower() if dateline is not None else ""
    if not place or place in vocabulary.word("publisher-no-seat"):
        return ()
    found = vocabulary.aliases.longest(vocabulary.tokenizer.lowers(place), 0)
    codes = {alias.code for alias in found[1] if alias.valid_on(day) and alias.kind in SEAT_KINDS} if found else ()
    return tuple(codes) if len(codes) == 1 else ()


def guess_home(
    sentences: list[AnnotatedSentence], dateline: Dateline | None, vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Return the code of the publishing government's country as a tuple of one, or an empty tuple."""
    if _is_report(sentences, dateline, vocabulary):
        return ()
    score: Counter[str] = Counter()
    own_voice: set[str] = set()
    holders: dict[Holder, list[int | None]] = {}
    first_person = _is_first_person(sentences, vocabulary)
    for sentence in sentences:
        for at, mark in sentence.marks.items():
            if mark.alias and mark.alias.kind in OWN_NAME_KINDS:
                weight = _weight(sentence, mark, vocabulary)
                score[mark.alias.code] += weight
                if weight >= OWN_VOICE:
                    own_voice.add(mark.alias.code)
            elif mark.holder:
                holders.setdefault(mark.holder, []).append(_holder_weight(sentence, at, vocabulary))
    own = {holder.code for holder, weights in holders.items() if None not in weights and any(weights)}
    voiced = {holder.code for holder, weights in holders.items() if None not in weights and VOICE in weights}
    if len(own) == 1 and own_voice <= own:  # whose office holders alone are never named with their country
        most = max(score.values(), default=0)
        leads = own == voiced and all(score[code] >= most for code in own)
        if leads or not first_person:
            return tuple(own)
    for code in voiced:
        score[code] += VOICE // (FIRST_PERSON_SHARE if first_person else 1)
    ranked = score.most_common(2)
    if ranked and ranked[0][0] not in voiced and len(own_voice) == 1:
        return tuple(own_voice)  # much is said of the first, but it is the other that says "our" of itself
    if not ranked or ranked[0][1] < LEAST - first_person:
        return ()
    if len(ranked) > 1 and ranked[1][1] * 4 > ranked[0][1] * 3:
        return ()
    return (ranked[0][0],)


def _is_report(sentences: list[AnnotatedSentence], dateline: Dateline | None, vocabulary: Vocabulary) -> bool:
    """Is a document a reporter's story, not a statement of a government?"""
    speech, speaking = vocabulary.word("publisher-reported"), vocabulary.word("publisher-speaking")
    reported = sum(not speech.isdisjoint(sentence.words) for sentence in sentences)
    if reported >= LEAST_REPORTED and reported * REPORTED_SHARE >= len(sentences):
        return True
    if any(_speaks_outside_quotes(sentence, speaking) for sentence in sentences):
        return False
    return dateline is not None or reported >= LEAST_REPORTED


def _speaks_outside_quotes(sentence: AnnotatedSentence, speaking: frozenset[str]) -> bool:
    """Does a sentence say "we" or "I" in the voice of the text itself?"""
    if sentence.quoted or speaking.isdisjoint(sentence.words):
        return False
    inside = False
    for token in sentence.tokens:
        if token.text in QUOTES:
            inside = not inside
        elif token.lower in speaking and not inside and token.text != "i":
            return True
    return False


def _is_first_person(sentences: list[AnnotatedSentence], vocabulary: Vocabulary) -> bool:
    """Does a document say "we" or "I" outside quotations?"""
    speaking = vocabulary.word("publisher-speaking")
    return any(not sentence.quoted and not speaking.isdisjoint(sentence.words) for sentence in sentences)


def _weight(sentence: AnnotatedSentence, mark: Mark, vocabulary: Vocabulary) -> int:
    """Return the points of a country named at a mark."""
    assert mark.alias is not None
    kind, word = mark.alias.kind, vocabulary.word
    before = sentence.lower(mark.start - 1)
    if before == "the":
        before = sentence.lower(mark.start - 2)
    outward = before in word("publisher-outward")
    addressed = (outward and before != "and") or before in word("publisher-condition")
    if kind in SPEAKING_KINDS and not addressed:
        at = mark.end
        while sentence.lower(at) in word("adverb"):
            at += 1
        lower = sentence.lower(at)
        if lower == "'s":
            return -MENTIONED
        if _speaks_of_itself(sentence, mark, at, vocabulary):
            return OWN_VOICE
        if _has_government_voice(lower, vocabulary):
            return VOICE
        if lower in vocabulary.frames.forms or lower in word("be"):
            return ACTING
    if kind == ActorKind.INSTITUTION:
        return ACTING
    return -MENTIONED if outward or sentence.lower(mark.end) in {"regime", "'s"} else MENTIONED


def _speaks_of_itself(sentence: AnnotatedSentence, mark: Mark, at: int, vocabulary: Vocabulary) -> bool:
    """`The United States has worked with our allies`, `as we have noted, the United States assesses`: "we" is it."""
    lower, word = sentence.lower(at), vocabulary.word
    if not (lower in vocabulary.frames.forms or lower in word("modal") or lower in word("be")):
        return False
    following = sentence.lowers[at : at + OWN_REACH]
    if "our" in following:
        between = following[: following.index("our")]
        if "," not in between and word("publisher-our-break").isdisjoint(between):
            return True
    start = mark.start - (sentence.lower(mark.start - 1) == "the")
    opening = sentence.lowers[max(0, start - OWN_REACH) : start]
    return sentence.lower(start - 1) == "," and "we" in opening and "if" not in opening and "that" not in opening


def _has_government_voice(lower: str, vocabulary: Vocabulary) -> bool:
    """Is a word a verb in the present with which governments speak ("reaffirms", "will")?"""
    if lower in vocabulary.word("publisher-voice"):
        return True
    for form in vocabulary.frames.forms.get(lower, ()):
        frames = vocabulary.frames.frames.get(form.lemma, ()) if form.shape == FormShape.THIRD else ()
        if any(frame.type in VOICE_TYPES for frame in frames):
            return True
    return False


def _holder_weight(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> int | None:
    """Return the points of an office holder named with a title and without a country ("President Biden").

    None where the country stands there ("Poland's President Duda", "President Duda of Poland"), as it does of others,
    and where the office is over.
    """
    word = vocabulary.word
    marks = sentence.marks.values()
    title = next((mark for mark in marks if mark.end == at and mark.title), None)
    first = title.start if title else at
    for mark in sorted(marks, reverse=True) if title else ():
        if mark.title and mark.end == first - (sentence.lower(first - 1) == ","):
            first = mark.start  # "Kuwait's Emir Sheikh Sabah", "Niger's head of state, General Tiani"
    joined = sentence.lower(first - 1) in {"'s", "'", *word("separator-adjective")}
    before = next((mark for mark in marks if first - joined <= mark.end <= first), None)
    if (before is not None and before.alias is not None) or sentence.lower(first) in word("publisher-past"):
        return None
    after = sentence.marks[at].end
    link = sentence.lower(after) in word("phrase-country-link")
    of = sentence.marks.get(after + 1 + (sentence.lower(after + 1) == "the")) if link else None
    if of is not None and of.alias is not None:
        return None
    outward = sentence.lower(first - 1) in word("publisher-outward")
    return 0 if title is None else MENTIONED if outward else VOICE
