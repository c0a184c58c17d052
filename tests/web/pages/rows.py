"""Made-up results for view models: a village's row from its scores, exactly as a run would keep it."""

from collections.abc import Mapping

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import assess
from berdaya.domain.index.definition import Edition
from berdaya.records.regions.maps import Area
from berdaya.records.runs.selectors import ResultDetail, ResultRow

IDM = catalogue.edition("idm-2023")
TOY = catalogue.edition("contoh-2020")


def full(edition: Edition = IDM, **changed: int | None) -> dict[str, int | None]:
    """All scores at their highest, but for the changed ones."""
    return {code: one.top for code, one in edition.indicators.items()} | changed


def lowest(edition: Edition = IDM) -> dict[str, int | None]:
    return {code: one.scores[0] for code, one in edition.indicators.items()}


def row(
    number: int,
    scores: Mapping[str, int | None],
    *,
    edition: Edition = IDM,
    year: int = 2024,
    district: str = "Hulu",
    verdict: str = "consistent",
) -> ResultRow:
    """The row of village `number`; its kecamatan's code follows from the district's name."""
    found = assess(edition, scores)
    place = f"9901{len(district):02d}"
    known = found.index.known
    return ResultRow(
        region_id=number,
        code=f"{place}{2000 + number}",
        name=f"Desa {number}",
        district_code=place,
        district=district,
        year=year,
        family=edition.family,
        edition=edition.code,
        index_low=float(found.index.low),
        index_high=float(found.index.high),
        exact=f"{known.numerator}/{known.denominator}" if known is not None else "",
        status=found.status or "",
        statuses=found.statuses,
        dimensions={code: (float(one.low), float(one.high)) for code, one in found.dimensions.items()},
        missing=found.missing,
        verdict=verdict,
        run_id=1,
        scores=scores,
    )


def detail(one: ResultRow, repairs: tuple[Mapping[str, object], ...] = ()) -> ResultDetail:
    from django.utils import timezone

    now = timezone.now()
    return ResultDetail(one, repairs, (), "hash", "hash", "0", now, now)


def area(one: ResultRow) -> Area:
    return Area(one.region_id, one.code, one.name, "village", "desa", one.district, None)
