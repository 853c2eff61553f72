"""Keeps what whoever runs the tests has settled for relcli, or added to its lexicon, out of them."""

from __future__ import annotations

import os
import tempfile

for name in [name for name in os.environ if name.startswith("RELCLI_") and name != "RELCLI_SHARED"]:
    del os.environ[name]
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="relcli-tests-")
os.environ["RELCLI_CONFIG"] = os.devnull
