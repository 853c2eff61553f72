"""Where an act was done, in the text's own words.

A building ("at the Presidential Secretariat") says more than its town, a town more than the country of a visit. The
words of an act's own clause come first; the dateline holds for "here" and for the sentence behind it, and only for
what is said or settled: nobody bombs the town from which the report was sent. What is merely promised or asked for
happens where its content is ("to build a hospital in Senegal"). That somebody "currently on a visit to Poland" met
somebody says where they met only if nothing else does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.details.visits import GEOGRAPHIC, is_aside, place_aside, place_visited, seat_received_at
from relcli.lexicon.detail_words import detail_words

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, Actor, AnnotatedSentence
    from relcli.coder.text.reading import Dateline

IN_PLACE = frozenset({"in", "at", "near", "inside", "outside", "off", "across", "through", "into"})
TOWARDS = frozenset({"to", "into", "along", "toward", "towards", "around", "near", "on", "at", "off"})
DEEDS = frozenset({"AID", "RETREAT", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST", "COOPERATE", "CONCEDE"})
CONTENT = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Acts of words whose content may have a place of its own."""
SEATED_MODES = frozenset({"sign", "ratify", "accredit"})
VISITING = frozenset({"visit", "plan", "invite"})
SAID_OR_SETTLED = frozenset({"CONSULT", "AGREE", "SUPPORT", "REQUEST", "CONCEDE"})
LINKS = frozenset({"of", "the", "'s", "\u2019s", "\u2019", "and", "for", "-", "\u2013", "de", "al"})
CALLING = frozenset({"called", "phoned", "telephoned", "rang", "call", "calls"})
PARTICIPLE_REACH = 12
TO_PLACE = frozenset({"at", "in", "held", "hosted"})


def find_place(sentence: AnnotatedSentence, act: Act, body: str, dateline: Dateline | None) -> str:
    """Return the place of an act in the text's own words, or an empty string."""
    if act.mode == "phone" or (act.type == "CONSULT" and set(sentence.lowers[slice(*act.trigger)]) & CALLING):
        return ""
    visiting = act.mode in VISITING or any(
        word.startswith(("visit", "travel")) for word in sentence.lowers[act.region[0] : act.region[1]]
    )
    meeting = act.type == "CONSULT" or act.mode in SEATED_MODES
    if meeting:
        stretch = _own_stretch(sentence, act)
        venue = _venue(sentence, stretch)
        town = _named_place(sentence, act, stretch, body, venue)
        if venue:
            return _with_town(sentence, venue, (town, _dateline_place(dateline)), body)
        if town:
            return town
        seat = seat_received_at(sentence, act, body)
        if seat and act.mode == "visit":
            return seat
    elif act.type in DEEDS or act.type in CONTENT:
        found = _named_place(sentence, act, (act.trigger[1] - 1, act.region[1]), body) or _line(sentence, act, body)
        if found:
            return found
    if visiting and act.type in {"CONSULT", "AGREE", "REJECT"}:
        found = place_visited(sentence, act, body)
        if found:
            return found
    return _from_dateline(sentence, act, dateline) or (place_aside(sentence, act, body) if meeting else "")


def _own_stretch(sentence: AnnotatedSentence, act: Act) -> tuple[int, int]:
    """Return the tokens among which a meeting's place is looked for: its clause and what leads to it."""
    clause = act.clause
    first = clause.left if clause is not None else 0
    if first <= 2 or clause is None:
        first = 0
    last = act.region[1]
    behind = last + (sentence.lower(last) == ",")
    if sentence.lower(behind) in TO_PLACE or sentence.lower(last - 1) in TO_PLACE:
        last = behind + PARTICIPLE_REACH
    last = min(last, len(sentence.tokens))
    return first, next((at for at in range(act.trigger[1], last) if _begins_topic(sentence, at)), last)


def _begins_topic(sentence: AnnotatedSentence, at: int) -> bool:
    """Do the words from here on tell what was spoken about, or what for ("to discuss", "the situation in Syria")?"""
    if sentence.lowers[at] == "to":
        word = sentence.lower(at + 1)
        return word.isalpha() and not sentence.capitalised(at + 1) and word not in detail_words("determiner")
    return sentence.lowers[at] in detail_words("topic-word")


