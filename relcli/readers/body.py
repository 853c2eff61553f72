"""The body of a document as it is stored."""

from __future__ import annotations

from relcli.errors import InputError


def clean_body(text: str) -> str:
    r"""Return a body as it is stored: without leading blanks, with `\n` line ends, otherwise unchanged.

    Raises:
        InputError: the text has characters that cannot be stored.
    """
    body = text.replace("\r\n", "\n").replace("\r", "\n").lstrip()
    check_characters(body, "the text")
    return body


def check_characters(text: str, name: str) -> None:
    """Raise InputError if a text has NULs or lone surrogates, which JSON can express but nothing can store."""
    if "\0" in text:
        raise InputError(f"{name} contains NUL characters")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"{name} contains half a character (a lone surrogate) at {error.start + 1}") from None
