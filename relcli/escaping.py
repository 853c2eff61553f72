"""Makes text from documents and names of files safe for a terminal: control characters and bytes that are not text are
written out instead of sent."""

from __future__ import annotations

_CONTROL = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}
# Bidirectional overrides can disguise what a line says, so they are written out as well.
_CONTROL |= {code: f"\\u{code:04x}" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_CONTROL |= {0x2028: " ", 0x2029: " "}
_ONE_LINE = {**_CONTROL, **dict.fromkeys(map(ord, "\t\n\r\x0b\x0c"), " ")}


def escape_line(text: str) -> str:
    """Return `text` as one line without terminal commands: control characters are written out, as in `\\x1b`."""
    return text if text.isprintable() else written_out(text).translate(_ONE_LINE)


def escape_controls(text: str) -> str:
    """Return `text` with control characters written out, except tabs and line feeds."""
    return text if text.isprintable() else written_out(text).translate({**_CONTROL, 9: "\t", 10: "\n"})


def is_text(text: str) -> bool:
    """Can `text` be stored and written as UTF-8? A word of the command line that was not UTF-8 cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def written_out(text: str) -> str:
    """Return `text` with bytes that were not UTF-8 written out, as in the name of a file `caf\\xe9.txt`."""
    return text if is_text(text) else "".join(map(_written_out, text))


def _written_out(sign: str) -> str:
    code = ord(sign)
    if 0xDC80 <= code <= 0xDCFF:  # how Python keeps such a byte
        return f"\\x{code - 0xDC00:02x}"
    return f"\\u{code:04x}" if 0xD800 <= code <= 0xDFFF else sign
