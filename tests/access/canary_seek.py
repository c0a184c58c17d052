"""Looks for texts in bytes, as they are or encoded (UTF-16, base64, hexadecimal), deflated, zipped, and these in each other."""

import base64
import binascii
import re
import sqlite3
import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

DEEPEST = 3
ENCODED = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
HEXADECIMAL = re.compile(rb"(?:[0-9a-fA-F]{2}){12,}")
# The second byte of what zlib and gzip write, after 0x78 and 0x1f.
DEFLATED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
LONGEST = 30_000_000


def forms(text: str) -> set[bytes]:
    """The bytes of a text in the encodings that programs write, in the cases that people do."""
    cases = {text, text.lower(), text.upper()}
    return {case.encode(encoding) for case in cases for encoding in ("utf-8", "utf-16-le", "utf-16-be")}


def layers(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes, and everything that is packed in them."""
    yield content
    if depth == DEEPEST or not content:
        return
    for inner in (*_zipped(content), *_inflated(content), *_decoded(content)):
        yield from layers(inner, depth + 1)


def _zipped(content: bytes) -> Iterator[bytes]:
    """Members of archives, also of one that is torn or lies within something else: by their own heads."""
    for found in re.finditer(rb"PK\x03\x04", content):
        head = content[found.start() : found.start() + 30]
        if len(head) == 30:
            name, extra = struct.unpack("<HH", head[26:])
            start = found.end() + 26
            yield content[start : start + name]
            yield _inflate(content, start + name + extra, -15)


def _inflated(content: bytes) -> Iterator[bytes]:
    for found in DEFLATED.finditer(content):
        yield _inflate(content, found.start(), 47)


def _inflate(content: bytes, start: int, window: int) -> bytes:
    """What can be inflated from here on; what is torn is of interest up to where it tears."""
    inflater, out = zlib.decompressobj(window), b""
    try:
        for place in range(start, min(len(content), start + LONGEST), 64):
            out += inflater.decompress(content[place : place + 64])
            if inflater.eof:
                break
    except zlib.error:
        pass
    return out if len(out) > 12 else b""


def _decoded(content: bytes) -> Iterator[bytes]:
    for found in ENCODED.finditer(content):
        text = found.group().translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
        for start in range(4):
            part = text[start:]
            part = part[:-1] if len(part) % 4 == 1 else part
            yield base64.b64decode(part + b"=" * (-len(part) % 4))
    for found in HEXADECIMAL.finditer(content):
        yield binascii.unhexlify(found.group())


def found_in(content: bytes, texts: Sequence[str]) -> list[str]:
    """Which of the texts lie in the bytes."""
    wanted = {text: forms(text) for text in texts}
    met: set[str] = set()
    for layer in layers(content):
        met |= {text for text, ways in wanted.items() if text not in met and any(way in layer for way in ways)}
    return sorted(met)


def found_in_folder(folder: Path, texts: Sequence[str]) -> dict[str, list[str]]:
    """Files of a folder that hold any of the texts, in their bytes or in their name."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    met = {
        str(path.relative_to(folder)): [*found_in(path.read_bytes(), texts), *found_in(path.name.encode(), texts)]
        for path in files
    }
    return {name: hits for name, hits in met.items() if hits}


def found_in_rows(rows: Iterator[tuple[str, Sequence[Any]]], texts: Sequence[str]) -> dict[str, list[str]]:
    """Tables whose rows hold any of the texts: a value may be scattered over the pages of the file."""
    met: dict[str, set[str]] = {}
    for table, row in rows:
        content = b"\n".join(
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in row
        )
        if hits := found_in(content, texts):
            met.setdefault(table, set()).update(hits)
    return {table: sorted(hits) for table, hits in met.items()}


def sqlite_rows(path: Path) -> Iterator[tuple[str, Sequence[Any]]]:
    with sqlite3.connect(path) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                yield table, row
    connection.close()


def postgresql_rows(address: str) -> Iterator[tuple[str, Sequence[Any]]]:
    import psycopg

    query = (
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
    )
    with psycopg.connect(address) as connection:
        for (table,) in connection.execute(query).fetchall():
            for row in connection.execute(f'SELECT * FROM "{table}"').fetchall():
                yield table, row
