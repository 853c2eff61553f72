"""Numbers as signs: bars, sparklines, a bar to both sides of a middle, shades. Pure text, without styles.

All signs are among those that `page` replaces by one of ASCII each, so every chart takes the same columns in any
encoding. Scales begin at nothing, so that twice as long is twice as much, and what is there at all is never drawn as
nothing. Fractions are those of whole numbers wherever counts are drawn: the same counts give the same signs on every
machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

EIGHTHS = " ▏▎▍▌▋▊▉█"
"""Blocks that are filled from the left."""
HEIGHTS = " ▁▂▃▄▅▆▇█"
"""Blocks that are filled from below; the first is for nothing."""
SHADES = " ░▒▓█"
"""From nothing to the most."""
MIDDLE = "│"
"""Where a bar to both sides begins."""
FILLED = "▒"
"""A part of a bar to either side: there are no blocks that are filled from the right."""


def bar(value: int, most: int, width: int) -> str:
    """Return a bar of exactly `width` columns, filled from the left; it is full where `value` is `most`."""
    if value <= 0 or most <= 0 or width <= 0:
        return " " * max(width, 0)
    steps = len(EIGHTHS) - 1
    filled = min(max((2 * value * width * steps + most) // (2 * most), 1), width * steps)
    whole, rest = divmod(filled, steps)
    return (EIGHTHS[-1] * whole + (EIGHTHS[rest] if rest else "")).ljust(width)


def sparkline(counts: Sequence[int], most: int = 0, *, wide: int = 1) -> str:
    """Return a sign for each count, as high as it is of `most` (the greatest of them unless given), drawn `wide` times
    side by side."""
    most = most or max(counts, default=0)
    return "".join([HEIGHTS[_level(count, most, len(HEIGHTS) - 1)] * wide for count in counts])


def tone_bar(value: float | None, most: float, half: int) -> str:
    """Return a bar of 2 x `half` + 1 columns, to the right of a middle line for what is above zero, to the left for
    what is below; None, of which nothing is known, is blank."""
    if value is None:
        return " " * (2 * half + 1)
    length = round(min(abs(value) / most, 1) * half) if most > 0 else 0
    side = FILLED * length
    if value < 0:
        return side.rjust(half) + MIDDLE + " " * half
    return " " * half + MIDDLE + side.ljust(half)


def shade_level(value: int, most: int) -> int:
    """Return how dark a count is, 0 (nothing) to 4; by its square root, for a few counts are far above all others."""
    steps = len(SHADES) - 1
    if value <= 0 or most <= 0:
        return 0
    return next((level for level in range(1, steps) if value * steps * steps <= most * level * level), steps)


def shade(value: int, most: int) -> str:
    """Return the sign of a count's shade."""
    return SHADES[shade_level(value, most)]


def shade_limits(most: int) -> list[tuple[str, int]]:
    """Return the signs with the largest count that each stands for, without those that no count up to `most` has."""
    steps = len(SHADES) - 1
    limits: list[tuple[str, int]] = []
    for level in range(1, steps + 1):
        limit = most * level * level // (steps * steps)
        if limit > (limits[-1][1] if limits else 0):
            limits.append((SHADES[level], limit))
    return limits


def _level(value: int, most: int, steps: int) -> int:
    """Return in which of `steps` equal steps up to `most` a count is, 0 for nothing."""
    if value <= 0 or most <= 0:
        return 0
    return min(-(-value * steps // most), steps)
