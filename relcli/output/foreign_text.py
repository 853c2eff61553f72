"""What can be said of a text from elsewhere before it is shown: is it an address, does any of it run from the right?"""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+", re.IGNORECASE)
"""The characters that RFC 3986 allows in an address."""
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Blocks of scripts that run from right to left, as the Unicode character database sets them aside for these."""


def is_address(text: str) -> bool:
    """Is it an address of the web, with the characters that one may have, so that it can be a link?"""
    return _ADDRESS.fullmatch(text) is not None


def runs_from_the_right(text: str) -> bool:
    """Is any of it in a script that is written from right to left, such as Arabic or Hebrew?"""
    return not text.isascii() and _FROM_THE_RIGHT.search(text) is not None