def _named_place(
    sentence: AnnotatedSentence, act: Act, stretch: tuple[int, int], body: str, venue: tuple[int, int] | None = None
) -> str:
    """Return "Islamabad" in "in Islamabad", the nearest behind the verb first, and not the venue again."""
    first, last = stretch
    order = [*range(max(first, act.trigger[0]), last), *range(first, max(first, act.trigger[0]))]
    for at in order:
        if venue is not None and venue[0] - 2 <= at < venue[1]:
            continue
        if (
            not _opens_place(sentence, act, at)
            or sentence.lower(at - 1) in detail_words("mind-word")
            or is_aside(sentence, at)
        ):
            continue
        if at < act.trigger[0] and not _leads(sentence, at):
            continue
        found = _place_behind(sentence, act, at, last, body)
        if found:
            return found
    return ""


def _opens_place(sentence: AnnotatedSentence, act: Act, at: int) -> bool:
    """Is it a preposition of place? "To" is one before a region that is no actor ("access to Kashmir")."""
    if sentence.lowers[at] in IN_PLACE:
        return True
    if sentence.lowers[at] != "to" or act.type not in DEEDS | CONTENT:
        return False
    actor = sentence.actor_at(at + 1 + (sentence.lower(at + 1) == "the"))
    return actor is not None and actor.kind == "region"


def _leads(sentence: AnnotatedSentence, at: int) -> bool:
    """May a phrase before the verb tell where the act was: "In Kyiv he held", "at a meeting in Rome, X said"?"""
    return at == 0 or any(word in {"meeting", "talks", "ceremony", "call", "summit"} for word in sentence.lowers[:at])


def _place_behind(sentence: AnnotatedSentence, act: Act, at: int, last: int, body: str) -> str:
    start = at + 1 + (sentence.lower(at + 1) in {"the", "central", "nearby", "downtown"})
    actor = sentence.actor_at(start)
    if actor is not None and start < last:
        if actor.possessive or not all(member.kind in GEOGRAPHIC for member in actor.members_or_self):
            return ""
        end = actor.end
        while sentence.lower(end) in detail_words("place-tail") and sentence.capitalised(end):
            end += 1
        if sentence.lower(end) in {"'s", "\u2019s", "\u2019"} or sentence.capitalised(start) is False:
            return ""
        if actor.kind == "name" and _is_party_only(act, actor, at, sentence):
            return ""
        return sentence.text(start, end, body)
    named = {"in", "near"} if act.type == "CONSULT" or act.mode in SEATED_MODES else {"in", "near", "at", "through"}
    return _unknown_place(sentence, start, last, body) if sentence.lowers[at] in named else ""


def _is_party_only(act: Act, actor: Actor, at: int, sentence: AnnotatedSentence) -> bool:
    """Is the country what the words are about ("crimes in Iran") rather than where a meeting was?"""
    return act.type == "ACCUSE" and sentence.lowers[at] == "at" and bool(actor.codes)


def _is_date_word(sentence: AnnotatedSentence, at: int) -> bool:
    return sentence.lower(at) in detail_words("calendar-word") or sentence.lower(at)[:1].isdigit()


def _unknown_place(sentence: AnnotatedSentence, start: int, last: int, body: str) -> str:
    """Return capitalised words behind "in" that are no actor, no month and no person: a town that nobody listed."""
    end = min(_end_of_name(sentence, start), last)
    if any(sentence.actor_at(at) is not None or _is_date_word(sentence, at) for at in range(start, end)):
        return ""
    following = sentence.actor_at(end)
    if end == start or end - start > 4 or sentence.lower(end) in {"'s", "\u2019s", "\u2019", "-", "\u2013"}:
        return ""
    if following is not None and following.kind == "person":
        return ""
    words = sentence.lowers[start:end]
    if (
        any(word in detail_words("no-venue") | detail_words("no-place") or word.isdigit() for word in words)
        or len(sentence.tokens[start].text) < 3
    ):
        return ""
    if _goes_on(sentence, end) or (
        end - start == 1 and words[0] in detail_words("building") | detail_words("bare-direction")
    ):
        return ""
    return (
        ""
        if sentence.tokens[start].text.isupper()
        else sentence.text(start, end + (sentence.lower(end) in detail_words("building")), body)
    )


def _goes_on(sentence: AnnotatedSentence, end: int) -> bool:
    """Does a common noun follow, so that the capitalised words only describe it ("in Arab capitals")?"""
    word = sentence.lower(end)
    return (
        word.isalpha()
        and len(word) > 3
        and not sentence.capitalised(end)
        and word not in detail_words("behind-place") | detail_words("building")
    )


