"""relcli with the codings of the documentation: what `relcli` is in the sessions of pages. Run as `python -m`."""

from relcli import coder
from relcli.__main__ import main

from .codings import loader

vars(coder)["load_coder"] = loader(coder.load_coder)
main()
