"""Flips single bits of a database and asks whether `database check` sees it.

    python bench/bitflip.py [FILE] [--flips 400] [--seed 1] [--repair]

Without FILE a small database with something in every table is made. Each flip is made in a fresh copy, one third
anywhere in the file, one third in the first bytes of a page (where SQLite has its own numbers), the others on the first
page or in the checksums. It is

- harmless: every row of every table reads as before and the check finds the file sound (unused space, spare numbers),
- seen: the check reports it, or the file is refused,
- UNSEEN: a row reads otherwise and the check finds the file sound. There must be none, else the exit code is 1.

With `--repair` each file that was seen is also repaired: the new file must be sound, and where only derived tables were
hit, equal to the old one.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from bitflip_world import make_database

from relcli.errors import RelcliError
from relcli.store.check import problems
from relcli.store.check.files import fresh_objects
from relcli.store.connection import reading

PAGE_HEADER = 40


class Flip(NamedTuple):
    """One bit of the file."""

    offset: int
    bit: int


def content_of(path: Path) -> dict[str, str]:
    """Return a digest of all rows of each table; of tables that cannot be read, what SQLite says."""
    digests: dict[str, str] = {}
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        connection.text_factory = bytes
        for kind, name in fresh_objects():
            if kind != "table" or name.startswith("sqlite_") or "_search" in name:
                continue
            digest = sha256()
            try:
                for row in connection.execute(f"SELECT * FROM {name} NOT INDEXED"):
                    digest.update(repr(row).encode())
            except sqlite3.Error as error:
                digest.update(str(error).encode())
            digests[name] = digest.hexdigest()
    return digests


def flips(path: Path, number: int, seed: int) -> list[Flip]:
    """Return so many places, the same ones for the same seed."""
    chance = random.Random(seed)
    size = path.stat().st_size
    page = int.from_bytes(path.read_bytes()[16:18], "big") or 65536
    chosen: set[Flip] = set()
    while len(chosen) < min(number, size):
        kind = len(chosen) % 3
        if kind == 0:
            offset = chance.randrange(size)
        elif kind == 1:
            offset = chance.randrange(size // page) * page + chance.randrange(PAGE_HEADER)
        else:
            offset = chance.randrange(page) if chance.random() < 0.4 else chance.randrange(size)
        chosen.add(Flip(offset, chance.randrange(8)))
    return sorted(chosen)


def flipped(path: Path, flip: Flip, target: Path) -> None:
    """Write a copy with one bit the other way."""
    shutil.copyfile(path, target)
    with target.open("r+b") as file:
        file.seek(flip.offset)
        byte = file.read(1)[0]
        file.seek(flip.offset)
        file.write(bytes([byte ^ 1 << flip.bit]))


def found_by_check(path: Path) -> str:
    """Return the first thing that the check says of a file, '' if it is sound."""
    try:
        with reading(path) as connection:
            return next(problems(connection), "")
    except RelcliError as error:
        return str(error)


def verdict(target: Path, sound: dict[str, str]) -> tuple[str, str]:
    """Return "harmless", "seen" or "UNSEEN" for a damaged copy, and what was said or differs."""
    said = found_by_check(target)
    if said:
        return "seen", said
    try:
        held = content_of(target)
    except sqlite3.Error as error:
        return "UNSEEN", str(error)
    differing = [name for name, digest in sound.items() if held.get(name) != digest]
    return ("UNSEEN", ", ".join(differing)) if differing else ("harmless", "")


def main() -> int:
    """Flip bits and print what became of them."""
    parser = argparse.ArgumentParser(description="Flip single bits of a database and check it.")
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--flips", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repair", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or make_database(Path(folder) / "sound.db")
        if said := found_by_check(path):
            raise SystemExit(f"{path} is not sound: {said}")
        sound = content_of(path)
        found: Counter[str] = Counter()
        for flip in flips(path, options.flips, options.seed):
            target = Path(folder) / "flipped.db"
            flipped(path, flip, target)
            kind, what = verdict(target, sound)
            found[kind] += 1
            if kind == "UNSEEN":
                print(f"UNSEEN: bit {flip.bit} of byte {flip.offset}: {what}")
            if kind == "seen" and options.repair:
                outcome = after_repair(target, sound)
                found[outcome] += 1
                if outcome == "repaired in vain":
                    print(f"{outcome}: bit {flip.bit} of byte {flip.offset}: {what}")
    print(f"{options.flips} bits flipped: " + ", ".join(f"{number} {kind}" for kind, number in sorted(found.items())))
    return 1 if found["UNSEEN"] or found["repaired in vain"] else 0


def after_repair(target: Path, sound: dict[str, str]) -> str:
    """Repair a damaged copy; return how it went."""
    from relcli.store.repair import repair

    new = target.with_name("repaired.db")
    new.unlink(missing_ok=True)
    try:
        report = repair(target, new)
    except RelcliError:
        return "nothing to save"
    if found_by_check(new):
        return "repaired in vain"
    held = content_of(new)
    same = all(held.get(name) == digest for name, digest in sound.items() if name != "checksum")
    if same:
        return "repaired wholly"
    return "repaired with losses" if report.losses else "repaired in vain"


if __name__ == "__main__":
    raise SystemExit(main())
