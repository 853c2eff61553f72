"""The condition on an event's days: it overlaps a period."""

from __future__ import annotations

from relcli.store.query.tree import Node, Sql

_EARLIEST_LONG = """
SELECT min(date) FROM (
    SELECT min(long.date) AS date FROM event AS long INDEXED BY event_across
    WHERE substr(long.date_end, 1, 7) > substr(long.date, 1, 7) AND long.date_end >= ?
    UNION ALL
    SELECT min(long.date) FROM event AS long INDEXED BY event_span
    WHERE long.date_end > long.date AND long.date_end BETWEEN ? AND ?)
"""
"""Events that last longer than a day and end in the period: the few that go on into another month, and those
that end in the month in which the period begins."""


class During(Node):
    """The event's days overlap a period, '' = open. What is only known to be *before* a day counts as of
    that day.

    Undated events are in no period.
    """

    def __init__(self, since: str, until: str) -> None:
        self.since = since
        self.until = until

    def sql(self) -> Sql:
        """See Node."""
        return self.bounds("event.date")

    def bounds(self, first_day: str, *, first_of: str = "", last_of: str = "") -> Sql:
        """Return the condition with another column for the first day, so that its index is read no further.

        Events that last longer than a day may begin before the period; two small indexes know the earliest.
        "+" as `first_of` or `last_of` keeps that end of the period from being looked up in the index.
        """
        text = f"{first_of}{first_day} > ''"
        parameters: tuple[str, ...] = ()
        if self.since:
            text = f"{first_of}{first_day} >= min(?, ifnull(({_EARLIEST_LONG}), ?)) AND event.date_end >= ?"
            month_end = f"{self.since[:8]}31"
            parameters = (self.since, self.since, self.since, month_end, self.since, self.since)
        if self.until:
            text, parameters = f"{text} AND {last_of}{first_day} <= ?", (*parameters, self.until)
        return Sql(text, parameters)
