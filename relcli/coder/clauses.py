"""Clauses: a verb group with its subject and the stretch of text that may hold its objects.

Shallow on purpose: who stands before the verb outside any prepositional phrase is its subject; an infinitive takes the
subject (or, behind "urge X to", the object) of the verb it hangs on; a coordinated verb shares the subject before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcli.coder.standing import mark_standing
from relcli.coder.verbs import FINITE, GERUND, INFINITIVE, REDUCED, VerbGroup, find_verb_groups

if TYPE_CHECKING:
    from relcli.coder.view import Actor, View
    from relcli.coder.vocabulary import Vocabulary

SPEECH_TAIL = frozenset({"said", "says", "told", "added", "adding", "stated", "noted"})
CLAUSE_OPENERS = frozenset({"as", "after", "before", "since", "until", "once"})
HARD_STOPS = frozenset({";", "—", "--"})
SUBJECT_LINKS = frozenset({"of", "from", "by"})
MODIFIERS_OF_HEADLESS = frozenset({"adjective", "demonym", "name", "body", "institution", "metonym", "organisation"})


@dataclass(slots=True)
class Clause:
    """A verb group with its surroundings; token indexes as in the sentence's view."""

    group: VerbGroup
    left: int  # first token of the stretch that may hold the subject
    object_end: int  # end of the stretch that may hold direct objects (before the next verb group)
    right: int  # end of the stretch that may hold anything of this clause
    next_shape: str = ""  # shape of the next verb group
    subject: Actor | None = None
    explicit_subject: bool = False  # some words stand where the subject stands, even if they name no actor
    subject_from: str = ""
    governor: Clause | None = None  # what an infinitive or a gerund hangs on
    conditional: bool = False
    relative: bool = False
    reported_by: Clause | None = None
    unreal: str = ""  # why it tells no act: asked, supposed, feared, alleged (module standing)
    reported: bool = False  # the content of a report ("news that")
    denied: bool = False  # said to be untrue: "denied that", "neither ... nor"


def find_clauses(view: View, vocabulary: Vocabulary) -> list[Clause]:
    """Return the clauses of a sentence in order of their verbs, with their subjects."""
    groups = find_verb_groups(view, vocabulary)
    clauses: list[Clause] = []
    for index, group in enumerate(groups):
        following = groups[index + 1] if index + 1 < len(groups) else None
        clause = Clause(
            group,
            left=_left_edge(view, group, clauses, vocabulary),
            object_end=following.start if following else len(view.tokens),
            right=_right_edge(view, group, groups[index + 1 :], vocabulary),
            next_shape=following.shape if following else "",
        )
        clause.right = _past_own_object(view, clause, following, vocabulary)
        clause.object_end = min(clause.object_end, clause.right)
        _place(view, clause, clauses, vocabulary)
        clauses.append(clause)
    mark_standing(view, clauses, vocabulary)
    return clauses


def _left_edge(view: View, group: VerbGroup, before: list[Clause], vocabulary: Vocabulary) -> int:
    floor = 0
    for clause in before:
        if clause.group.shape in {FINITE, INFINITIVE} or clause.group.end == group.start:
            floor = clause.group.end
    for at in range(group.start - 1, floor - 1, -1):
        lower = view.lowers[at]
        if lower in HARD_STOPS or lower in vocabulary.word("relative") or lower in {'"', "“", "”", ":"}:
            return at + 1
        if lower in {"while", "whereas", "although", "because", "when", "if", "unless", "though", "that"}:
            return at + 1
        if lower in CLAUSE_OPENERS and "," not in view.lowers[at : group.start]:
            return at + 1
    return floor


def _right_edge(view: View, group: VerbGroup, later: list[VerbGroup], vocabulary: Vocabulary) -> int:
    stop = len(view.tokens)
    finite = next((other for other in later if other.shape == FINITE), None)
    if finite is not None:
        stop = _start_of_subject(view, finite, group.end, vocabulary)
    for at in range(group.end, stop):
        lower = view.lowers[at]
        if lower in HARD_STOPS or lower in {
            "while",
            "whereas",
            "although",
            "because",
            "though",
            "when",
            "unless",
            "if",
        }:
            return at
        if lower in {"who", "which", "whose", "whom"}:
            return at
    return stop


def _past_own_object(view: View, clause: Clause, following: VerbGroup | None, vocabulary: Vocabulary) -> int:
    """Give "reports that Turkey attacked Syria were false" its object, which is not the subject of "were"."""
    inside = view.lower(clause.left - 1) == "that" and not any(
        form.lemma in vocabulary.reporting for form in clause.group.readings
    )
    if not inside or following is None or following.shape != FINITE or clause.right != clause.group.end:
        return clause.right
    actor = view.actor_at(clause.right)
    return actor.end if actor is not None and actor.end == following.start else clause.right


