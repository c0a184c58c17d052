"""The page on definition files names every key of the JSON Schema in the section of its object, and marks the required ones."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.docs.pages import CODE, REFERENCE, ROOT, rows, sections

SCHEMA = json.loads((ROOT / "src/berdaya/definitions/schema/edition.schema.json").read_text(encoding="utf-8"))
PAGE = sections(REFERENCE / "definitions.md")


def objects(name: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every object with keys of its own, by the heading it is documented under."""
    if schema.get("properties"):
        yield name, schema
    for key, inner in schema.get("properties", {}).items():
        for part in (inner, inner.get("items", {})):
            yield from objects(key, part)


OBJECTS = dict(
    [
        *objects("The file", {key: value for key, value in SCHEMA.items() if key != "$defs"}),
        *(pair for name, inner in SCHEMA["$defs"].items() for pair in objects(name, inner)),
    ]
)


def documented(section: str) -> dict[str, bool]:
    """The keys of a section's table, and whether they are marked as required."""
    return {key: "*" in row[0] for row in rows(section) for key in CODE.findall(row[0])}


@pytest.mark.parametrize("name", OBJECTS)
def test_every_key_is_documented_and_no_other(name: str) -> None:
    assert set(documented(PAGE[name])) == set(OBJECTS[name]["properties"])


@pytest.mark.parametrize("name", OBJECTS)
def test_required_keys_are_marked(name: str) -> None:
    required = set(OBJECTS[name].get("required", OBJECTS.get("text", {})["required"] if name == "short" else ()))
    assert {key for key, marked in documented(PAGE[name]).items() if marked} == required


def words(schema: Any) -> Iterator[str]:
    """Every word that the schema allows where only certain words are."""
    if isinstance(schema, dict):
        yield from (word for word in [*schema.get("enum", []), schema.get("const")] if isinstance(word, str))
        for inner in schema.values():
            yield from words(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from words(inner)


def test_every_allowed_word_is_named() -> None:
    page = (REFERENCE / "definitions.md").read_text(encoding="utf-8")
    assert {word for word in words(SCHEMA) if not re.search(rf"`{word}`", page)} == set()
