"""What a dependency parser would cost the coder (bench/parser.py): speed, time to start, memory, size on disk.

    python bench/parser_cost.py --shared ../shared

Each variant codes the annotated newswire in a process of its own, by the shipped weights; times are processor time.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from parse_candidates import VARIANTS, Proposer
from parse_tree import PACKAGES, Parser

from relcli.coder import load_coder
from relcli.coding import Document
from relcli.readers import read

FOLDERS = ("newswire/train/documents", "newswire/tune/documents")


def cost(variant: str, shared: Path) -> None:
    """Code the newswire once and print the figures of a variant."""
    documents = [
        each
        for folder in FOLDERS
        for path in sorted((shared / folder).iterdir())
        for each in read(path)
        if isinstance(each, Document)
    ]
    begun = time.process_time()
    coder = load_coder()
    proposer = Proposer(Parser(remembering=False) if variant != "none" else None, variant)
    started = time.process_time() - begun
    words = sum(len(document.body.split()) for document in documents)
    sentences = sum(len(coder.reader.read(document.body).sentences) for document in documents)
    begun = time.process_time()
    with proposer.installed():
        for document in documents:
            coder.code(document)
    rate = words / (time.process_time() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    share = proposer.parsed / sentences
    print(f"{variant:<20} {started:5.2f} s to start, {rate:8,.0f} words a second, peak memory {peak:.0f} MB", end="")
    print(f", {proposer.parsed:,} of {sentences:,} sentences parsed ({share:.2f})", flush=True)


def needed(packages: tuple[str, ...]) -> dict[str, float]:
    """Return the megabytes on disk of packages and of all that they require, by name."""
    found: dict[str, float] = {}
    waiting = list(packages)
    while waiting:
        try:
            package = distribution(waiting.pop())
        except PackageNotFoundError:
            continue  # required only elsewhere
        if package.name not in found:
            paths = [Path(str(each.locate())) for each in package.files or ()]
            found[package.name] = sum(path.stat().st_size for path in paths if path.is_file()) / 1e6
            conditions = [each.partition(";") for each in package.requires or ()]
            names = [name for name, _, condition in conditions if "extra" not in condition]
            waiting += [re.split(r"[^\w.-]", name)[0] for name in names]
    return found


def main() -> None:
    """Measure every variant in a process of its own, then the installed size."""
    parser = argparse.ArgumentParser(description="Measure what a dependency parser would cost.")
    parser.add_argument("--shared", type=Path, required=True, help="the folder with the annotated sets")
    parser.add_argument("--variant", choices=VARIANTS, help="measure this one, in this process")
    options = parser.parse_args()
    if options.variant:
        cost(options.variant, options.shared)
        return
    for variant in VARIANTS:
        subprocess.run([sys.executable, __file__, "--shared", options.shared, "--variant", variant], check=True)
    own = needed(("relcli",))
    more = {name: size for name, size in needed(PACKAGES).items() if name not in own}
    largest = sorted(more, key=lambda name: -more[name])[:5]
    print(f"{len(more)} packages more, {sum(more.values()):.0f} MB; the largest: ", end="")
    print(", ".join(f"{name} {more[name]:.0f}" for name in largest))


if __name__ == "__main__":
    main()
