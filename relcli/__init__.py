"""relcli: who did what to whom, when and where, with the sentence that says so."""

__version__ = "0.1.0"
