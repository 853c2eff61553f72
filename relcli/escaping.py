"""Makes text from documents safe for a terminal: control characters are written out instead of sent."""

from __future__ import annotations

_CONTROL = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}
# Bidirectional overrides can disguise what a line says, so they are written out as well.
_CONTROL |= {code: f"\\u{code:04x}" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_CONTROL |= {0x2028: " ", 0x2029: " "}
_ONE_LINE = {**_CONTROL, **dict.fromkeys(map(ord, "\t\n\r\x0b\x0c"), " ")}


def escape_line(text: str) -> str:
    """Return `text` as one line without terminal commands: control characters are written out, as in `\\x1b`."""
    return text if text.isprintable() else text.translate(_ONE_LINE)


def escape_controls(text: str) -> str:
    """Return `text` with control characters written out, except tabs and line feeds."""
    return text if text.isprintable() else text.translate({**_CONTROL, 9: "\t", 10: "\n"})
