"""What is accepted as a logo: a whole PNG or JPEG of a sensible size, known by its content and never by its name.

SVG is refused: it may carry scripts and addresses. Nothing is decoded here; only the frame of the file is walked.
"""

import zlib
from dataclasses import dataclass

from berdaya.domain.problems import Problem

LARGEST = 512 * 1024  # bytes
SIDES = range(32, 4001)  # pixels
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
# Start-of-frame markers: those that are followed by height and width.
FRAMES = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))
ALONE = frozenset((0x01, *range(0xD0, 0xD8)))


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that passed, with its media type and its size in pixels."""

    content: bytes
    type: str
    width: int
    height: int


def logo(content: bytes) -> Logo:
    """Take a logo. Problem `office.logo_too_big`, `office.logo_type`, `office.logo_broken` or `office.logo_size`."""
    if len(content) > LARGEST:
        raise Problem("office.logo_too_big", kilobytes=LARGEST // 1024)
    if content.startswith(PNG):
        kind, size = "image/png", _png(content)
    elif content.startswith(JPEG):
        kind, size = "image/jpeg", _jpeg(content)
    else:
        raise Problem("office.logo_type")
    if size is None:
        raise Problem("office.logo_broken")
    if not all(side in SIDES for side in size):
        raise Problem("office.logo_size", width=size[0], height=size[1], least=SIDES.start, most=SIDES.stop - 1)
    return Logo(content, kind, *size)


def _png(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG whose every chunk is whole; None otherwise."""
    at, size = len(PNG), None
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4])
        name, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        check = content[at + 8 + length : at + 12 + length]
        if len(check) < 4 or zlib.crc32(name + body) != int.from_bytes(check):
            return None
        if size is None:
            if name != b"IHDR" or length != 13:
                return None
            size = int.from_bytes(body[:4]), int.from_bytes(body[4:8])
        if name == b"IEND":
            return size
        at += 12 + length
    return None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    """Width and height of a JPEG with a frame before its pixels and an end after them; None otherwise."""
    if b"\xff\xd9" not in content[-64:]:
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF or marker in ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in FRAMES:
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 2 + max(2, int.from_bytes(content[at + 2 : at + 4]))
    return None
