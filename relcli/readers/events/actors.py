"""Whom and where a producer's codes and names mean, in relcli's codes.

An empty answer says that there is no actor of relcli's (a region, a company, a person); None, or a RowError, that the
code is not known at all.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from relcli.lexicon.tables import DATA, read_table, split_list
from relcli.readers.events.tally import RowError

MISSING = frozenset({"", "NA", "NULL", "None", "nan", "--"})
"""How "missing" is written. NA is never Namibia: countries are alpha-3 codes or English names."""

_IN_PARENTHESES = re.compile(r"\(([^()]+)\)\s*$")
_LISTED = re.compile(r"[;,|]")
_BRACKETED = re.compile(r"\([^()]*\)")


@cache
def foreign_codes(scheme: str) -> dict[str, str]:
    """Return actor by code of one scheme of foreign_codes.tsv."""
    rows = read_table(DATA / "foreign_codes.tsv")
    return {row["code"]: row["actor"] for row in rows if row["scheme"] == scheme}


@cache
def country_codes() -> dict[str, str]:
    """Return country by three-letter code, ISO's and CAMEO's; regions and roles are ''."""
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
    for column in ("subbodies", "aliases", "name"):  # the later is the better
        names |= {name.casefold(): row["code"] for row in rows for name in split_list(row[column])}
    return names


@lru_cache(maxsize=20_000)
def country_named(name: str) -> str | None:
    """Return the country of an English name or an alpha-3 code; '' for a region, None if unknown."""
    found = _country_names().get(name.casefold())
    return country_codes().get(name) if found is None else found


@lru_cache(maxsize=20_000)
def named_actor(country: str, name: str) -> str:
    """Return the actor of a row that has a country's name and the actor's own ("Police (Australia)").

    Raises:
        RowError: there is a country's name, but nobody knows it.
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
    """Return the actor of CAMEO codes: country, known group, and the whole actor code ("IGOEUREEC").

    The country goes first; regions (EUR) are none, so that the European Union is found by its group. Of several groups
    the last is the narrowest (IGOUNODEVWBK: the World Bank).

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
    """Return the actors of PLOVER codes, one or a list, each once; the organisation called `name` if there is none.

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
    """Return a place without what only machines need: "Minsk, Belarus (general), Belarus" is "Minsk, Belarus"."""
    parts = (_BRACKETED.sub("", part).strip() for part in name.split(","))
    return ", ".join(dict.fromkeys(part for part in parts if part and part != "The"))


def joined_place(*parts: str) -> str:
    """Return the parts of a place that are there, smallest first, each once."""
    return ", ".join(dict.fromkeys(part for part in parts if part not in MISSING))