def _venue(sentence: AnnotatedSentence, stretch: tuple[int, int]) -> tuple[int, int] | None:
    """Return the tokens of "Presidential Secretariat" in "at the Presidential Secretariat": a name behind "at"."""
    for at in range(stretch[0], min(stretch[1], len(sentence.tokens) - 1)):
        if sentence.lowers[at] != "at":
            continue
        start = at + 1
        while sentence.lower(start) in {"the", "his", "her", "their", "a"}:
            start += 1
        end = _end_of_name(sentence, start)
        if end == start:
            continue
        building = end
        while building - end < 4 and sentence.lower(building) not in detail_words("building"):
            building += 1
        if building - end < 4 and not any(
            sentence.lower(word) in {",", "in", "on", ".", "and"} for word in range(end, building)
        ):
            end = building + 1
            second = _end_of_name(sentence, end + 1) if sentence.lower(end) == "," else 0
            if second > end + 1 and sentence.lower(second - 1) in detail_words("building"):
                return end + 1, second
        if _is_venue(sentence, start, end):
            return start, end
    return None


def _end_of_name(sentence: AnnotatedSentence, start: int) -> int:
    end = start
    while sentence.lower(end) not in detail_words("short-title"):
        if sentence.capitalised(end):
            end += 1
        elif end > start and sentence.lower(end) in LINKS and sentence.capitalised(end + 1):
            end += 2
        elif (
            end > start
            and sentence.lower(end) == "of"
            and sentence.lower(end + 1) == "the"
            and sentence.capitalised(end + 2)
        ):
            end += 3
        else:
            break
    return end


def _is_venue(sentence: AnnotatedSentence, start: int, end: int) -> bool:
    words = sentence.lowers[start:end]
    if any(word in detail_words("no-venue") for word in words) or sentence.lower(end) in detail_words("no-venue"):
        return False
    actor = sentence.actor_at(start)
    if actor is None:
        return (
            end - start > 1
            or words[0] in detail_words("building")
            or sentence.lower(end) in {"in", ",", ".", "on", "and"}
        )
    if actor.kind == "person" and actor.end >= end:
        return False
    return end - start > 1 and not (actor.kind in {"organisation", "group"} and actor.end >= end)


def _with_town(sentence: AnnotatedSentence, venue: tuple[int, int], towns: tuple[str, str], body: str) -> str:
    """Return a venue with its town: in one piece where the text has it so ("State House in Nairobi")."""
    start, end = venue
    words = sentence.text(start, end, body)
    town, dateline = towns
    if sentence.lower(end) in {"in", ","} and town:
        for stop in range(end + 2, min(end + 6, len(sentence.tokens)) + 1):
            if sentence.text(end + 1, stop, body).removeprefix("the ") == town:
                return sentence.text(start, stop, body)
    if not any(
        actor.kind in {"city", "capital"} and sentence.text(actor.start, actor.end, body) == town
        for actor in sentence.actors
    ):
        town = dateline
    return f"{words}, {town}" if town and town.lower() not in words.lower() else words


def _line(sentence: AnnotatedSentence, act: Act, body: str) -> str:
    """Return "Ukrainian border" in "deploying troops to the Ukrainian border"."""
    if act.type not in {"MOBILIZE", "COERCE", "ASSAULT"}:
        return ""
    for at in range(act.trigger[1], min(act.region[1], len(sentence.tokens))):
        if sentence.lowers[at] in TOWARDS and sentence.lower(at + 1) == "the":
            end = at + 2
            while end < act.region[1] and (
                sentence.capitalised(end) or sentence.lower(end) in detail_words("border-word")
            ):
                end += 1
            if sentence.lower(end - 1) in detail_words("border-word") and end > at + 3:
                return sentence.text(at + 2, end, body)
    return ""


def _dateline_place(dateline: Dateline | None) -> str:
    return dateline.place.title() if dateline and dateline.place else ""


def _from_dateline(sentence: AnnotatedSentence, act: Act, dateline: Dateline | None) -> str:
    """The dateline's place holds for "here" and for what the dateline's own sentence tells as said or settled."""
    place = _dateline_place(dateline)
    if not place or dateline is None or act.modality in {"historical", "denied"}:
        return ""
    if "here" in sentence.lowers:
        return place
    own = sentence.start <= dateline.end
    return place if own and act.type in SAID_OR_SETTLED and act.mode not in VISITING - {"visit"} else ""