def _start_of_subject(view: View, finite: VerbGroup, floor: int, vocabulary: Vocabulary) -> int:
    """Return where the next finite clause begins: at its conjunction, relative word or subject."""
    links = vocabulary.word("relative") | vocabulary.word("subordinator") | {"and", "but", ","}
    for at in range(finite.start - 1, floor - 1, -1):
        lower = view.lowers[at]
        if lower in links and view.actor_at(at) is None:
            return at
    for actor in view.actors:
        if actor.end == finite.start and actor.start >= floor:
            return actor.start
    return finite.start


def _place(view: View, clause: Clause, before: list[Clause], vocabulary: Vocabulary) -> None:
    """Find the subject and what the clause hangs on."""
    group = clause.group
    previous = before[-1] if before else None
    lower_before = view.lower(group.start - 1)
    clause.conditional = _is_conditional(view, clause, vocabulary)
    if group.shape == INFINITIVE and previous is not None:
        clause.governor = _governor(view, clause, before)
        if clause.governor is not None:
            clause.subject, clause.explicit_subject = (
                clause.governor.subject,
                clause.governor.explicit_subject,
            )
            clause.subject_from = f"subject of {view.lowers[clause.governor.group.verb]}"
            clause.conditional = clause.conditional or clause.governor.conditional
        return
    if group.shape == REDUCED:
        _noun_before(view, clause)
        return
    if lower_before in vocabulary.word("relative") and not _is_complement(view, group.start - 1, before):
        clause.relative = True
        _noun_before(view, clause, group.start - 1)
        return
    if group.shape == GERUND:
        _gerund_subject(view, clause, before)
        return
    _finite_subject(view, clause, before, vocabulary)


def _is_complement(view: View, at: int, before: list[Clause]) -> bool:
    """Is "that" at a token the complement of the verb before it rather than a relative word?"""
    return view.lowers[at] == "that" and any(clause.group.end == at for clause in before)


def _is_conditional(view: View, clause: Clause, vocabulary: Vocabulary) -> bool:
    first = view.lower(clause.left - 1)
    if first in vocabulary.word("conditional") or view.lower(clause.left) in {"if", "unless", "whether"}:
        return True
    return clause.left == 0 and view.lower(0) == "should" and "," not in view.lowers[: clause.group.start]


def _governor(view: View, clause: Clause, before: list[Clause]) -> Clause | None:
    """Return the nearest clause before an infinitive with no finite boundary between."""
    for candidate in reversed(before):
        between = view.lowers[candidate.group.end : clause.group.start]
        if any(word in HARD_STOPS for word in between):
            return None
        if candidate.group.shape == INFINITIVE and len(between) > 8 and "," in between:
            continue
        return candidate
    return None


def _noun_before(view: View, clause: Clause, end: int | None = None) -> None:
    """Take the actor right before a relative word or a participle as what it speaks of."""
    end = clause.group.start if end is None else end
    clause.explicit_subject = True
    end -= view.lower(end - 1) == ","
    for actor in reversed(view.actors):
        if actor.end > end:
            continue
        if end - actor.end <= 1 or (end - actor.end <= 4 and actor.kind in {"adjective", "body"}):
            clause.subject, clause.subject_from = actor, "noun before"
        return


def _gerund_subject(view: View, clause: Clause, before: list[Clause]) -> None:
    """A participle or gerund has the subject of the clause it belongs to."""
    own = _absolute_subject(view, clause)
    if own is not None:
        clause.subject, clause.explicit_subject, clause.subject_from = own, True, "with X doing"
        return
    for candidate in reversed(before):
        if candidate.group.shape == FINITE and not candidate.relative:
            clause.governor = candidate
            clause.subject, clause.explicit_subject = candidate.subject, candidate.explicit_subject
            clause.subject_from = f"subject of {view.lowers[candidate.group.verb]}"
            return
    if view.lower(clause.group.start - 1) == ",":  # the main verb is none that we know: "X echoed this, expressing ..."
        plain = [
            actor
            for actor in view.actors
            if actor.end < clause.group.start and not actor.oblique and not actor.possessive
        ]
        if plain:
            clause.subject, clause.explicit_subject, clause.subject_from = (
                plain[0],
                True,
                "subject of the sentence",
            )


