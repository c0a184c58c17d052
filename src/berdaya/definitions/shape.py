"""The shape of a definition file: YAML that fits its JSON Schema. Faults say what is wrong and how to mend it."""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import extend

from berdaya.domain.index.faults import invalid
from berdaya.domain.problems import Problem
from berdaya.domain.values import Text

BaseLoader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

LENGTHS = {"minLength": "≥ ", "maxLength": "≤ ", "minItems": "≥ ", "maxItems": "≤ "}
SMALLEST, LARGEST = 1e-30, 1e30
SIZES = {"minimum": "≥ ", "maximum": "≤ ", "exclusiveMinimum": "> ", "exclusiveMaximum": "< "}


class Loader(BaseLoader):  # type: ignore[misc]  # the C loader where there is one
    """A safe loader (plain data only) that refuses a key written twice: YAML itself lets the last one win in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key “{key.value}” is given twice", key.start_mark
                )
            seen.add(str(key.value))
        return dict(super().construct_mapping(node, deep=deep))


def _is_integer(_: object, value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(_: object, value: object) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return value == 0 or SMALLEST <= abs(value) <= LARGEST


# JSON Schema would take 3.0 for an integer and .inf for a number; neither can be counted with here.
Validator = extend(  # type: ignore[no-untyped-call]  # jsonschema has no types
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many({"integer": _is_integer, "number": _is_number}),
)


@lru_cache
def schema(kind: str = "edition") -> Mapping[str, Any]:
    """The JSON Schema of a kind of file: edition or crosswalk."""
    text = (files("berdaya.definitions") / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def read_yaml(raw: str | bytes, *, file: str) -> Any:
    """Read YAML in UTF-8; Problem `definition.unreadable` with the line where it breaks off."""
    try:
        text = raw if isinstance(raw, str) else raw.decode("utf-8-sig")
        return yaml.load(text, Loader=Loader)  # noqa: S506  # Loader is a safe one
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise Problem("definition.unreadable", file=file, reason=" ".join(str(error).split())) from error


def checked_shape(source: Any, *, file: str, kind: str = "edition") -> Mapping[str, Any]:
    """Return the mapping if it fits the schema; Problem `definition.invalid` for the fault that explains most."""
    error = best_match(Validator(schema(kind)).iter_errors(source))
    if error is None:
        return dict(source)
    fault, details = FAULT_OF.get(str(error.validator), _other_shape)(error)
    raise invalid(fault, file=file, path=_path(error, source), **details)


Named = tuple[str, Mapping[str, object]]  # jsonschema types the parts of an error as unset or anything, hence Any


def _missing_key(error: Any) -> Named:
    lacking = [name for name in error.validator_value if name not in error.instance]
    return "missing_key", {"name": lacking[0]}


def _unknown_key(error: Any) -> Named:
    known = error.schema["properties"]
    return "unknown_key", {"name": next(name for name in error.instance if name not in known)}


def _wrong_type(error: Any) -> Named:
    wanted = error.validator_value
    return "wrong_type", {
        "value": error.instance,
        "expected": wanted if isinstance(wanted, str) else " / ".join(wanted),
    }


def _not_allowed(error: Any) -> Named:
    allowed = error.validator_value if error.validator == "enum" else [error.validator_value]
    return "not_allowed", {"value": _shown(error.instance), "expected": ", ".join(map(str, allowed))}


def _bad_form(error: Any) -> Named:
    return "bad_form", {"value": _shown(error.instance), "expected": error.validator_value}


def _wrong_length(error: Any) -> Named:
    return "wrong_length", {
        "value": _shown(error.instance),
        "expected": f"{LENGTHS[error.validator]}{error.validator_value}",
    }


def _wrong_size(error: Any) -> Named:
    return "wrong_size", {
        "value": _shown(error.instance),
        "expected": f"{SIZES[error.validator]}{error.validator_value}",
    }


def _shown(value: object) -> object:
    """A value as a message can show it: not a whole list or mapping."""
    if isinstance(value, dict):
        return Text("kumpulan kunci", "a mapping")
    if isinstance(value, list):
        return Text(f"daftar {len(value)} butir", f"a list of {len(value)}")
    return str(value)[:60]


def _other_shape(error: Any) -> Named:
    return "other_shape", {"value": error.message[:200]}


FAULT_OF: Mapping[str, Callable[[Any], Named]] = {
    "required": _missing_key,
    "additionalProperties": _unknown_key,
    "type": _wrong_type,
    "enum": _not_allowed,
    "const": _not_allowed,
    "pattern": _bad_form,
    **dict.fromkeys(LENGTHS, _wrong_length),
    **dict.fromkeys(SIZES, _wrong_size),
}


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
    return path or "."
