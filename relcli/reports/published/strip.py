"""How dense a chronology is, as a drawing within a page: a bar for each stretch of time, conflict in its own colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.reports.published import words
from relcli.reports.wording import tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.reports.chronology import Chronology
    from relcli.reports.density import Density

HEIGHT = 56
WIDTH = 10
GAP = 2
KNOWN = {"year": 4, "quarter": 7, "month": 7}
"""How many characters of an ISO date the ends of such a drawing show."""
"""The drawing is stretched to the width of the page: only the proportion of bar and gap counts."""


def strip(density: Density, chronology: Chronology) -> Iterator[str]:
    """Yield the lines of the drawing."""
    hostile = density.of([event for event in chronology.events if tone(event).endswith("conflict")])
    columns, most = len(density.counts), max(density.counts)
    what = f"Events by {density.unit}" if density.step == 1 else f"Events by {density.step} {density.unit}s"
    known = KNOWN.get(density.unit, 10)
    first, last = words.day_in_words(density.first[:known]), words.day_in_words(density.last[:known])
    yield '<figure class="strip">'
    yield (
        f'<svg role="img" aria-label="{what}, {first} to {last}, at most {most:,}" '
        f'viewBox="0 0 {columns * WIDTH} {HEIGHT}" preserveAspectRatio="none">'
    )
    for place, (count, against) in enumerate(zip(density.counts, hostile, strict=True)):
        if not count:
            continue
        x, whole, low = place * WIDTH, _height(count, most), _height(against, most)
        bar = f'<rect x="{x}" width="{WIDTH - GAP}"'
        rest = f'{bar} y="{HEIGHT - whole}" height="{whole - low}" class="other"/>' if whole > low else ""
        conflict = f'{bar} y="{HEIGHT - low}" height="{low}" class="hostile"/>' if low else ""
        yield f"{rest}{conflict}"
    yield "</svg>"
    yield f'<figcaption class="ends"><span>{first}</span><span>{what.lower()}</span><span>{last}</span></figcaption>'
    yield "</figure>"


def _height(count: int, most: int) -> int:
    """Return the height of a bar; a single event can be seen."""
    return max(2, round(count * HEIGHT / most)) if count else 0
