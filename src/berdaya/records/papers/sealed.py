"""Seals and opens what a paper holds: persons may stand in any part of it."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from berdaya.records.papers.stamps import Signer
from berdaya.records.vault import services as vault

CONTENT, SIGNER, PDF = "paper-content", "paper-signer", "paper-pdf"


def canonical(content: Mapping[str, Any]) -> bytes:
    """One way to write a content, so that equal contents are equal bytes."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def seal_content(content: Mapping[str, Any]) -> bytes:
    return vault.seal_bytes(canonical(content), CONTENT)


def open_content(sealed: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(vault.open_bytes(sealed, CONTENT))
    return found


def seal_signer(signer: Signer) -> bytes:
    return vault.seal_bytes(canonical(asdict(signer)), SIGNER)


def open_signer(sealed: bytes) -> Signer:
    return Signer(**json.loads(vault.open_bytes(sealed, SIGNER)))


def seal_pdf(pdf: bytes) -> bytes:
    return vault.seal_bytes(pdf, PDF)


def open_pdf(sealed: bytes) -> bytes:
    return vault.open_bytes(sealed, PDF)
