"""Values that all formats have, whatever their columns are called: days, numbers, web addresses, headlines."""

from __future__ import annotations

import math
import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from relcli.english import capitalised, in_a_row
from relcli.lexicon.naming import MOST_NAMES, spoken_names
from relcli.readers.events.actor_codes import MISSING
from relcli.readers.events.event_file import RowError

if TYPE_CHECKING:
    from relcli.readers.events.event_codes import Side

LONGEST_HEADLINE = 160
FEWEST_NAMES = 2
"""Names of a side where three make a headline too long; where even these do, codes stand for them."""
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?", re.ASCII)
_AMERICAN_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_COMPACT_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)


@lru_cache(maxsize=4096)
def iso_day(text: str) -> str:
    """Return a day written as 20160728, 2016-07-28 or, in the American way, 7/28/2016 as an ISO date.

    Raises:
        RowError: it is not a day, or one that does not exist.
    """
    if american := _AMERICAN_DAY.fullmatch(text):
        month, day, year = american.groups()
    elif match := _COMPACT_DAY.fullmatch(text) or _ISO_DAY.fullmatch(text):
        year, month, day = match.groups()
    else:
        raise RowError(f"{text!r} is not a date" if text else "no date")
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise RowError(f"the date {text!r} does not exist") from None


@lru_cache(maxsize=4096)
def number(text: str) -> float | None:
    """Return a number; None if it is missing.

    Raises:
        RowError: it is not a number.
    """
    if text in MISSING:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise RowError(f"{text!r} is not a number")
    return value


def host_name(url: str) -> str:
    """Return the host name of a web address, without `www.` and port; '' if it is not a web address."""
    scheme, mark, rest = url.partition("://")
    if not mark or not scheme.isalpha():
        return ""
    return rest.split("/", 1)[0].rpartition("@")[2].partition(":")[0].lower().removeprefix("www.")


@lru_cache(maxsize=65_536)
def headline(source: Side, label: str, target: Side) -> str:
    """Return what the source did as a clause with both sides' names: "Russia criticised Ukraine".

    `label` is what was done, with `{target}` in it.
    """
    text = ""
    for name_of, most in ((_name, MOST_NAMES), (_name, FEWEST_NAMES), (str, FEWEST_NAMES)):
        first, second = (in_a_row(map(name_of, dict.fromkeys(side)), most) for side in (source, target))
        text = f"{capitalised(first)} {label.replace('{target}', second)}"
        if len(text) <= LONGEST_HEADLINE:
            break
    return text


def _name(code: str) -> str:
    return spoken_names().get(code, code)
