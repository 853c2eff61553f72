"""Text from documents made safe for a terminal: control characters are written out, never sent."""

from __future__ import annotations

_CONTROL = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}
# Bidirectional overrides can make a line read as something else; they are shown, not obeyed.
_CONTROL |= {code: f"\\u{code:04x}" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_CONTROL |= {0x2028: " ", 0x2029: " "}
_ONE_LINE = {**_CONTROL, **dict.fromkeys(map(ord, "\t\n\r\x0b\x0c"), " ")}


def escape_line(text: str) -> str:
    """Return `text` as one line that a terminal cannot take for a command: controls are written out as
    `\\x1b`."""
    return text if text.isprintable() else text.translate(_ONE_LINE)


def escape_controls(text: str) -> str:
    """Return `text` with its lines and tabs kept and all other control characters written out."""
    return text if text.isprintable() else text.translate({**_CONTROL, 9: "\t", 10: "\n"})
