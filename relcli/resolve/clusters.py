"""Mentions of one block -> groups that are one event each.

Pairs are joined surest first; two groups join only if nothing between any of their members forbids it. The result
depends on the set of mentions alone, never on the order in which they came: ties are broken by the documents' own dates
and contents. What a person merged or split (`pin`) stays so; mentions without a pin may still join a group that has
one.

Every pair of mentions has its say, but not all of them are gone through (`tests/resolve/all_pairs.py` does that). What
two mentions are to each other depends on their `wordings` alone, which wire copies share, so each pair of wordings is
compared once, and only if their days meet. A group that once could not be joined to another never can, because groups
only grow: so one attempt for each two groups is enough.

An import resolves the same stretch again for each document that adds to it. What its wordings are to each other is
`remembered` from one time to the next, so that only the new ones are compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.resolve.likeness import likeness, ruled_out
from relcli.resolve.mention import is_exact_block, is_occasion
from relcli.resolve.remembered import Compared, remember, remembered
from relcli.resolve.wording import told_words, verb_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcli.resolve.mention import Mention

_Key = tuple[str, str, int, int]


def cluster(mentions: Iterable[Mention]) -> list[list[Mention]]:
    """Return the mentions in groups, each one event, groups and members in the order of their keys."""
    ordered = sorted(mentions, key=lambda mention: mention.key)
    if ordered and is_exact_block(ordered[0].block):
        return _exact(ordered)
    groups = _to_begin_with(ordered)
    if len(groups) > 1:
        groups = _Clustering(groups).run()
    return sorted((sorted(group, key=lambda t: t.key) for group in groups), key=lambda group: group[0].key)


def _exact(ordered: list[Mention]) -> list[list[Mention]]:
    """Return the groups of an exact block: one, but for mentions that a person put into other events, here or in the
    database that they were exported from.
    """
    pins = [mention.pin for mention in ordered if mention.pin is not None]
    pin_of_key = {mention.exported_as: mention.pin for mention in ordered if mention.exported_as and mention.pin}
    first_key = next((mention.exported_as for mention in ordered if mention.exported_as), "")
    usual = min(pins, default=None)
    groups: dict[int | str | None, list[Mention]] = {}
    for mention in ordered:
        if mention.pin is not None:
            group: int | str | None = mention.pin
        elif mention.exported_as:
            group = pin_of_key.get(mention.exported_as, mention.exported_as)
        else:
            group = first_key if usual is None and first_key else usual
        groups.setdefault(group, []).append(mention)
    return list(groups.values())


def _to_begin_with(ordered: list[Mention]) -> list[list[Mention]]:
    """Return the groups to begin with: all that a person merged, else a coded event with its retellings in the same
    document.
    """
    pin_of: dict[tuple[str, int], int] = {}
    for mention in ordered:
        if mention.pin is not None:
            pin_of.setdefault(mention.origin, mention.pin)
    groups: dict[object, list[Mention]] = {}
    for mention in ordered:
        pin = pin_of.get(mention.origin) if mention.pin is None else mention.pin
        groups.setdefault(mention.origin if pin is None else pin, []).append(mention)
    return list(groups.values())


class _Group:
    """Mentions that are one event so far."""

    __slots__ = ("documents", "members", "wordings")

    def __init__(self) -> None:
        self.members: list[Mention] = []
        self.documents: set[str] = set()
        self.wordings: dict[int, _Key] = {}  # with the key of the first mention of each


class _Wording(NamedTuple):
    """All that counts of mentions when they are compared; `mention` is the first of those that say the same."""

    mention: Mention
    documents: set[str]
    groups: list[_Group]  # that have such a mention; some may have been joined to others
    told: frozenset[str]  # all words of its sentence that may be in common with others
    verb: frozenset[str]

    @property
    def owner(self) -> str:
        """The only document that has the wording, '' if there are more."""
        return next(iter(self.documents)) if len(self.documents) == 1 else ""


class _Clustering:
    """The mentions of one block on their way to groups."""

    def __init__(self, groups: list[list[Mention]]) -> None:
        self.wordings: list[_Wording] = []
        self.heir: dict[_Group, _Group] = {}  # of a group that was joined to another
        self.tried: dict[_Group, set[int]] = {}  # wordings whose pairs of the likeness in hand have had their say
        self.groups = [_Group() for _ in groups]
        numbers: dict[tuple[object, ...], int] = {}
        for group, members in zip(self.groups, groups, strict=True):
            group.members = members
            for mention in members:
                number = numbers.setdefault(_wording(mention), len(self.wordings))
                if number == len(self.wordings):
                    self.wordings.append(_Wording(mention, set(), [], told_words(mention), verb_words(mention)))
                self.wordings[number].documents.add(mention.content_hash)
                group.documents.add(mention.content_hash)
                if number not in group.wordings:
                    group.wordings[number] = mention.key
                    self.wordings[number].groups.append(group)

        self.stretch = groups[0][0].block, min(wording.mention.window[0] for wording in self.wordings)
        self.compared: Compared = remembered(self.stretch)
        keys = [(wording, self.wordings[number].owner) for wording, number in numbers.items()]
        self.known = self.compared.restrict(keys)
        self.numbers = [self.compared.number(key) for key in keys]
        """Those of the wordings in what is remembered."""

    def run(self) -> list[list[Mention]]:
        """Join the groups that are one event, the surest pairs first, and return what is left."""
        for one, other in self._pairs():
            if self._may_be_alike(one, other) and not self._is_apart(one, other):
                score = likeness(self.wordings[one].mention, self.wordings[other].mention)
                if score > 0:
                    self.compared.link(self.numbers[one], self.numbers[other], score)
        here = {number: place for place, number in enumerate(self.numbers)}
        levels: dict[float, dict[int, list[int]]] = {}
        for first, second, score in self.compared.links():
            one, other = here[first], here[second]
            level = levels.setdefault(score, {})
            level.setdefault(one, []).append(other)
            if one != other:
                level.setdefault(other, []).append(one)
        for score in sorted(levels, reverse=True):
            self._join_level(levels[score])
        remember(self.stretch, self.compared)
        return [group.members for group in self.groups if group not in self.heir]

    def _pairs(self) -> Iterator[tuple[int, int]]:
        """Return the pairs of wordings, each also with itself, that can be one event told in two documents; not those
        that were compared before.
        """
        by_day = sorted(range(len(self.wordings)), key=lambda number: self.wordings[number].mention.window)
        open_ones: dict[str, list[int]] = {}  # by owner
        open_new: dict[str, list[int]] = {}
        for number in by_day:
            wording, is_known = self.wordings[number], self.numbers[number] in self.known
            owner, first = wording.owner, wording.mention.window[0]
            if not owner and not is_known:
                yield number, number
            before = open_new if is_known else open_ones
            for other_owner, others in list(before.items()):
                if owner and other_owner == owner:
                    continue
                others[:] = [other for other in others if self.wordings[other].mention.window[1] >= first]
                if not others:
                    del before[other_owner]
                for other in others:
                    yield other, number
            open_ones.setdefault(owner, []).append(number)
            if not is_known:
                open_new.setdefault(owner, []).append(number)

    def _may_be_alike(self, one: int, other: int) -> bool:
        """Return whether two wordings have anything that `likeness` could count: meetings may have people, days or
        places in common, acts have words in common, or a field and perhaps people.
        """
        a, b = self.wordings[one], self.wordings[other]
        if is_occasion(a.mention.coded) or a.mention.evidence == b.mention.evidence:
            return True
        ours, theirs = a.mention.coded, b.mention.coded
        if ours.people and theirs.people and not set(ours.sectors).isdisjoint(theirs.sectors):
            return True
        common = a.told & b.told
        return bool(common) and not common <= (a.verb & b.verb)

    def _is_apart(self, one: int, other: int) -> bool:
        """Return whether a person decided, another database had it, or the rules say, that mentions of two wordings are
        different events.
        """
        first, second = self.numbers[one], self.numbers[other]
        pair = (first, second) if first < second else (second, first)
        known = self.compared.apart.get(pair)
        if known is None:
            a, b = self.wordings[one].mention, self.wordings[other].mention
            known = self.compared.apart[pair] = _parted(a, b) or ruled_out(a, b)
        return known

    def _join_level(self, partners: dict[int, list[int]]) -> None:
        """Join groups by the pairs of one likeness: `partners` are the wordings so like each."""
        self.tried = {}
        starts = [(group.wordings[number], number, group) for number in partners for group in self._groups_with(number)]
        for key, number, begun in sorted(starts, key=lambda start: start[0]):
            group = self._now(begun)
            tried = self.tried.setdefault(group, set())
            if number not in tried:
                tried.add(number)
                self._join_with(group, key, partners[number])

    def _join_with(self, group: _Group, key: _Key, partners: list[int]) -> None:
        """Try to join a group with all that have one of the wordings in a mention that comes after `key`."""
        first: dict[_Group, _Key] = {}
        for number in partners:
            for other in self._groups_with(number):
                if other.wordings[number] < first.get(other, _LAST):
                    first[other] = other.wordings[number]
        for other, where in sorted(first.items(), key=lambda entry: entry[1]):
            # Groups with an earlier mention of such a wording were tried from there.
            if where > key and self._now(other) is not group and not self._are_apart(group, other):
                group = self._join(group, other)

    def _groups_with(self, number: int) -> list[_Group]:
        """Return the groups that have a wording now."""
        groups = self.wordings[number].groups
        if any(group in self.heir for group in groups):
            groups[:] = dict.fromkeys(self._now(group) for group in groups)
        return groups

    def _now(self, group: _Group) -> _Group:
        """Return the group that a group has become part of."""
        while group in self.heir:
            heir = self.heir[group]
            if heir in self.heir:
                self.heir[group] = self.heir[heir]
            group = heir
        return group

    def _are_apart(self, one: _Group, other: _Group) -> bool:
        """Return whether anything between members of two groups forbids that they are one event."""
        if not one.documents.isdisjoint(other.documents):
            return True
        return any(self._is_apart(a, b) for b in other.wordings for a in one.wordings)

    def _join(self, one: _Group, other: _Group) -> _Group:
        """Make one group of two, the larger one, and return it."""
        if len(one.members) < len(other.members):
            one, other = other, one
        one.members.extend(other.members)
        one.documents |= other.documents
        if other in self.tried:
            self.tried.setdefault(one, set()).update(self.tried.pop(other))
        for number, key in other.wordings.items():
            one.wordings[number] = min(key, one.wordings.get(number, key))
        self.heir[other] = one
        return one


def _parted(one: Mention, other: Mention) -> bool:
    """Return whether a person put two mentions into different events, or they come from different ones elsewhere."""
    if one.pin is not None and other.pin is not None and one.pin != other.pin:
        return True
    return bool(one.exported_as and other.exported_as and one.exported_as != other.exported_as)


_LAST: _Key = ("\U0010ffff", "", 0, 0)


def _wording(mention: Mention) -> tuple[object, ...]:
    """Return all of a mention that `likeness`, `ruled_out` and pins depend on."""
    coded, trace = mention.coded, mention.coded.trace
    verb = None if trace is None else (trace.trigger[0] - coded.start, trace.trigger[1] - coded.start)
    return (
        mention.evidence, mention.window, mention.occasion, mention.pin, mention.exported_as, verb, coded.source,
        coded.target, coded.type, coded.mode, coded.modality, coded.date, coded.date_end, coded.date_precision,
        coded.date_basis, coded.sectors, coded.place, coded.people, coded.people_countries,
    )  # fmt: skip
