"""Writes an event file with the columns of GDELT 2.0, all values invented: 61 columns divided by tabs, no
header, reports of thirty days in the order in which they came.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from world import COMMONEST, World

if TYPE_CHECKING:
    from pathlib import Path

CODES = {
    "010": (18, 1, 0.0), "020": (6, 1, 3.0), "036": (10, 1, 4.0), "040": (16, 1, 1.0), "042": (12, 1, 1.9),
    "043": (10, 1, 2.8), "046": (4, 1, 7.0), "051": (8, 1, 3.4), "057": (4, 1, 8.0), "060": (3, 2, 6.0),
    "071": (3, 2, 7.4), "084": (1, 2, 7.0), "100": (2, 3, -5.0), "111": (4, 3, -2.0), "112": (4, 3, -2.0),
    "120": (3, 3, -4.0), "130": (3, 3, -4.4), "141": (2, 4, -6.5), "163": (2, 4, -8.0), "173": (6, 4, -5.0),
    "190": (8, 4, -10.0), "193": (3, 4, -10.0),
}  # fmt: skip
"""CAMEO codes that are common in such files: (share, quad class, Goldstein's value)."""

_GEO = {
    "USA": ("US", "United States"), "RUS": ("RS", "Russia"), "CHN": ("CH", "China"), "GBR": ("UK", "United Kingdom"),
    "ISR": ("IS", "Israel"), "IRN": ("IR", "Iran"), "FRA": ("FR", "France"), "DEU": ("GM", "Germany"),
    "UKR": ("UP", "Ukraine"), "IND": ("IN", "India"), "PAK": ("PK", "Pakistan"), "TUR": ("TU", "Turkey"),
}  # fmt: skip
_NO_GEO = ["0", "", "", "", "", "", "", ""]


def write_gdelt_file(path: Path, rows: int, bilateral: float, seed: int) -> None:
    """Write a file of that many rows, of which a share has two different countries as actors."""
    world = World(seed)
    pairs = (pair for _ in iter(int, 1) for pair in world.pairs(10_000))
    known = set(world.countries[:120])
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for number in range(rows):
            pair = next(pair for pair in pairs if known.issuperset(pair))
            file.write("\t".join(_row(world, number, rows, pair, bilateral)) + "\n")


def _row(world: World, number: int, rows: int, pair: tuple[str, str], bilateral: float) -> list[str]:
    """Return the 61 columns of one report."""
    chance = world.chance
    source, target = pair
    if chance.random() >= bilateral:
        source, target = chance.choice([(source, ""), ("", target), (source, source), ("", "")])
    code = world.drawn(tuple(CODES), tuple(accumulate(share for share, _, _ in CODES.values())), 1)[0]
    _, quad, goldstein = CODES[code]
    day = f"202403{1 + 30 * number // rows:02}"
    reports = str(chance.randint(1, 20))
    columns = [str(1_170_000_000 + number), day, day[:6], day[:4], f"2024.{200 + number % 90:04}"]
    columns += [*_actor(source), *_actor(target), str(chance.randint(0, 1)), code, code[:3], code[:2], str(quad)]
    columns += [str(goldstein), reports, "1", reports, f"{chance.gauss(-2, 3):.6f}"]
    columns += [*_geo(source), *_geo(target), *_geo(target or source)]
    return [*columns, f"{day}{number % 96 // 4:02}{15 * (number % 4):02}00", _address(world, number)]


def _actor(country: str) -> list[str]:
    """Return the ten columns of an actor."""
    return [country and f"{country}GOV", country, country, *[""] * 4, country and "GOV", "", ""]


def _geo(country: str) -> list[str]:
    """Return the eight columns of a place."""
    if country not in _GEO:
        return _NO_GEO
    fips, name = _GEO[country]
    return ["1", name, fips, fips, "", str(10.5 + COMMONEST.index(country)), "20.25", fips]


def _address(world: World, number: int) -> str:
    """Return the address of a report; reports have two or three rows, and outlets have many reports."""
    return f"https://www.outlet{number % 499}.example/news/2024/{number * 2 // 5}/{world.words[number % 997]}-story"
