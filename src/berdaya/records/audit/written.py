"""How values before and after are written: as JSON, personal values sealed, and no long number of a person in clear."""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from berdaya.domain.values import masked
from berdaya.records.vault import services as vault

SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Personal:
    """A personal value, sealed under the person's key before it is written; it is gone when the person is erased."""

    person_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Erased:
    """A personal value whose key was destroyed."""

    person_id: int


def written(values: Mapping[str, object] | None) -> str:
    """Values as JSON with sorted keys; empty where there are none."""
    if values is None:
        return ""
    return json.dumps(_plain(values), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> Any:
    if isinstance(value, Personal):
        return {SEALED: [value.person_id, base64.b64encode(vault.seal(value.person_id, value.text)).decode()]}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, str):
        return masked(str(value))
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Iterable):
        items = [_plain(item) for item in value]
        return sorted(items, key=str) if isinstance(value, set | frozenset) else items
    return masked(str(value))


def read(text: str) -> dict[str, Any]:
    """The values as they were written; personal ones still sealed."""
    values: dict[str, Any] = json.loads(text) if text else {}
    return values


def has_personal(text: str) -> bool:
    return f'"{SEALED}":[' in text


def sealed_parts(value: Any) -> list[tuple[int, bytes]]:
    """The sealed values within a value, in the order in which `opened` meets them."""
    if isinstance(value, dict):
        if value.keys() == {SEALED}:
            person_id, content = value[SEALED]
            return [(person_id, base64.b64decode(content))]
        return [part for item in value.values() for part in sealed_parts(item)]
    return [part for item in value for part in sealed_parts(item)] if isinstance(value, list) else []


def opened(value: Any, known: Mapping[tuple[int, bytes], str | None]) -> Any:
    """The value with its sealed parts replaced by what they say: a Personal, or Erased."""
    if isinstance(value, dict):
        if value.keys() == {SEALED}:
            (part,) = sealed_parts(value)
            text = known.get(part)
            return Erased(part[0]) if text is None else Personal(part[0], text)
        return {key: opened(item, known) for key, item in value.items()}
    return [opened(item, known) for item in value] if isinstance(value, list) else value
