"""Writes anew all that is made of the program: the pages of commands, the manual pages, the picture of a terminal, and
what the console blocks of pages print. `python docs/make.py` (with names of pages: those alone), then look at the
difference before you keep it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.docs.make import main

main()
