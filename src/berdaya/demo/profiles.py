"""How the fictional villages answer: one profile an input, read from the files in `profiles/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

KINDS = ("part", "measure", "count", "share", "percent", "classes", "figure", "rest", "tally", "any")
DOWNWARD = ("measure",)
STRENGTH = 0.34

Answer = int | float | bool | str
Pair = tuple[float, float]


@dataclass(frozen=True)
class Profile:
    """How one input is drawn: its kind, its typical value near the capital and far away, and what moves it.

    `of` names the figure or the inputs it is made from; `classes` are ordered from best to worst.
    """

    name: str
    kind: str
    luck: str
    typical: Pair = (0.0, 0.0)
    of: tuple[str, ...] = ()
    classes: tuple[tuple[str, Pair], ...] = ()
    spread: float = 1.0
    gain: float = 0.0
    pull: float = STRENGTH
    coast: float = 0.0
    river: float = 0.0
    least: float = 0.0
    most: float | None = None
    step: float = 1.0
    scale: float = 1.0
    value: Answer | None = None
    needs: str | None = None
    otherwise: Answer | None = None


@lru_cache
def profiles(family: str) -> tuple[Profile, ...]:
    """The profiles of an index family, in the order of their file: an input stands after those it is made from."""
    text = (files("berdaya.demo") / "profiles" / f"{family}.yaml").read_text(encoding="utf-8")
    return tuple(_profile(name, entry) for name, entry in yaml.safe_load(text).items())


def _profile(name: str, entry: Mapping[str, Any]) -> Profile:
    rest = dict(entry)
    kind = next(key for key in KINDS if key in rest)
    subject = rest.pop(kind)
    fields: dict[str, Any] = {"pull": -STRENGTH if kind in DOWNWARD else STRENGTH}
    if kind == "classes":
        fields["classes"] = tuple((code, (float(near), float(far))) for code, (near, far) in subject.items())
    elif kind in ("figure", "rest", "tally", "any", "part"):
        fields["of"] = (subject,) if isinstance(subject, str) else tuple(subject)
    else:
        fields["typical"] = tuple(map(float, subject))
    if kind == "part":
        fields["typical"] = tuple(map(float, rest.pop("share")))
    fields["of"] = (*fields.get("of", ()), *rest.pop("less", ()))
    return Profile(name=name, kind=kind, luck=rest.pop("like", name), **{**fields, **rest})
