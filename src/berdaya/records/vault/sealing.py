"""AES-256-GCM on bytes: what is sealed carries the name of its key, and opens only where it belongs."""

import os
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from berdaya.domain.problems import Problem

KEY_BYTES = 32
# A key's name in the header of what it seals.
NAME_BYTES = 8
NONCE_BYTES = 12
# The first byte says how the rest is laid out; another layout takes another number.
LAYOUT = b"\x01"
HEADER_BYTES = len(LAYOUT) + NAME_BYTES
PLAIN, DEFLATED = b"\x00", b"\x01"


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def new_name() -> str:
    """A name for a key, as sixteen hexadecimal digits; it says nothing about the key."""
    return os.urandom(NAME_BYTES).hex()


def seal(name: str, key: bytes, content: bytes, belongs: str) -> bytes:
    """Encrypt; `belongs` says what the bytes are of, is not kept, and must be said again to open them."""
    header = LAYOUT + bytes.fromhex(name)
    nonce = os.urandom(NONCE_BYTES)
    return header + nonce + AESGCM(key).encrypt(nonce, content, header + belongs.encode())


def key_name(sealed: bytes) -> str:
    """The name of the key that sealed these bytes. Problem `vault.damaged` where they are nothing that was sealed."""
    if len(sealed) <= HEADER_BYTES + NONCE_BYTES or sealed[:1] != LAYOUT:
        raise Problem("vault.damaged")
    return sealed[1:HEADER_BYTES].hex()


def open_(key: bytes, sealed: bytes, belongs: str) -> bytes:
    """Decrypt. Problem `vault.damaged` where a byte was changed, or where the bytes belong to something else."""
    header, nonce = sealed[:HEADER_BYTES], sealed[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES]
    try:
        return AESGCM(key).decrypt(nonce, sealed[HEADER_BYTES + NONCE_BYTES :], header + belongs.encode())
    except InvalidTag as error:
        raise Problem("vault.damaged") from error


def packed(content: bytes) -> bytes:
    """Compress before sealing, for nothing compresses afterwards; what does not shrink is left as it is.

    >>> unpacked(packed(b"abc" * 500)) == b"abc" * 500, len(packed(b"abc" * 500)) < 50, unpacked(packed(b"a"))
    (True, True, b'a')
    """
    smaller = zlib.compress(content)
    return DEFLATED + smaller if len(smaller) < len(content) else PLAIN + content


def unpacked(content: bytes) -> bytes:
    return zlib.decompress(content[1:]) if content[:1] == DEFLATED else content[1:]
