"""What a producer's event code means: type, mode and the values that go with them.

Which codes are mutual. By their meaning: consultation, talks, mediation, negotiation and signing (040, 041, 044, 045,
046, 057); a visit made (042) and a visit received (043) are one visit seen from its two sides. In the ICEWS sample
every one of these that two states share (280 of 280 rows, and 49 visits with their 49 hosts) stands there in both
directions, once for each side. Other codes are coded both ways only where the sentence has both as subject (036 in 90
of 129 rows, 032 in 12 of 20, 050 in 10 of 18): these are mutual where the file has both directions (`icews`), not by
their code.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from relcli.lexicon.tables import DATA, read_table, split_list
from relcli.readers.events.tally import RowError

_PLEDGED = frozenset({"AGREE", "THREATEN"})
_AMBIGUOUS_ROOT = 2


class Act(NamedTuple):
    """What was done; `sides` is '' (source to target), mutual, visit (the source visits) or host (it receives)."""

    type: str
    mode: str
    sides: str
    quad_class: str
    intensity: float
    modality: str
    sectors: tuple[str, ...]
    label: str


@cache
def plover_values() -> dict[tuple[str, str], tuple[str, float]]:
    """Return quad class and intensity by type and mode (plover.tsv)."""
    rows = read_table(DATA / "plover.tsv")
    return {(row["type"], row["mode"]): (row["quad_class"], float(row["intensity"])) for row in rows}


def modality_of(act_type: str, mode: str) -> str:
    """Return how real an act of this type is, by the meaning of the type alone."""
    if act_type in _PLEDGED:
        return "pledged"
    if act_type == "REQUEST":
        return "proposed"
    return "agreed" if (act_type, mode) == ("SUPPORT", "sign") else "occurred"


@cache
def cameo_acts() -> dict[str, Act | None]:
    """Return the acts by CAMEO code; None for codes without PLOVER type (01, 02).

    Bare roots that may as well be another code without its zero (14 and 014) are not among them.
    """
    acts: dict[str, Act | None] = {}
    for row in read_table(DATA / "cameo.tsv"):
        kind, mode = row["type"], row["mode"]
        if kind:
            values = (*plover_values()[kind, mode], modality_of(kind, mode))
            acts[row["code"]] = Act(kind, mode, row["sides"], *values, split_list(row["sector"]), row["label"])
        else:
            acts[row["code"]] = None
    return {code: act for code, act in acts.items() if len(code) != _AMBIGUOUS_ROOT or f"0{code}" not in acts}


def repaired_code(code: str) -> str:
    """Return the CAMEO code that is meant by one that may not be in the table, as "40" for "040".

    Raises:
        RowError: there is no such code, or it has two readings.
    """
    if not code:
        raise RowError("no event code")
    if code in cameo_acts():
        return code
    if f"0{code}" not in cameo_acts():
        raise RowError(f"unknown event code {code!r}")
    if len(code) == _AMBIGUOUS_ROOT and not code.startswith("0"):
        if any(known.startswith(code) for known in cameo_acts()):
            raise RowError(f"event code {code!r} may be {code} or 0{code}")
    return f"0{code}"


def plover_act(act_type: str, mode: str, sectors: tuple[str, ...] = ()) -> Act:
    """Return the act of a PLOVER type and mode; KeyError if the type has no such mode."""
    quad_class, intensity = plover_values()[act_type, mode]
    sides = "" if act_type != "CONSULT" else "visit" if mode == "visit" else "mutual"
    label = f"{act_type.lower()}, {mode}" if mode else act_type.lower()
    return Act(act_type, mode, sides, quad_class, intensity, modality_of(act_type, mode), sectors, label)
