"""How fast the coder reads: documents of 200 words a second on one core, time to start, peak memory.

    python bench/coding.py FILE.jsonl

FILE holds one document a line with `date` and `text` (the form `relcli import` takes). Documents differ in length, so
the rate is given in words a second and as documents of 200 words; times are those of this process's own processor.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from pathlib import Path

from relcli.coder import load_coder
from relcli.coding import Document

WORDS = 200
WANTED = 500  # documents of 200 words a second, the budget of the design


def main() -> None:
    """Code every document once and print the figures."""
    parser = argparse.ArgumentParser(description="Measure the coder.")
    parser.add_argument("file", type=Path)
    records = [json.loads(line) for line in parser.parse_args().file.open(encoding="utf-8")]
    begun = time.process_time()
    coder = load_coder()
    started = time.process_time() - begun
    words = events = 0
    begun = time.process_time()
    for number, record in enumerate(records):
        events += len(coder.code(Document(str(number), record["date"], record["text"])))
        words += len(record["text"].split())
    seconds = time.process_time() - begun
    rate = words / seconds / WORDS
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"coder starts in {started:.2f} s of processor time")
    print(f"{len(records)} documents, {words} words, {events} events in {seconds:.1f} s")
    verdict = "within" if rate >= WANTED else "under"
    print(f"{words / seconds:,.0f} words/s: {rate:.0f} documents of {WORDS} words a second ({verdict} {WANTED})")
    print(f"peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
