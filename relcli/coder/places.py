"""Where an act was done, in the text's own words.

A building ("at the Presidential Secretariat") says more than its town, a town more than the country of a visit. The
words of an act's own clause come first; the dateline holds for "here" and for the sentence behind it, and only for
what is said or settled: nobody bombs the town from which the report was sent. What is merely promised or asked for
happens where its content is ("to build a hospital in Senegal"). That somebody "currently on a visit to Poland" met
somebody says where they met only if nothing else does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.visits import GEOGRAPHIC, is_aside, place_aside, place_visited, seat_received_at
from relcli.lexicon.detail_words import detail_words

if TYPE_CHECKING:
    from relcli.coder.act import Act
    from relcli.coder.text import Dateline
    from relcli.coder.view import Actor, View

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


def find_place(view: View, act: Act, body: str, dateline: Dateline | None) -> str:
    """Return the place of an act in the text's own words, or an empty string."""
    if act.mode == "phone" or (act.type == "CONSULT" and set(view.lowers[slice(*act.trigger)]) & CALLING):
        return ""
    visiting = act.mode in VISITING or any(
        word.startswith(("visit", "travel")) for word in view.lowers[act.region[0] : act.region[1]]
    )
    meeting = act.type == "CONSULT" or act.mode in SEATED_MODES
    if meeting:
        stretch = _own_stretch(view, act)
        venue = _venue(view, stretch)
        town = _named_place(view, act, stretch, body, venue)
        if venue:
            return _with_town(view, venue, (town, _dateline_place(dateline)), body)
        if town:
            return town
        seat = seat_received_at(view, act, body)
        if seat and act.mode == "visit":
            return seat
    elif act.type in DEEDS or act.type in CONTENT:
        found = _named_place(view, act, (act.trigger[1] - 1, act.region[1]), body) or _line(view, act, body)
        if found:
            return found
    if visiting and act.type in {"CONSULT", "AGREE", "REJECT"}:
        found = place_visited(view, act, body)
        if found:
            return found
    return _from_dateline(view, act, dateline) or (place_aside(view, act, body) if meeting else "")


def _own_stretch(view: View, act: Act) -> tuple[int, int]:
    """Return the tokens among which a meeting's place is looked for: its clause and what leads to it."""
    clause = act.clause
    first = clause.left if clause is not None else 0
    if first <= 2 or clause is None:
        first = 0
    last = act.region[1]
    behind = last + (view.lower(last) == ",")
    if view.lower(behind) in TO_PLACE or view.lower(last - 1) in TO_PLACE:
        last = behind + PARTICIPLE_REACH
    last = min(last, len(view.tokens))
    return first, next((at for at in range(act.trigger[1], last) if _begins_topic(view, at)), last)


def _begins_topic(view: View, at: int) -> bool:
    """Do the words from here on tell what was spoken about, or what for ("to discuss", "the situation in Syria")?"""
    if view.lowers[at] == "to":
        word = view.lower(at + 1)
        return word.isalpha() and not view.capitalised(at + 1) and word not in detail_words("determiner")
    return view.lowers[at] in detail_words("topic-word")


def _named_place(
    view: View, act: Act, stretch: tuple[int, int], body: str, venue: tuple[int, int] | None = None
) -> str:
    """Return "Islamabad" in "in Islamabad", the nearest behind the verb first, and not the venue again."""
    first, last = stretch
    order = [*range(max(first, act.trigger[0]), last), *range(first, max(first, act.trigger[0]))]
    for at in order:
        if venue is not None and venue[0] - 2 <= at < venue[1]:
            continue
        if not _opens_place(view, act, at) or view.lower(at - 1) in detail_words("mind-word") or is_aside(view, at):
            continue
        if at < act.trigger[0] and not _leads(view, at):
            continue
        found = _place_behind(view, act, at, last, body)
        if found:
            return found
    return ""


def _opens_place(view: View, act: Act, at: int) -> bool:
    """Is it a preposition of place? "To" is one before a region that is no actor ("access to Kashmir")."""
    if view.lowers[at] in IN_PLACE:
        return True
    if view.lowers[at] != "to" or act.type not in DEEDS | CONTENT:
        return False
    actor = view.actor_at(at + 1 + (view.lower(at + 1) == "the"))
    return actor is not None and actor.kind == "region"


def _leads(view: View, at: int) -> bool:
    """May a phrase before the verb tell where the act was: "In Kyiv he held", "at a meeting in Rome, X said"?"""
    return at == 0 or any(word in {"meeting", "talks", "ceremony", "call", "summit"} for word in view.lowers[:at])


def _place_behind(view: View, act: Act, at: int, last: int, body: str) -> str:
    start = at + 1 + (view.lower(at + 1) in {"the", "central", "nearby", "downtown"})
    actor = view.actor_at(start)
    if actor is not None and start < last:
        if actor.possessive or not all(member.kind in GEOGRAPHIC for member in actor.everyone):
            return ""
        end = actor.end
        while view.lower(end) in detail_words("place-tail") and view.capitalised(end):
            end += 1
        if view.lower(end) in {"'s", "\u2019s", "\u2019"} or view.capitalised(start) is False:
            return ""
        if actor.kind == "name" and _is_party_only(act, actor, at, view):
            return ""
        return view.text(start, end, body)
    named = {"in", "near"} if act.type == "CONSULT" or act.mode in SEATED_MODES else {"in", "near", "at", "through"}
    return _unknown_place(view, start, last, body) if view.lowers[at] in named else ""


def _is_party_only(act: Act, actor: Actor, at: int, view: View) -> bool:
    """Is the country what the words are about ("crimes in Iran") rather than where a meeting was?"""
    return act.type == "ACCUSE" and view.lowers[at] == "at" and bool(actor.codes)