def _absolute_subject(view: View, clause: Clause) -> Actor | None:
    """Return whose act it is in "with both sides reaffirming": an actor of its own right before the participle."""
    for actor in view.actors:
        if (
            actor.end in {clause.group.start, clause.group.start - 1}
            and actor.oblique == "with"
            and not actor.possessive
        ):
            between = view.lowers[actor.end : clause.group.start]
            if not between or between[0].endswith("ly") or between[0] == "also":
                return actor
    return None


def _finite_subject(view: View, clause: Clause, before: list[Clause], vocabulary: Vocabulary) -> None:
    actors = [actor for actor in view.actors if clause.left <= actor.start and actor.end <= clause.group.start]
    shares = _shares_subject(view, clause, before, vocabulary)
    plain = [actor for actor in actors if not actor.oblique and not actor.possessive]
    if shares is not None:
        clause.subject, clause.explicit_subject = shares.subject, True
        clause.subject_from = "shared subject"
        clause.relative = shares.relative and view.lower(clause.group.start - 1) != ","
        return
    words = [at for at in range(clause.left, clause.group.start) if view.lowers[at].isalpha()]
    clause.explicit_subject = bool(words)
    chosen = _nearest(view, clause, plain, vocabulary) or _headless(view, clause, actors)
    if chosen is None and view.lower(clause.group.start - 1) == ",":
        chosen = _before_parenthesis(view, clause)
    if chosen is not None:
        clause.subject, clause.subject_from = chosen, "subject"
        return
    if not words:
        _inverted_subject(view, clause, vocabulary)


def _shares_subject(view: View, clause: Clause, before: list[Clause], vocabulary: Vocabulary) -> Clause | None:
    """Return the clause whose subject a coordinated verb shares: "X met Y and signed"."""
    link = view.lower(clause.group.start - 1)
    at = clause.group.start - 1
    while at > 0 and (
        view.lowers[at].endswith("ly") or view.lowers[at] in {"also", "then", "later", "again", "further", "jointly"}
    ):
        at -= 1
        link = view.lower(at)
    if link not in {"and", "but", ",", "or", "nor"}:
        return None
    for candidate in reversed(before):
        if _is_object_relative(view, candidate, vocabulary):
            continue
        if candidate.subject is None and not candidate.explicit_subject and link == ",":
            continue  # "as expected,"
        if candidate.group.shape in {FINITE, REDUCED} and not (candidate.relative and link == ","):
            return candidate
    if link == "," and before and before[-1].relative:  # "X, who visited Y, urged": X is the subject of both
        return before[-1]
    return None


def _is_object_relative(view: View, clause: Clause, vocabulary: Vocabulary) -> bool:
    """Is it the inside of "the proposals that Sri Lanka has made": a noun before "that", a subject behind it?"""
    before = view.lower(clause.left - 2)
    that = view.lower(clause.left - 1) in {"that", "which"}
    return (
        that and clause.left < clause.group.start and before not in vocabulary.frames.forms and before not in {",", ""}
    )


def _nearest(view: View, clause: Clause, plain: list[Actor], vocabulary: Vocabulary) -> Actor | None:
    """Return the last actor outside prepositional phrases, unless it only modifies a head that names nobody."""
    for actor in reversed(plain):
        between = view.lowers[actor.end : clause.group.start]
        if actor.kind == "adjective" and not between:
            continue
        if actor.reference == "title-plural" and not actor.codes:
            known = next((other for other in plain if other.codes and other.end <= actor.start), None)
            if known is not None:  # "Turkish police, experts and prosecutors searched"
                return known
        return actor
    return None


def _before_parenthesis(view: View, clause: Clause) -> Actor | None:
    """`The minister, who was expected on Monday, visited`: the subject stands before what the commas enclose."""
    for actor in reversed(view.actors):
        if actor.end < clause.group.start - 1 and view.lower(actor.end) == ",":
            return actor if not actor.oblique and not actor.possessive else None
    return None


def _headless(view: View, clause: Clause, actors: list[Actor]) -> Actor | None:
    """Return whose act "the missiles fired by the Israeli army" or "Iran's decision" is."""
    owners = [actor for actor in reversed(actors) if actor.possessive or actor.oblique in SUBJECT_LINKS]
    known = [actor for actor in owners if actor.codes]
    return known[0] if known else owners[0] if owners else None


def _inverted_subject(view: View, clause: Clause, vocabulary: Vocabulary) -> None:
    """`..., said the minister`: the subject stands behind a speech verb."""
    if view.lowers[clause.group.verb] not in SPEECH_TAIL:
        return
    for actor in view.actors:
        if clause.group.end <= actor.start <= clause.group.end + 1:
            clause.subject, clause.subject_from = actor, "subject behind the verb"
            return
