"""Plain lines: what a coding itself says, for acts whose own words make no line that stands alone.

The lexicon's table `headlines` has the predicate of each type and mode, in the past and with the target in it; how real
the act is changes its verb ("proposed to work with Iran"), and the sectors of the act say what it was about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.headlines.checks import LONGEST
from relcli.coder.kinds import FormShape, Modality
from relcli.english import capitalised, in_a_row

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, Actor
    from relcli.coder.headlines.names import Names
    from relcli.coder.vocabulary.vocabulary import Vocabulary

TARGET, WITH_TARGET = "{target}", " with {target}"
TOGETHER = "&"
"""In the table: how an act of the type reads if both sides do it."""
AGREED = "agreed to "
SAID_ONCE = "-"
"""In the list of what is still to come: the act is done as soon as it is said."""
ITS, THEIR = " its ", " their "
VISIT, REPRESENTATIVES = "visit", "representatives of "
STILL_TO_COME = frozenset({Modality.AGREED, Modality.PLEDGED, Modality.PROPOSED})
OWN_MODALITY = {
    "AGREE": STILL_TO_COME,
    "REQUEST": STILL_TO_COME,
    "THREATEN": STILL_TO_COME,
    "SUPPORT": frozenset({Modality.AGREED}),
}
"""Types whose predicates say by themselves that the act is still to come."""
MOST_SECTORS = 2


class PlainLines:
    """Makes plain lines with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, names: Names) -> None:
        """Take a compiled lexicon and the names of parties."""
        self._vocabulary = vocabulary
        self._names = names
        self._table = vocabulary.predicates
        self._sectors = vocabulary.words.values("act-headline-sector")
        self._links = vocabulary.words.values("act-headline-sector-link")
        self._leads = vocabulary.words.values("act-headline-plain-lead")
        self._to_come = vocabulary.words.values("act-headline-to-come")

    def of_act(self, act: Act, sectors: tuple[str, ...]) -> str:
        """Return "Iran pledged to give aid to Syria", "Chad and Niger held talks on trade"."""
        source, target = self._sides(act)
        if str(act.mode) == VISIT and not act.mutual:
            source = [name if name in self._people(act.source) else f"{REPRESENTATIVES}{name}" for name in source]
        phrase = self._together(act) if act.mutual else self._phrase(act)
        subject = self._names.row([*source, *target] if act.mutual else source)
        line = f"{capitalised(subject)} {self._as_real(act, phrase)}".replace(TARGET, self._names.row(target))
        whole = f"{line}{self._about(act, sectors)}"
        if len(whole) <= LONGEST:
            return whole
        return line if len(line) <= LONGEST else self._of_states(act, phrase)

    def _of_states(self, act: Act, phrase: str) -> str:
        """Return a line of the first state of each side."""
        first, other = (self._names.of_code(side.codes[0]) for side in (act.source, act.target))
        subject = f"{first} and {other}" if act.mutual else first
        line = f"{capitalised(subject)} {self._as_real(act, phrase)}".replace(TARGET, other)
        return line[:LONGEST].strip()

    def _sides(self, act: Act) -> tuple[list[str], list[str]]:
        """Return the names of both sides; states where the same person would be on both, or a state beside a person."""
        source, target = self._members(act.source), self._members(act.target)
        states = self._states(act.source), self._states(act.target)
        unlike = act.mutual and (source == states[0]) is not (target == states[1])
        return states if unlike or set(source) & set(target) else (source, target)

    def _members(self, side: Actor) -> list[str]:
        names = dict.fromkeys(self._names.each_of(side))
        words = {name: set(name.split()) for name in names}
        whole = [name for name in names if not any(words[name] < words[other] for other in names)]
        return whole or self._states(side)

    def _people(self, side: Actor) -> set[str]:
        return {self._names.of_member(member) for member in side.members_or_self}

    def _states(self, side: Actor) -> list[str]:
        return [self._names.of_code(code) for code in side.codes]

    def _phrase(self, act: Act) -> str:
        return self._table.get((act.type, str(act.mode), "")) or self._table[act.type, "", ""]

    def _together(self, act: Act) -> str:
        """Return the predicate of both sides: "held talks", "criticised each other"."""
        found = self._table.get((act.type, str(act.mode), TOGETHER))
        phrase = (found or self._phrase(act)).replace(ITS, THEIR)
        return phrase.replace(WITH_TARGET, "").replace(TARGET, "each other")

    def _as_real(self, act: Act, phrase: str) -> str:
        """Return a predicate as real as the act is: "gave aid" as "pledged to give aid"."""
        if act.modality is Modality.DENIED:
            return f"did not {self._base(phrase)}"
        if act.modality not in STILL_TO_COME:
            return phrase
        if phrase.startswith(AGREED):
            return f"{self._lead(act)} {phrase.removeprefix(AGREED)}"
        coming = self._to_come.get(phrase.replace(TARGET, "*").replace("each other", "*"), "")
        if coming == SAID_ONCE or (not coming and act.modality in OWN_MODALITY.get(act.type, ())):
            return phrase
        if coming:
            return f"{self._lead(act)} {coming.replace('*', 'each other' if act.mutual else TARGET)}"
        return f"{self._lead(act)} {self._base(phrase)}"

    def _lead(self, act: Act) -> str:
        """Return "pledged to", "vowed to", as it goes with a type of act."""
        row = str(act.modality)
        return self._leads.get(f"{act.type.lower()} {row}") or self._leads[row]

    def _base(self, phrase: str) -> str:
        """Return a predicate that begins with a past with the verb's base form."""
        verb, _, rest = phrase.partition(" ")
        readings = self._vocabulary.frames.forms.get(verb, ())
        lemma = next((form.lemma for form in readings if form.shape is FormShape.PAST), verb)
        return f"{lemma} {rest}".strip()

    def _about(self, act: Act, sectors: tuple[str, ...]) -> str:
        """Return " on trade and energy" if that is known and the act can be about something."""
        together = f" {TOGETHER}" if act.mutual else ""
        row = f"{act.type} {act.mode}".strip().lower()
        link = self._links.get(row + together) or self._links.get(row, "")
        topics = [self._sectors[sector] for sector in sectors if sector in self._sectors]
        return f" {link} {in_a_row(topics)}" if link and 0 < len(topics) <= MOST_SECTORS else ""
