"""Does the time grow with the text, or worse? Shapes of text at 1, 2, 4 and 8 times a size.

    python bench/growth.py [WORD ...] [--characters 8000] [--doublings 3] [--limit 60]

A shape (`growth_shapes.py`) is coded as one document at each size, and those of the database are imported too. Printed
are the seconds of this process's own processor (the best of three), the factor of each doubling, and the slope of the
line through all sizes on logarithmic paper: 1 is linear, 2 quadratic. A shape above 1.25 makes the exit code 1. WORDs
choose the shapes in whose name they are; a shape that takes longer than the limit is not made larger.
"""

from __future__ import annotations

import argparse
import gc
import math
import time
from itertools import pairwise
from typing import TYPE_CHECKING

from growth_shapes import some_texts

from relcli.coder import load_coder
from relcli.coding import Document
from relcli.readers.body import clean_body

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Work = Callable[[], object]

STEEPEST = 1.25
RUNS = 3
LONG = 5.0  # seconds after which one run is enough


def main() -> int:
    """Measure the chosen shapes and print a line for each; return 1 if one grows too fast."""
    options = _options()
    coder = load_coder()
    sizes = [options.characters << step for step in range(options.doublings + 1)]
    print(f"{'shape':34}{'seconds at ' + ', '.join(f'{size:,}' for size in sizes):50}  per doubling        slope")
    steep = 0
    for name, shape in some_texts(options.words).items():

        def prepared(size: int, shape: Callable[[int], str] = shape) -> Work:
            body = clean_body(shape(size))
            return lambda: coder.code(Document("bench", "2024-05-05", body))

        steep += _report(name, sizes, prepared, options.limit)
    print(f"{steep} shapes grow worse than linearly (slope above {STEEPEST})" if steep else "all grow linearly")
    return 1 if steep else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how time grows with text.")
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--characters", type=int, default=8_000)
    parser.add_argument("--doublings", type=int, default=3)
    parser.add_argument("--limit", type=float, default=60.0, help="seconds")
    return parser.parse_args()


def _report(name: str, sizes: Sequence[int], prepared: Callable[[int], Work], limit: float) -> bool:
    """Measure one shape at all sizes, print its line, and return whether it is too steep."""
    seconds: list[float] = []
    for size in sizes:
        seconds.append(best_time(prepared(size)))
        if seconds[-1] > limit:
            break
    factors = [later / earlier for earlier, later in pairwise(seconds)]
    slope = slope_of(sizes, seconds)
    shown = " ".join(f"{second:11.4f}" for second in seconds)
    print(f"{name:34}{shown:50}  {' '.join(f'{factor:5.2f}' for factor in factors):18}  {slope:5.2f}", flush=True)
    return slope > STEEPEST


def best_time(work: Work) -> float:
    """Return the processor time of the fastest of some runs, in seconds; a long one is run once."""
    best = math.inf
    for _ in range(RUNS):
        gc.collect()
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
        if best > LONG:
            break
    return best


def slope_of(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return the slope of the least-squares line through the logarithms, 0 for a single point."""
    points = [(math.log(size), math.log(second)) for size, second in zip(sizes, seconds, strict=False)]
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread if spread else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
