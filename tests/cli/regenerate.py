"""Writes the golden files anew: `python -m tests.cli.regenerate [NAME...]`. Look at the difference
before you keep it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from . import golden


def main() -> None:
    """Run the cases of the files named (all if none is) and write what came out."""
    for path in golden.files():
        if sys.argv[1:] and path.stem not in sys.argv[1:]:
            continue
        with tempfile.TemporaryDirectory() as folder:
            text = golden.Played(path, Path(folder)).text()
        path.write_text(text, "utf-8")
        print(path.name)


if __name__ == "__main__":
    main()
