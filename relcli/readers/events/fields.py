"""What the columns of all formats have in common: days, numbers, addresses, headlines, and who stands on which side."""

from __future__ import annotations

import math
import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from relcli.readers.events.actors import MISSING
from relcli.readers.events.tally import RowError

if TYPE_CHECKING:
    from relcli.readers.events.acts import Act

    Side = tuple[str, ...]

_WIDEST = 100
_WRITTEN_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?", re.ASCII)
_SLASHED_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_COMPACT_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)


@lru_cache(maxsize=4096)
def iso_day(text: str) -> str:
    """Return a day written 20160728, 2016-07-28 or, American, 7/28/2016 as an ISO date.

    Raises:
        RowError: it is no day, or one that does not exist.
    """
    if slashed := _SLASHED_DAY.fullmatch(text):
        month, day, year = slashed.groups()
    elif match := _COMPACT_DAY.fullmatch(text) or _WRITTEN_DAY.fullmatch(text):
        year, month, day = match.groups()
    else:
        raise RowError(f"{text!r} is no date" if text else "no date")
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise RowError(f"the date {text!r} does not exist") from None


@lru_cache(maxsize=4096)
def number(text: str) -> float | None:
    """Return a number; None where it is missing.

    Raises:
        RowError: it is no number.
    """
    if text in MISSING:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise RowError(f"{text!r} is no number")
    return value


def host_of(url: str) -> str:
    """Return the host of an address, without `www.` and port; '' if it is none."""
    scheme, mark, rest = url.partition("://")
    if not mark or not scheme.isalpha():
        return ""
    return rest.split("/", 1)[0].rpartition("@")[2].partition(":")[0].lower().removeprefix("www.")


def headline(source: str, label: str, target: str) -> str:
    """Return "source: label: target" in one line of at most 100 characters."""
    text = f"{source}: {label}: {target}"
    if not text.isprintable():
        text = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1].rstrip() + "…"


def sides_of(act: Act, source: Side, target: Side) -> tuple[Side, Side, bool, str]:
    """Return source, target, whether the act is mutual, and the host, so that both directions make the same event."""
    if not act.sides:
        return source, target, False, ""
    if act.sides == "mutual":
        first, *others = sorted({*source, *target})
        return (first,), tuple(others), True, ""
    if act.sides == "host":
        source, target = target, source
    return source, target, True, target[0]
