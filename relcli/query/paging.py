"""Where a listing continues: after the last row shown, and in which order."""

from __future__ import annotations

from typing import Literal, NamedTuple

from relcli.errors import UsageError, shortened


class Cursor(NamedTuple):
    """The last row shown: its day ('' if undated) and its id. It stays valid when rows are added or removed."""

    date: str
    id: int

    def __str__(self) -> str:
        """Return it as it is typed: 2024-10-16:123, or :123 of an undated row."""
        return f"{self.date}:{self.id}"


def parse_cursor(text: str) -> Cursor:
    """Return the cursor that `text` is; UsageError for anything else."""
    day, sign, number = text.rpartition(":")
    if not sign or not (number.isascii() and number.isdecimal() and len(number) < 19) or not _is_day_or_none(day):
        hint = "--after takes the place that a cut list names, such as 2024-10-16:123"
        raise UsageError(f"'{shortened(text)}' is not a place in a list", hint=hint)
    return Cursor(day, int(number))


def _is_day_or_none(text: str) -> bool:
    """Return whether `text` is empty or looks like an ISO day."""
    parts = text.split("-")
    return not text or ([len(part) for part in parts] == [4, 2, 2] and all(part.isdecimal() for part in parts))


class Page(NamedTuple):
    """Which rows of a listing, and in which order.

    Sorted by `sort` ("field" or "-field"), then by date and id, which `newest_first` turns around; at most
    `limit` rows (0 = all), only those after `after`. In the order of dates what has none comes first, as the empty text
    does, or, with `undated_last`, after everything else. `days` leaves out what has no date, or what has one.
    """

    sort: tuple[str, ...] = ()
    limit: int = 0
    newest_first: bool = False
    after: Cursor | None = None
    undated_last: bool = False
    days: Literal["all", "dated", "undated"] = "all"

    @property
    def by_date(self) -> bool:
        """Whether rows are in the order of date and id, either way: only then can a cursor name a place."""
        return self.sort in ((), ("date",), ("-date",))

    @property
    def downwards(self) -> bool:
        """Whether date and id go from the newest to the oldest."""
        return self.sort == ("-date",) or (not self.sort and self.newest_first)
