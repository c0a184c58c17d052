"""What a written code means: any spelling, any year, never a name, never a BPS code taken for Kemendagri."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.regions.kinds import CodeSystem
from berdaya.records.regions.models import Region, RegionCodeEntry


@dataclass(frozen=True, slots=True)
class Use:
    """One territory's use of a code, with the first and last year where known."""

    region_id: int
    valid_from: int | None
    valid_until: int | None

    def in_year(self, year: int) -> bool:
        return (self.valid_from or 0) <= year and (self.valid_until is None or year <= self.valid_until)


@dataclass(frozen=True, slots=True)
class CodeBook:
    """The codes in use now and formerly. Built once for an import, or for the few codes of one request."""

    current: Mapping[str, int]
    uses: Mapping[str, tuple[Use, ...]]
    bps: frozenset[str]

    def region_id(self, written: object, year: int | None = None) -> int:
        """Find the territory that a written code means, in a year where one is given.

        Raises Problem `region.code_not_understood`, `region.bps_code`, `region.unknown` or `region.code_reused`.
        """
        code = RegionCode.parse(written).plain
        uses = self.uses.get(code, ())
        candidates = {use.region_id for use in uses}
        if year is not None and len(candidates) > 1:
            candidates = {use.region_id for use in uses if use.in_year(year)} or candidates
        if len(candidates) == 1:
            return candidates.pop()
        if candidates and year is None and code in self.current:
            return self.current[code]
        if candidates:
            raise Problem("region.code_reused", code=RegionCode(code).dotted)
        raise Problem("region.bps_code" if code in self.bps else "region.unknown", code=str(written).strip())


def code_book(codes: Iterable[str] | None = None) -> CodeBook:
    """Read the code book, whole or for some plain codes."""
    entries = RegionCodeEntry.objects.all()
    regions = Region.objects.all()
    if codes is not None:
        wanted = list(codes)
        entries, regions = entries.filter(code__in=wanted), regions.filter(code__in=wanted)
    uses: dict[str, tuple[Use, ...]] = {}
    bps = set()
    for system, code, region_id, since, until in entries.values_list(
        "system", "code", "region_id", "valid_from", "valid_until"
    ):
        if system == CodeSystem.BPS:
            bps.add(code)
        else:
            uses[code] = (*uses.get(code, ()), Use(region_id, since, until))
    return CodeBook(dict(regions.values_list("code", "pk")), uses, frozenset(bps))