def _is_date_word(view: View, at: int) -> bool:
    return view.lower(at) in detail_words("calendar-word") or view.lower(at)[:1].isdigit()


def _unknown_place(view: View, start: int, last: int, body: str) -> str:
    """Return capitalised words behind "in" that are no actor, no month and no person: a town that nobody listed."""
    end = min(_end_of_name(view, start), last)
    if any(view.actor_at(at) is not None or _is_date_word(view, at) for at in range(start, end)):
        return ""
    following = view.actor_at(end)
    if end == start or end - start > 4 or view.lower(end) in {"'s", "\u2019s", "\u2019", "-", "\u2013"}:
        return ""
    if following is not None and following.kind == "person":
        return ""
    words = view.lowers[start:end]
    if (
        any(word in detail_words("no-venue") | detail_words("no-place") or word.isdigit() for word in words)
        or len(view.tokens[start].text) < 3
    ):
        return ""
    if _goes_on(view, end) or (
        end - start == 1 and words[0] in detail_words("building") | detail_words("bare-direction")
    ):
        return ""
    return (
        ""
        if view.tokens[start].text.isupper()
        else view.text(start, end + (view.lower(end) in detail_words("building")), body)
    )


def _goes_on(view: View, end: int) -> bool:
    """Does a common noun follow, so that the capitalised words only describe it ("in Arab capitals")?"""
    word = view.lower(end)
    return (
        word.isalpha()
        and len(word) > 3
        and not view.capitalised(end)
        and word not in detail_words("behind-place") | detail_words("building")
    )


def _venue(view: View, stretch: tuple[int, int]) -> tuple[int, int] | None:
    """Return the tokens of "Presidential Secretariat" in "at the Presidential Secretariat": a name behind "at"."""
    for at in range(stretch[0], min(stretch[1], len(view.tokens) - 1)):
        if view.lowers[at] != "at":
            continue
        start = at + 1
        while view.lower(start) in {"the", "his", "her", "their", "a"}:
            start += 1
        end = _end_of_name(view, start)
        if end == start:
            continue
        building = end
        while building - end < 4 and view.lower(building) not in detail_words("building"):
            building += 1
        if building - end < 4 and not any(
            view.lower(word) in {",", "in", "on", ".", "and"} for word in range(end, building)
        ):
            end = building + 1
            second = _end_of_name(view, end + 1) if view.lower(end) == "," else 0
            if second > end + 1 and view.lower(second - 1) in detail_words("building"):
                return end + 1, second
        if _is_venue(view, start, end):
            return start, end
    return None


def _end_of_name(view: View, start: int) -> int:
    end = start
    while view.lower(end) not in detail_words("short-title"):
        if view.capitalised(end):
            end += 1
        elif end > start and view.lower(end) in LINKS and view.capitalised(end + 1):
            end += 2
        elif end > start and view.lower(end) == "of" and view.lower(end + 1) == "the" and view.capitalised(end + 2):
            end += 3
        else:
            break
    return end


def _is_venue(view: View, start: int, end: int) -> bool:
    words = view.lowers[start:end]
    if any(word in detail_words("no-venue") for word in words) or view.lower(end) in detail_words("no-venue"):
        return False
    actor = view.actor_at(start)
    if actor is None:
        return (
            end - start > 1 or words[0] in detail_words("building") or view.lower(end) in {"in", ",", ".", "on", "and"}
        )
    if actor.kind == "person" and actor.end >= end:
        return False
    return end - start > 1 and not (actor.kind in {"organisation", "group"} and actor.end >= end)


def _with_town(view: View, venue: tuple[int, int], towns: tuple[str, str], body: str) -> str:
    """Return a venue with its town: in one piece where the text has it so ("State House in Nairobi")."""
    start, end = venue
    words = view.text(start, end, body)
    town, dateline = towns
    if view.lower(end) in {"in", ","} and town:
        for stop in range(end + 2, min(end + 6, len(view.tokens)) + 1):
            if view.text(end + 1, stop, body).removeprefix("the ") == town:
                return view.text(start, stop, body)
    if not any(
        actor.kind in {"city", "capital"} and view.text(actor.start, actor.end, body) == town for actor in view.actors
    ):
        town = dateline
    return f"{words}, {town}" if town and town.lower() not in words.lower() else words


def _line(view: View, act: Act, body: str) -> str:
    """Return "Ukrainian border" in "deploying troops to the Ukrainian border"."""
    if act.type not in {"MOBILIZE", "COERCE", "ASSAULT"}:
        return ""
    for at in range(act.trigger[1], min(act.region[1], len(view.tokens))):
        if view.lowers[at] in TOWARDS and view.lower(at + 1) == "the":
            end = at + 2
            while end < act.region[1] and (view.capitalised(end) or view.lower(end) in detail_words("border-word")):
                end += 1
            if view.lower(end - 1) in detail_words("border-word") and end > at + 3:
                return view.text(at + 2, end, body)
    return ""


def _dateline_place(dateline: Dateline | None) -> str:
    return dateline.place.title() if dateline and dateline.place else ""


def _from_dateline(view: View, act: Act, dateline: Dateline | None) -> str:
    """The dateline's place holds for "here" and for what the dateline's own sentence tells as said or settled."""
    place = _dateline_place(dateline)
    if not place or dateline is None or act.modality in {"historical", "denied"}:
        return ""
    if "here" in view.lowers:
        return place
    own = view.sentence.start <= dateline.end
    return place if own and act.type in SAID_OR_SETTLED and act.mode not in VISITING - {"visit"} else ""
