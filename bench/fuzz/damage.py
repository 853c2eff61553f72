"""Damage done to bytes and texts: what mail, disks, editors and ill will do to a file."""

from __future__ import annotations

import gzip
import io
import warnings
import zipfile
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

Sliced = TypeVar("Sliced", bytes, str)

BYTES = (
    b"\0", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"\xc3\x28", b"\xed\xa0\x80",
    b"\xf5\x80\x80\x80",
    b"\r", b"\n", b"\r\n", b"\n\n\n", b"\x0b", b"\x0c", b"\x1a", b"\x1b[2J", b"\x85", b"\xe2\x80\xa8", b"\xc2\xa0",
    b'"', b"''", b'""', b",", b";", b"\t", b"\\", b"\\u0000", b"\\ud800", b"{", b"}", b"[", b"]", b"[" * 2000,
    b"{\"a\":" * 1500,
    b"null", b"true", b"NaN", b"-Infinity", b"1e999", b"9" * 400, b"-1", b"1.0", b"0", b"NA", b"=1+1",
    b" date 2024-03-31 ", b"date 0001-01-01\n", b"date 9999-12-31\n", b"2024-02-30", b"0000-00-00", b"99991231",
    b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08", b"a" * 70_000, b" " * 5_000, b"\t" * 300, b"sep=;\n",
)  # fmt: skip
"""What is put in between."""
SIGNS = (
    "\0", "\ud800", "\udfff", "\ufeff", "\ufffe", "\u200b", "\u200d", "\u202e", "\u2028", "\u0301", "\xad", "\x85",
    "\xa0",
    "\u017f", "\u0130", "\u0131", "\u1e9e", "\ufb01", "\uff11", "\u0661", "\u0967", "\xb2", "\xbd", "\u2160",
    "\U0001f600", "\U000e0041",
    "\u4e2d\u56fd", "\u0420\u043e\u0441\u0441\u0438\u044f", "\u2018", "\u2019", "\u201c", "\u201d", "\u2014",
    "\u2026", "...", ". ", ".", "\"", "'", "(", ")", ",", ";",
    ":", "\n", "\n\n", "\t", " " * 40, "A" * 300, "\x1b[31m", "%s", "{}", "\\", "0", "00", "99999999999999999999",
)  # fmt: skip
"""What is put in between, in texts: what looks alike, folds oddly, counts as a digit or turns what follows."""


def damaged(data: bytes, chance: Random, others: tuple[bytes, ...] = ()) -> bytes:
    """Return bytes with a few kinds of damage."""
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        data = _once(data, chance, BYTES, others)
        if data and chance.random() < 0.3:
            data = _flipped(data, chance)
    return data


def distorted(text: str, chance: Random, others: tuple[str, ...] = ()) -> str:
    """Return a text with a few kinds of damage."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        text = _once(text, chance, SIGNS, others)
        if text and chance.random() < 0.3:
            place = chance.randrange(len(text))
            change: Callable[[str], str] = chance.choice((str.upper, str.lower, str.swapcase, str.title))
            end = place + chance.randrange(1, 30)
            text = text[:place] + change(text[place:end]) + text[end:]
    return text


def _once(data: Sliced, chance: Random, pieces: tuple[Sliced, ...], others: tuple[Sliced, ...]) -> Sliced:
    """Cut, repeat, exchange, put in between, or go on with another input."""
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + chance.choice((1, 2, 5, 30, 400)))
    kind = chance.randrange(7)
    if kind == 0:
        return data[:start]
    if kind == 1:
        return data[:start] + data[end:]
    if kind == 2:
        return data[:start] + data[start:end] * chance.choice((2, 3, 50)) + data[end:]
    if kind == 3:
        other = chance.randrange(len(data) + 1)
        return data[:start] + data[other : other + end - start] + data[end:]
    if kind == 4 and others:
        other_data = chance.choice(others)
        return data[:start] + other_data[chance.randrange(len(other_data) + 1) :]
    return data[:start] + chance.choice(pieces) + data[chance.choice((start, end)) :]


def _flipped(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 4, 40))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def encoded(data: bytes, chance: Random) -> bytes:
    """Return UTF-8 bytes in another encoding, or as they are where they are not UTF-8."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return data
    name = chance.choice(
        ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp1251", "shift_jis", "utf-8-sig", "utf-7")
    )
    return text.encode(name, "replace")


def compressed(data: bytes) -> bytes:
    """Return bytes as gzip, the same at any time."""
    return gzip.compress(data, 1, mtime=0)


def packed(name: str, data: bytes, chance: Random) -> bytes:
    """Return bytes as an archive: gzip, or a zip with other members, some of them archives or with hostile names."""
    if chance.random() < 0.5:
        data = compressed(data)
        return data + chance.choice((b"", b"", b"\0" * 20, b"tail", compressed(b"date 2024-01-01\nMore.")))
    stream = io.BytesIO()
    names = (
        name,
        "../up.txt",
        "/etc/x.txt",
        "a/" * 200 + "x.txt",
        "n\u00e4me\u202e.txt",
        "x\n.txt",
        "/",
        ".hidden",
        "in.zip",
        name,
    )
    method = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(stream, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two members with one name
        for each in chance.sample(names, chance.randrange(1, 5)):
            archive.writestr(zipfile.ZipInfo(each), data, method)
    return stream.getvalue()


def bomb(chance: Random) -> tuple[str, bytes]:
    """Return an archive that is much larger unpacked than packed."""
    kind = chance.randrange(5)
    line = b'{"id": "a", "date": "2024-01-01", "text": "' if kind == 0 else b"date 2024-01-01\n"
    inside = line + (b"a" if kind < 3 else b"word. ") * chance.choice((1 << 20, 70 << 20 if kind < 3 else 1 << 18))
    if kind == 1:
        return "bomb.gz", compressed(compressed(inside))
    if kind == 2:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for number in range(3):
                archive.writestr(zipfile.ZipInfo(f"{number}.txt"), inside, zipfile.ZIP_DEFLATED, 1)
        return "bomb.zip", stream.getvalue()
    if kind == 3:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for number in range(3000):
                archive.writestr(zipfile.ZipInfo(f"{number}.txt"), b"date 2024-01-01\nNothing.")
        return "many.zip", stream.getvalue()
    return "bomb.jsonl.gz", compressed(inside)
