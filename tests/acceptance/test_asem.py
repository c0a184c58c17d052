"""The ASEM Sustainable Connectivity index, published by others, built as an edition and recomputed from its treated data.

The table of all stages prints twelve significant digits (1e-10 for values up to 100): its aggregates are equal to 1e-9. The
published result prints ten significant digits or fewer: it is held to half a unit of each number's last digit.
"""

import csv
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from berdaya.definitions.shape import checked_shape
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.loading import edition_from
from berdaya.domain.index.normalisation import bounds, index_table, normalise

pytestmark = pytest.mark.acceptance
Row = Mapping[str, str]
EXACT = Fraction(1, 10**9)


def rows_of(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "data/validation/composite" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text(words: str) -> dict[str, str]:
    return {"id": words, "en": words}


def source(indicators: Sequence[Row], aggregates: Sequence[Row]) -> dict[str, Any]:
    """The edition's mapping, from the published lists of indicators and aggregates alone."""
    (index,) = (row for row in aggregates if row["AgLevel"] == "4")
    parents = {row["Agg1"]: row["Agg2"] for row in indicators} | {row["Agg2"]: None for row in indicators}
    return {
        "format": 1, "code": "asem-2018", "family": "asem", "based_on": None, "name": text("ASEM"), "short_name": "ASEM",
        "summary": text("ASEM Sustainable Connectivity"), "confidence": "high", "years": {"first": 2018, "last": 2018},
        "index": {"code": index["Code"], "mean": "arithmetic", "scale": 100, "decimals": 2, "rounding": "half_up"},
        "status_edge": "lower",
        "statuses": [{"code": "lower", "name": text("lower"), "up_to": 50},
                     {"code": "upper", "name": text("upper"), "up_to": None}],
        "dimensions": [
            {"code": row["Code"], "parent": parents[row["Code"]], "name": text(row["Name"]), "short": text(row["Code"]),
             "weight": float(row["Weight"]), "mean": "arithmetic"}
            for row in aggregates if row is not index
        ],
        "inputs": [{"name": asked(row), "type": "number", "label": text(row["IndName"])} for row in indicators],
        "indicators": [
            {"code": row["IndCode"], "number": number, "dimension": row["Agg1"], "name": text(row["IndName"]),
             "short": text(row["IndCode"]), "value": asked(row), "weight": float(row["IndWeight"]),
             "normalise": {"method": "minmax", "direction": "up" if row["Direction"] == "1" else "down"}}
            for number, row in enumerate(indicators, start=1)
        ],
    }  # fmt: skip


def asked(row: Row) -> str:
    return f"value_of_{row['IndCode'].lower()}"


@pytest.fixture(scope="module")
def asem(shared: Path) -> Edition:
    mapping = source(rows_of(shared, "asem_meta_indikator"), rows_of(shared, "asem_meta_agregat"))
    return edition_from(checked_shape(mapping, file="asem.yaml"), file="asem.yaml")


@pytest.fixture(scope="module")
def treated(shared: Path) -> list[dict[str, Fraction]]:
    """The treated data, each number as it is printed."""
    indicators = rows_of(shared, "asem_meta_indikator")
    return [
        {asked(item): Fraction(row[item["IndCode"]]) for item in indicators}
        for row in rows_of(shared, "asem_4_perlakuan")
    ]


@pytest.fixture(scope="module")
def computed(shared: Path, asem: Edition, treated: list[dict[str, Fraction]]) -> dict[str, dict[str, Fraction]]:
    found = index_table(asem, treated)
    codes = [row["UnitCode"] for row in rows_of(shared, "asem_4_perlakuan")]
    assert None not in found
    return dict(zip(codes, found, strict=True))  # type: ignore[arg-type]


def half_a_unit(printed: str) -> Fraction:
    """What the print of a number allows: half of its last digit."""
    mantissa, _, exponent = printed.lower().partition("e")
    return Fraction(1, 2) / Fraction(10) ** (len(mantissa.partition(".")[2]) - int(exponent or 0))


def test_there_are_49_indicators_in_8_pillars_of_2_sub_indices(asem: Edition) -> None:
    assert (len(asem.indicators), len(asem.dimensions), len(asem.main_dimensions)) == (49, 10, 2)
    assert asem.is_additive
    assert not asem.is_ordinal


def test_normalised_values_are_the_published_ones(
    shared: Path, asem: Edition, treated: list[dict[str, Fraction]]
) -> None:
    ends = bounds(asem, treated)
    for row, printed in zip(treated, rows_of(shared, "asem_5_normalisasi"), strict=True):
        for code, item in asem.indicators.items():
            assert item.normalisation is not None
            share = normalise(row[item.value.text], *ends[code], item.normalisation.direction)
            assert abs(100 * share - Fraction(printed[code])) <= half_a_unit(printed[code]) + EXACT, (
                printed["UnitCode"],
                code,
            )


def test_every_aggregate_of_every_country_is_the_published_one(
    shared: Path, asem: Edition, computed: dict[str, dict[str, Fraction]]
) -> None:
    """Against the table of all stages, which prints twelve digits: equal to 1e-9."""
    table = rows_of(shared, "asem_6_agregat")
    assert len(table) == len(computed) == 51
    for row in table:
        for code in (*asem.dimensions, asem.head.code):
            assert abs(computed[row["UnitCode"]][code] - Fraction(row[code])) <= EXACT, (row["UnitCode"], code)


def test_the_published_result_and_ranks(shared: Path, asem: Edition, computed: dict[str, dict[str, Fraction]]) -> None:
    """Against the published result, within half a unit of its last printed digit, and every rank."""
    result = rows_of(shared, "asem_hasil_harapan")
    for row in result:
        for code in (*asem.dimensions, asem.head.code):
            assert abs(computed[row["UnitCode"]][code] - Fraction(row[code])) <= half_a_unit(row[code]) + EXACT
    order = sorted(computed, key=lambda unit: -computed[unit][asem.head.code])
    assert [row["UnitCode"] for row in sorted(result, key=lambda row: int(row["rank"]))] == order


def test_a_country_with_a_value_missing_has_no_index_and_leaves_the_others_theirs(
    asem: Edition, treated: list[dict[str, Fraction]]
) -> None:
    place = next(
        number for number, row in enumerate(treated)
        if all(row[name] not in (min(r[name] for r in treated), max(r[name] for r in treated)) for name in list(row)[:1])
    )  # fmt: skip
    gap = [dict(row) for row in treated]
    name = next(iter(gap[place]))
    del gap[place][name]
    whole, holed = index_table(asem, treated), index_table(asem, gap)
    assert holed[place] is None
    assert holed[:place] + holed[place + 1 :] == whole[:place] + whole[place + 1 :]
