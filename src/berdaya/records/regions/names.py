"""The names of territories by code, a few at a time, for lists that hold codes."""

from collections.abc import Iterable

from berdaya.records.regions.models import Region


def names(codes: Iterable[str]) -> dict[str, str]:
    """The present names of these codes (plain digits); a code that is nobody's any more is left out."""
    return dict(Region.objects.filter(code__in={code for code in codes if code}).values_list("code", "name"))
