"""What ships with Berdaya on enterprises: size classes by law, the growth ladder, and kinds of licences."""

from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from berdaya.definitions.shape import checked_shape, read_yaml
from berdaya.domain.enterprise.ladder import Ladder, ladder_from
from berdaya.domain.enterprise.licences import LicenceKind
from berdaya.domain.enterprise.size import SizeClass
from berdaya.domain.values import Text


@lru_cache
def size_classes(code: str = "skala-2021") -> tuple[SizeClass, ...]:
    """The classes of a law, the smallest first."""
    return tuple(
        SizeClass(one["code"], Text(**one["name"]), one.get("sales_up_to"), one.get("capital_up_to"))
        for one in _source(code, "size")["classes"]
    )


@lru_cache
def ladder(code: str = "tangga-2026") -> Ladder:
    """A version of the growth ladder."""
    return ladder_from(_source(code, "ladder"), file=f"{code}.yaml")


@lru_cache
def licence_kinds(code: str = "izin-2024") -> dict[str, LicenceKind]:
    """The kinds of licences, by code."""
    return {one["code"]: _licence(one) for one in _source(code, "licences")["licences"]}


def _source(code: str, kind: str) -> Any:
    file = files("berdaya.definitions") / "enterprise" / f"{code}.yaml"
    return checked_shape(read_yaml(file.read_bytes(), file=file.name), file=file.name, kind=kind)


def _licence(source: Any) -> LicenceKind:
    needed = source.get("required_from")
    return LicenceKind(
        source["code"],
        Text(**source["name"]),
        source["source"],
        source.get("years"),
        source.get("renew_days"),
        date.fromisoformat(needed) if needed else None,
    )
