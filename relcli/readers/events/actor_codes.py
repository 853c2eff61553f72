"""Which actors and places a producer's codes and names stand for.

Codes and names that differ from relcli's are in foreign_codes.tsv, which names its sources. An empty result is a known
code that is not an actor for relcli (a region, a company, a person); None, or a RowError, is an unknown code.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from relcli.lexicon.tables import DATA, read_table, split_list
from relcli.readers.events.event_file import RowError

MISSING = frozenset({"", "NA", "NULL", "None", "nan", "--"})
"""The ways to write that a value is missing. NA is never Namibia: countries have alpha-3 codes or English names."""

_IN_PARENTHESES = re.compile(r"\(([^()]+)\)\s*$")
_LISTED = re.compile(r"[;,|]")
_BRACKETED = re.compile(r"\([^()]*\)")


@cache
def foreign_codes(scheme: str) -> dict[str, str]:
    """Return the actors of one scheme of foreign_codes.tsv by code."""
    rows = read_table(DATA / "foreign_codes.tsv")
    return {row["code"]: row["actor"] for row in rows if row["scheme"] == scheme}


@cache
def country_codes() -> dict[str, str]:
    """Return countries by three-letter code, of ISO or CAMEO; regions and roles are ''."""
    return {row["code"]: row["code"] for row in read_table(DATA / "countries.tsv")} | foreign_codes("cameo")


@cache
def _country_names() -> dict[str, str]:
    rows = read_table(DATA / "countries.tsv")
    names = {name.casefold(): row["code"] for row in rows for name in split_list(row["names"])}
    names |= {row["name"].casefold(): row["code"] for row in rows}
    return names | {name.casefold(): code for name, code in foreign_codes("icews").items()}


@cache
def _organisation_names() -> dict[str, str]:
    names: dict[str, str] = {}
    rows = read_table(DATA / "organisations.tsv")
    for column in ("subbodies", "aliases", "name"):  # a later column overrides an earlier one
        names |= {name.casefold(): row["code"] for row in rows for name in split_list(row[column])}
    return names


@lru_cache(maxsize=20_000)
def country_named(name: str) -> str | None:
    """Return the country with an English name or alpha-3 code; '' for a region, None if it is unknown."""
    found = _country_names().get(name.casefold())
    return country_codes().get(name) if found is None else found


@lru_cache(maxsize=20_000)
def named_actor(country: str, name: str) -> str:
    """Return the actor of a row with the name of a country and of the actor itself ("Police (Australia)").

    Raises:
        RowError: the country is named, but unknown.
    """
    if country not in MISSING:
        code = country_named(country)
        if code is None:
            code = _organisation_names().get(country.casefold())
        if code is None:
            raise RowError(f"unknown country name {country!r}")
        if code:
            return code
    inside = _IN_PARENTHESES.search(name)
    for part in (name, inside[1] if inside else ""):
        found = _organisation_names().get(part.casefold()) or _country_names().get(part.casefold())
        if found:
            return found
    return ""


@lru_cache(maxsize=20_000)
def cameo_actor(country: str, group: str, code: str) -> str:
    """Return the actor of CAMEO codes: country, known group, and the complete actor code ("IGOEUREEC").

    The country comes first; a region (EUR) is not a country, so the European Union is found by its group. The last of
    several groups is the most specific (IGOUNODEVWBK: the World Bank).

    Raises:
        RowError: the country is unknown.
    """
    if country:
        actor = country_codes().get(country)
        if actor is None:
            raise RowError(f"unknown country code {country!r}")
        if actor:
            return actor
    elif own := foreign_codes("gdelt").get(code[:3]):
        return own
    groups = foreign_codes("group")
    parts = (group, *(code[start : start + 3] for start in range(0, len(code), 3)))
    found = [groups[part] for part in parts if part in groups]
    return found[-1] if found else ""


def listed_actors(codes: str, name: str) -> tuple[str, ...]:
    """Return the actors of one or several PLOVER codes, each once; if there are none, the organisation called `name`.

    Raises:
        RowError: a code is unknown.
    """
    found: dict[str, None] = {}
    for word in _LISTED.split(codes):
        code = word.strip()
        if code not in MISSING:
            actor = foreign_codes("plover").get(code) or country_codes().get(code)
            if actor is None:
                raise RowError(f"unknown country code {code!r}")
            found[actor] = None
    found.pop("", None)
    if not found and name not in MISSING and (organisation := _organisation_names().get(name.casefold())):
        return (organisation,)
    return tuple(found)


@lru_cache(maxsize=20_000)
def readable_place(name: str) -> str:
    """Return a place name without remarks and repetitions: "Minsk, Belarus (general), Belarus" is "Minsk, Belarus"."""
    parts = (_BRACKETED.sub("", part).strip() for part in name.split(","))
    return ", ".join(dict.fromkeys(part for part in parts if part and part != "The"))


def joined_place(*parts: str) -> str:
    """Return the parts of a place that are not missing, smallest first, each once."""
    return ", ".join(dict.fromkeys(part for part in parts if part not in MISSING))
