"""Keeps the tables that whoever runs the tests has added to the lexicon out of them."""

from __future__ import annotations

import os
import tempfile

os.environ.pop("RELCLI_LEXICON", None)
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="relcli-tests-")
