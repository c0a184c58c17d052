"""The shape of a definition file: YAML that fits the JSON Schema. Faults say what is wrong and how to mend it."""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from berdaya.domain.problems import Problem

Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MEND = {
    "required": "add the missing key.",
    "additionalProperties": "remove the key, or correct its spelling.",
    "enum": "use one of the allowed words.",
    "type": "write a value of that type; quote words that YAML reads as numbers or yes/no.",
    "pattern": "write it in the form shown.",
    "maxLength": "shorten it.",
    "minItems": "add at least one.",
    "const": "write exactly that.",
}


@lru_cache
def schema() -> Mapping[str, Any]:
    """The JSON Schema of an edition file."""
    text = (files("berdaya.definitions") / "schema" / "edition.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def read_yaml(text: str, *, file: str) -> Any:
    """Read YAML; Problem `definition.unreadable` with the line where it breaks off."""
    try:
        return yaml.load(text, Loader=Loader)  # a safe loader: plain data only
    except yaml.YAMLError as error:
        raise Problem("definition.unreadable", file=file, reason=" ".join(str(error).split())) from error


def checked_shape(source: Any, *, file: str) -> Mapping[str, Any]:
    """Return the mapping if it fits the schema; Problem `definition.invalid` for the fault that explains most."""
    error = best_match(Draft202012Validator(schema()).iter_errors(source))
    if error is None:
        return dict(source)
    mend = MEND.get(str(error.validator), "compare with docs/reference/definitions.md.")
    raise Problem("definition.invalid", file=file, path=_path(error, source), wrong=_sentence(error), mend=mend)


def _path(error: ValidationError, source: Any) -> str:
    """The way to the fault, naming list items by their code where they have one: `indicators[IKS04].bands[0].score`."""
    path, here = "", source
    for step in error.absolute_path:
        here = here[step]
        if isinstance(step, int):
            name = here.get("code", here.get("name", step)) if isinstance(here, dict) else step
            path += f"[{name if isinstance(name, str) else step}]"
        else:
            path += f".{step}" if path else str(step)
    return path or "the top"


def _sentence(error: ValidationError) -> str:
    text = error.message[0].upper() + error.message[1:]
    return text if text.endswith(".") else f"{text}."
