"""What a producer's event code means: CAMEO codes and PLOVER types become a type, a mode and the values they imply.

The codes and their meaning are in cameo.tsv (CAMEO manual 1.1b3, converted with PLOVER's own table) and plover.tsv
(PLOVER manual), which name their sources.

Which acts are mutual? By their meaning: consultation, talks, mediation, negotiation and signing (040, 041, 044, 045,
046, 057); a visit made (042) and a visit received (043) are one visit seen from both sides. In the ICEWS sample each of
these between two states is coded in both directions, once for each side (280 of 280 rows, and 49 visits with their 49
hosts). Other codes appear in both directions only where the sentence has both states as subjects (036 in 90 of 129
rows, 032 in 12 of 20, 050 in 10 of 18): they are mutual where the file has both directions (see `icews`), whatever
their code.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from relcli.lexicon.tables import DATA, read_table, split_list
from relcli.readers.events.event_file import RowError

if TYPE_CHECKING:
    Side = tuple[str, ...]
    """The codes of the actors on one side of an act."""

Sides = Literal["", "mutual", "visit", "host"]

_PLEDGES = frozenset({"AGREE", "THREATEN"})
_ROOT_LENGTH = 2


class Act(NamedTuple):
    """What was done. `sides` is empty if the source does it to the target; for a visit it says whether the source
    visits or is the host."""

    type: str
    mode: str
    sides: Sides
    quad_class: str
    intensity: float
    modality: str
    sectors: tuple[str, ...]
    label: str


class CodedAct(NamedTuple):
    """A row's event code with its meaning, and the two actors in the order of the row."""

    code: str
    act: Act
    source: str
    target: str


class Parties(NamedTuple):
    """Who did it to whom."""

    source: Side
    target: Side
    mutual: bool
    host: str


@cache
def plover_values() -> dict[tuple[str, str], tuple[str, float]]:
    """Return quad class and intensity by type and mode (plover.tsv)."""
    rows = read_table(DATA / "plover.tsv")
    return {(row["type"], row["mode"]): (row["quad_class"], float(row["intensity"])) for row in rows}


@cache
def predicates() -> dict[tuple[str, str], str]:
    """Return how an act reads in a headline by type and mode (headlines.tsv): "attacked {target}"."""
    rows = [row for row in read_table(DATA / "headlines.tsv") if not row["noun"]]
    found = {(row["type"], row["mode"]): row["phrase"] for row in rows}
    return {**{key: found[key[0], ""] for key in plover_values()}, **found}


def modality_of(event_type: str, mode: str) -> str:
    """Return the modality that the meaning of a type implies."""
    if event_type in _PLEDGES:
        return "pledged"
    if event_type == "REQUEST":
        return "proposed"
    return "agreed" if (event_type, mode) == ("SUPPORT", "sign") else "occurred"


@cache
def cameo_acts() -> dict[str, Act | None]:
    """Return the act of each CAMEO code; None for codes that have no PLOVER type (01, 02).

    Root codes that may be another code without its leading zero (14 for 014) are left out.
    """
    acts: dict[str, Act | None] = {}
    for row in read_table(DATA / "cameo.tsv"):
        event_type, mode = row["type"], row["mode"]
        if event_type:
            quad_class, intensity = plover_values()[event_type, mode]
            modality, sectors = modality_of(event_type, mode), split_list(row["sector"])
            sides = cast("Sides", row["sides"])
            acts[row["code"]] = Act(event_type, mode, sides, quad_class, intensity, modality, sectors, row["label"])
        else:
            acts[row["code"]] = None
    return {code: act for code, act in acts.items() if len(code) != _ROOT_LENGTH or f"0{code}" not in acts}


def repaired_code(code: str) -> str:
    """Return the CAMEO code for one that may have lost its leading zero: "40" is "040".

    Raises:
        RowError: there is no such code, or it could be either of two.
    """
    if not code:
        raise RowError("no event code")
    if code in cameo_acts():
        return code
    if f"0{code}" not in cameo_acts():
        raise RowError(f"unknown event code {code!r}")
    if len(code) == _ROOT_LENGTH and not code.startswith("0"):
        if any(known.startswith(code) for known in cameo_acts()):
            raise RowError(f"event code {code!r} may be {code} or 0{code}")
    return f"0{code}"


def plover_act(event_type: str, mode: str, sectors: tuple[str, ...] = ()) -> Act:
    """Return the act of a PLOVER type and mode; KeyError if the type has no such mode."""
    quad_class, intensity = plover_values()[event_type, mode]
    sides: Sides = "" if event_type != "CONSULT" else "visit" if mode == "visit" else "mutual"
    modality, label = modality_of(event_type, mode), predicates()[event_type, mode]
    return Act(event_type, mode, sides, quad_class, intensity, modality, sectors, label)


def parties_of(act: Act, source: Side, target: Side) -> Parties:
    """Return the parties of an act such that both directions of a mutual act give the same ones."""
    if not act.sides:
        return Parties(source, target, False, "")
    if act.sides == "mutual":
        first, *others = sorted({*source, *target})
        return Parties((first,), tuple(others), True, "")
    visitor, host = (target, source) if act.sides == "host" else (source, target)
    return Parties(visitor, host, True, host[0])
