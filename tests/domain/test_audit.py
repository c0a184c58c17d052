"""Published against recomputed: every finding from a small case, what may be repaired and what must not, and verdicts."""

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import assess
from berdaya.domain.index.audit import MESSAGES, Audit, Finding, against_earlier, audit
from berdaya.domain.index.classification import classify
from berdaya.domain.index.consistency import implausible
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.jumps import index_jump, score_swings
from berdaya.domain.index.loading import edition_from
from berdaya.domain.index.printed_conditions import belongs_to_another_score, fingerprint
from berdaya.domain.index.publication import Figure, Publication
from tests.strategies import scores_of

EDITION = catalogue.edition("idm-2023")
TOP = {code: item.top for code, item in EDITION.indicators.items()}
VILLAGE = "6499012001"
IKS30 = list(EDITION.indicators["IKS30"].scores)


def published(
    scores: Mapping[str, Any] = TOP,
    *,
    truth: Mapping[str, int] | None = None,
    decimals: int = 14,
    figures: Mapping[str, object] | None = None,
    **parts: Any,
) -> Publication:
    """What a source prints: `scores` in the rows, figures and status of `truth` (else of the scores), changed by `figures`."""
    found = assess(EDITION, truth or scores)
    values = {**{code: item.low for code, item in found.dimensions.items()}, "IDM": found.index.low}
    printed: dict[str, object] = {code: f"{float(value):.{decimals}f}" for code, value in values.items()}
    printed |= figures or {}
    status = classify(found.index.low, EDITION.statuses).name.id.upper()
    read = {code: Figure.read(value, decimals=4) for code, value in printed.items() if value is not None}
    return Publication(
        **{"village": VILLAGE, "year": 2024, "scores": scores, "figures": read, "status": status, **parts}
    )


def judged(publication: Publication, **known: Any) -> Audit:
    return audit(EDITION, publication, **known)


def codes(result: Audit) -> list[str]:
    return [finding.code for finding in result.findings]


def copied(true_score: int, copy: int, **others: int) -> tuple[dict[str, int], dict[str, int]]:
    """Scores as printed and as they are, of an answer that prints row 31 twice."""
    truth = {**TOP, **others, "IKS30": true_score, "IKS31": copy}
    return {**truth, "IKS30": copy}, truth


# What holds


@given(scores_of(EDITION), st.sampled_from([4, 5, 10, 14]), st.sampled_from([2021, 2023, 2024]))
def test_an_answer_that_adds_up_is_consistent_however_many_digits_it_prints(
    scores: dict[str, int], decimals: int, year: int
) -> None:
    result = judged(published(scores, decimals=decimals, year=year))
    assert (result.verdict, codes(result)) == ("consistent", [])
    assert result.scores == result.printed == scores
    assert result.repairs == {}
    assert result.assessment == assess(EDITION, scores)


@given(scores_of(EDITION))
def test_trailing_zeros_may_be_left_out(scores: dict[str, int]) -> None:
    found = assess(EDITION, scores)
    short = {code: f"{float(item.low):.4f}".rstrip("0").rstrip(".") for code, item in found.dimensions.items()}
    assert judged(published(scores, figures=short)).verdict == "consistent"


def test_a_short_print_is_not_taken_for_a_coarse_one() -> None:
    """“0.8” means 0.8000: a dimension of 0.8057 does not pass for it."""
    scores = {**TOP, **(_filled(["IKL01", "IKL02", "IKL03"], 12) or {})}
    assert assess(EDITION, scores).dimensions["IKL"].low == Fraction("0.8")
    assert judged(published(scores, figures={"IKL": "0.8"})).verdict == "consistent"
    assert codes(judged(published(scores, figures={"IKL": "0.81"}))) == ["dimension_mismatch"]


@pytest.mark.parametrize("points", [1, -1])
def test_a_single_point_of_one_row_is_never_within_the_tolerance(points: int) -> None:
    parts = {"IKS": 175, "IKE": 60, "IKL": 15}
    scores = {code: item.scores[-2] for code, item in EDITION.indicators.items()}
    found = assess(EDITION, scores).dimensions
    for dimension, whole in parts.items():
        other = found[dimension].low + Fraction(points, whole)
        result = judged(published(scores, figures={dimension: f"{float(other):.4f}"}))
        assert codes(result) == ["dimension_mismatch"]


# The copied row of 2024


@given(st.data())
def test_a_copied_row_is_explained_and_repaired_beside_the_original(data: st.DataObject) -> None:
    true_score, copy = data.draw(st.permutations(IKS30).map(lambda scores: scores[:2]))
    decimals = data.draw(st.sampled_from([4, 14]))
    other = data.draw(scores_of(EDITION))
    printed, truth = copied(true_score, copy, **{k: v for k, v in other.items() if k not in ("IKS30", "IKS31")})
    if copy not in EDITION.indicators["IKS31"].scores:
        return
    result = judged(published(printed, truth=truth, decimals=decimals))
    assert (result.verdict, codes(result)) == ("repaired", ["copied_row"])
    assert result.printed == printed
    assert result.scores == truth
    assert result.repairs == {"IKS30": true_score}
    assert result.assessment == assess(EDITION, truth)
    (finding,) = result.findings
    assert (finding.repaired_to, finding.indicator, finding.dimension, finding.defect) == (
        true_score, "IKS30", "IKS", "internet_rows_2024",
    )  # fmt: skip
    assert finding.recomputed == assess(EDITION, printed).dimensions["IKS"].low
    assert isinstance(finding.published, Fraction)
    assert abs(finding.published - assess(EDITION, truth).dimensions["IKS"].low) <= Fraction(1, 10**4)


def test_another_year_has_no_such_defect() -> None:
    printed, truth = copied(5, 1)
    for year in (2021, 2023):
        result = judged(published(printed, truth=truth, year=year))
        assert (result.verdict, codes(result), result.repairs) == ("inconsistent", ["dimension_mismatch"], {})


def test_rows_that_differ_were_not_copied() -> None:
    """IKS differs by four points, but rows 30 and 31 do not print one value: another row must be wrong."""
    printed, _ = copied(5, 1)
    printed["IKS31"] = 5
    truth = {**printed, "IKS02": 5, "IKS30": 5}
    assert printed["IKS30"] != printed["IKS31"]
    result = judged(published(printed, truth=truth))
    assert (result.verdict, codes(result), result.repairs) == ("inconsistent", ["dimension_mismatch"], {})
    assert result.scores == printed


def test_a_repair_outside_the_rubric_is_not_made() -> None:
    """The published IKS would need the row to be a score no rubric has."""
    printed, _ = copied(1, 1)
    unreachable = next(score for score in range(6) if score not in IKS30)
    iks = assess(EDITION, printed).dimensions["IKS"].low + Fraction(unreachable - printed["IKS30"], 175)
    result = judged(published(printed, figures={"IKS": f"{float(iks):.14f}", "IDM": None}))
    assert (result.verdict, result.repairs) == ("inconsistent", {})
    assert codes(result)[0] == "dimension_mismatch"


@pytest.mark.parametrize("iks", ["0.1", "0.99", "1.2", "-0.5", "0.91431"])
def test_a_published_figure_no_score_reaches_is_not_repaired(iks: str) -> None:
    printed, _ = copied(1, 1)
    result = judged(published(printed, figures={"IKS": iks, "IDM": None}))
    assert (result.verdict, result.repairs, codes(result)[0]) == ("inconsistent", {}, "dimension_mismatch")


def test_a_repair_the_published_index_contradicts_is_not_made() -> None:
    """IKS alone would allow it, but IDM was published for the scores as printed: IKS is the misprint."""
    printed, truth = copied(5, 1)
    iks = assess(EDITION, truth).dimensions["IKS"].low
    result = judged(published(printed, figures={"IKS": f"{float(iks):.14f}"}))
    assert (result.verdict, codes(result), result.repairs) == ("inconsistent", ["dimension_mismatch"], {})


def test_a_repair_needs_every_other_score() -> None:
    printed, truth = copied(5, 1)
    for gap in ({**printed, "IKS07": None}, {**printed, "IKS07": 99}):
        result = judged(published(gap, truth=truth))
        assert result.verdict == "inconsistent"
        assert result.repairs == {}


def test_a_repair_needs_a_published_dimension() -> None:
    printed, truth = copied(5, 1)
    result = judged(published(printed, truth=truth, figures={"IKS": None}))
    assert (result.verdict, codes(result), result.repairs) == ("inconsistent", ["index_mismatch"], {})


def with_copied_row() -> Edition:
    """The toy edition, in which the row ROA (1, 3 or 4) is known to print the score of MKT (1 or 4)."""
    defect = {
        "code": "copied", "kind": "copied_row", "indicator": "ROA", "copy_of": "MKT", "repair_from": "LIV", "years": [2024],
        "text": {"id": "kata", "en": "words"},
    }  # fmt: skip
    return edition_from({**catalogue._resolved("contoh-2020"), "defects": [defect]}, file="x.yaml")


@pytest.mark.parametrize(
    ("printed_liv", "tolerance", "repaired"),
    [("50", "0.1", {"ROA": 3}), ("62.5", "0.1", {"ROA": 4}), ("56.25", "6.25", {}), ("56.25", "0.1", {})],
)
def test_a_print_so_coarse_that_two_scores_fit_is_not_repaired(
    printed_liv: str, tolerance: str, repaired: dict[str, int]
) -> None:
    """With MKT at 1, ROA at 3 gives LIV 50 and ROA at 4 gives 62.5: a print that allows both repairs nothing."""
    figures = {"LIV": Figure(Fraction(printed_liv), Fraction(tolerance))}
    result = audit(with_copied_row(), Publication(VILLAGE, 2024, {"CLI": 4, "SCH": 4, "MKT": 1, "ROA": 1}, figures))
    assert result.repairs == repaired
    assert result.verdict == ("repaired" if repaired else "inconsistent")


def test_a_repaired_answer_with_another_fault_stays_inconsistent() -> None:
    printed, truth = copied(5, 1)
    result = judged(published(printed, truth=truth, status="BERKEMBANG"))
    assert (result.verdict, codes(result)) == ("inconsistent", ["copied_row", "status_mismatch"])
    assert result.repairs == {"IKS30": 5}


# The other findings


def test_a_dimension_the_rows_contradict() -> None:
    result = judged(published(TOP, truth={**TOP, "IKE08": 4}))
    assert (result.verdict, codes(result)) == ("inconsistent", ["dimension_mismatch"])
    (finding,) = result.findings
    assert (finding.dimension, finding.recomputed) == ("IKE", 1)
    assert abs(finding.published - Fraction(59, 60)) < Fraction(1, 10**13)  # type: ignore[operator]


def test_an_index_its_own_dimensions_contradict() -> None:
    result = judged(published(figures={"IDM": "0.9876"}))
    assert (result.verdict, codes(result)) == ("inconsistent", ["index_mismatch"])
    assert (result.findings[0].published, result.findings[0].recomputed) == (Fraction("0.9876"), 1)


def test_a_status_its_value_contradicts() -> None:
    result = judged(published(status="MAJU"))
    assert (result.verdict, codes(result)) == ("inconsistent", ["status_mismatch"])
    assert (result.findings[0].published, result.findings[0].recomputed) == ("MAJU", "Mandiri")


@pytest.mark.parametrize("status", ["MANDIRI", "Mandiri", " mandiri ", "Self-reliant", None])
def test_a_status_is_known_in_any_spelling_or_not_printed(status: str | None) -> None:
    assert judged(published(status=status)).verdict == "consistent"


def on_limit(total: int) -> dict[str, int]:
    """Scores whose 6300·IDM is `total`."""
    for ikl in range(16):
        for ike in range(61):
            rest = total - 140 * ikl - 35 * ike
            if rest % 12 or not 0 <= rest // 12 <= 175:
                continue
            sums = {"IKS": rest // 12, "IKE": ike, "IKL": ikl}
            filled = [_filled([c for c in TOP if c.startswith(part)], points) for part, points in sums.items()]
            if all(filled):
                return {code: score for part in filled for code, score in part.items()}  # type: ignore[union-attr]
    raise AssertionError(total)


def _filled(names: list[str], points: int) -> dict[str, int] | None:
    """Scores of these indicators that sum to `points`, by the sums the first ones can reach."""
    ways: dict[int, dict[str, int]] = {0: {}}
    for name in names:
        ways = {
            total + score: {**scores, name: score}
            for total, scores in ways.items()
            for score in EDITION.indicators[name].scores
        }
    return ways.get(points)


@pytest.mark.parametrize(
    ("total", "status"), [(3091, "SANGAT TERTINGGAL"), (3092, "TERTINGGAL"), (5137, "MAJU"), (5138, "MANDIRI")]
)
def test_a_status_beside_a_limit_is_judged_by_the_exact_value(total: int, status: str) -> None:
    """Printed with four decimals 5138/6300 is 0.8156 and 5137/6300 is 0.8154: rounding never decides."""
    scores = on_limit(total)
    assert assess(EDITION, scores).index.low == Fraction(total, 6300)
    for decimals in (4, 14):
        assert judged(published(scores, decimals=decimals, status=status)).verdict == "consistent"
    wrong = next(item.name.id for item in EDITION.statuses if item.name.id.upper() != status)
    assert codes(judged(published(scores, status=wrong))) == ["status_mismatch"]


def test_a_status_on_the_limit_itself_belongs_to_the_lower_class() -> None:
    """The published index is on the limit and contradicts the rows; its status is held against what was published."""
    result = judged(published(figures={"IDM": "0.8155"}, status="MAJU"))
    assert codes(result) == ["index_mismatch"]
    assert codes(judged(published(figures={"IDM": "0.8155"}, status="MANDIRI"))) == [
        "index_mismatch",
        "status_mismatch",
    ]


@pytest.mark.parametrize("score", [6, -1, 2.5, "x", "4/1", 4])
def test_a_score_outside_the_rubric(score: object) -> None:
    """IKS27 has had only 5 and 3 since 2023."""
    result = judged(published({**TOP, "IKS27": score}, truth=TOP))
    assert (result.verdict, codes(result)) == ("inconsistent", ["score_outside_rubric"])
    (finding,) = result.findings
    assert (finding.indicator, finding.published) == ("IKS27", str(score))
    assert result.assessment is not None
    assert result.assessment.missing == ("IKS27",)


@pytest.mark.parametrize("gap", [None, "", " "])
def test_a_score_that_is_missing(gap: object) -> None:
    result = judged(published({**TOP, "IKE03": gap}, truth=TOP))
    assert (result.verdict, codes(result)) == ("inconsistent", ["score_missing"])
    absent = {code: score for code, score in TOP.items() if code != "IKE03"}
    assert codes(judged(published(absent, truth=TOP))) == ["score_missing"]


def test_an_answer_that_publishes_no_figure_is_not_consistent_with_anything() -> None:
    nothing = published(figures=dict.fromkeys(("IKS", "IKE", "IKL", "IDM")), status=None)
    result = judged(nothing)
    assert (result.verdict, codes(result)) == ("inconsistent", ["nothing_published"])


def test_a_condition_of_another_score() -> None:
    prints = {"IKS03": {5: frozenset({fingerprint("Ada bidan")}), 1: frozenset({fingerprint("Tidak ada bidan")})}}
    with_words = published(conditions={"IKS03": "tidak  ADA bidan "})
    result = judged(with_words, prints=prints)
    assert (result.verdict, codes(result)) == ("inconsistent", ["condition_mismatch"])
    (finding,) = result.findings
    assert (finding.indicator, finding.published, finding.recomputed) == ("IKS03", 5, 1)
    assert judged(with_words).verdict == "consistent"  # nothing is known of the words
    assert judged(published(conditions={"IKS03": "ada bidan"}), prints=prints).verdict == "consistent"
    assert judged(published(conditions={"IKS03": "kalimat lain"}), prints=prints).verdict == "consistent"
    assert judged(published(conditions={"LAIN": "ada bidan"}), prints=prints).verdict == "consistent"


def test_words_that_belong_to_two_scores_fit_either() -> None:
    known = {5: frozenset({fingerprint("ada")}), 4: frozenset({fingerprint("ada"), fingerprint("sedikit")})}
    assert belongs_to_another_score("ada", 5, known) is None
    assert belongs_to_another_score("ada", 4, known) is None
    assert belongs_to_another_score("sedikit", 5, known) == 4
    assert belongs_to_another_score("sedikit", 3, known) == 4


def test_a_village_the_region_list_lacks() -> None:
    result = judged(published(), villages={"6499012002"})
    assert (result.verdict, codes(result)) == ("inconsistent", ["unknown_village"])
    assert judged(published(), villages={VILLAGE}).verdict == "consistent"
    assert judged(published(village="64.99.01.2001"), villages={VILLAGE}).verdict == "consistent"


@pytest.mark.parametrize("code", ["6403010001", "64.03.010.001", "649901", "6499", "", "x", "None"])
def test_a_code_of_another_system_or_level(code: str) -> None:
    result = judged(published(village=code), villages={VILLAGE})
    assert (result.verdict, codes(result)) == ("inconsistent", ["wrong_code_system"])


def test_a_year_that_is_missing() -> None:
    without = published(year=None)
    for edition in (None, EDITION):
        result = audit(edition, without)
        assert (result.verdict, codes(result)) == ("inconsistent", ["year_missing"])
    assert audit(None, without).assessment is None


def test_a_year_no_edition_serves() -> None:
    result = audit(None, published(year=2031))
    assert (result.verdict, codes(result), result.scores) == ("inconsistent", ["no_edition"], {})
    assert "2031" in result.findings[0].message("id")


# Verdicts and messages


def every_finding() -> list[Audit]:
    printed, truth = copied(5, 1)
    prints = {"IKS03": {1: frozenset({fingerprint("tidak ada")})}}
    return [
        judged(published(printed, truth=truth)),
        judged(published(TOP, truth={**TOP, "IKE08": 4})),
        judged(published(figures={"IDM": "0.9876"}, status="MAJU")),
        judged(published({**TOP, "IKS27": 9, "IKE03": None}, truth=TOP)),
        judged(published(conditions={"IKS03": "tidak ada"}), prints=prints),
        judged(published(figures=dict.fromkeys(("IKS", "IKE", "IKL", "IDM")))),
        judged(published(village="649901")),
        judged(published(), villages=set()),
        audit(None, published(year=None)),
        audit(None, published(year=2031)),
        judged(replace(published(), unreadable={"IDM": "9e999999999"})),
        against_earlier(judged(published()), published({**TOP, "IKE08": 4})),
    ]


def of_the_answers() -> list[Finding]:
    """What is found of the answers themselves, whatever was published."""
    edition, village = catalogue.edition("indeks-desa-2025"), "9901012001"
    doctor = dict.fromkeys(edition.indicators, 1) | {"ID017": 3, "ID075": 1}
    jump = index_jump(EDITION, village, 2024, Fraction(7, 10), Fraction(6, 10))
    assert jump is not None
    return [
        *implausible(edition, village, 2025, doctor),
        jump,
        *score_swings(EDITION, village, 2023, {"IKS30": 5}, {"IKS30": 1}, {"IKS30": 5}),
        Finding("answers_missing", village, 2023),
    ]


def test_the_same_answer_twice_is_no_contradiction() -> None:
    result = judged(published())
    assert against_earlier(result, published()) is result
    assert against_earlier(result, published({**TOP, "IKE08": 4})).verdict == "inconsistent"


def test_every_finding_code_is_reached_and_says_itself_in_both_languages() -> None:
    findings = [finding for result in every_finding() for finding in result.findings] + of_the_answers()
    assert {finding.code for finding in findings} == set(MESSAGES)
    for finding in findings:
        words = finding.message("id"), finding.message("en")
        assert words[0] != words[1]
        for text in words:
            assert "{" not in text
            assert "None" not in text
            assert "Fraction" not in text
        assert not re.search(r"\d\.\d", words[0]), words[0]
        assert (finding.village, finding.year) == (finding.village, finding.year)


def test_figures_are_written_as_the_language_writes_them() -> None:
    (finding,) = judged(published(figures={"IDM": "0.9876"})).findings
    assert "0,9876" in finding.message("id")
    assert "0.9876" in finding.message("en")


@given(st.data())
def test_a_verdict_is_repaired_only_where_nothing_but_known_defects_was_found(data: st.DataObject) -> None:
    scores = data.draw(scores_of(EDITION))
    truth = data.draw(st.sampled_from([scores, {**scores, "IKS30": data.draw(st.sampled_from(IKS30))}, TOP]))
    status = data.draw(st.sampled_from([item.name.id for item in EDITION.statuses]))
    result = judged(published(scores, truth=truth, status=status))
    kinds = set(codes(result))
    expected = "consistent" if not kinds else "repaired" if kinds == {"copied_row"} else "inconsistent"
    assert result.verdict == expected
    assert result.printed == scores
    differing = {code for code in scores if result.scores[code] != scores[code]}
    assert differing == set(result.repairs)
    if result.verdict == "repaired":
        assert result.assessment is not None
        for code, figure in result.publication.figures.items():
            low = result.assessment.index.low if code == "IDM" else result.assessment.dimensions[code].low
            assert figure.equals(low)


def test_an_audit_changes_nothing_it_was_given() -> None:
    printed, truth = copied(5, 1)
    before = dict(printed)
    publication = published(printed, truth=truth)
    judged(publication)
    assert publication.scores == before
    assert publication == published(printed, truth=truth)


# Figures


@pytest.mark.parametrize(
    ("written", "tolerance"),
    [("0.9143", "0.0001"), ("0.9", "0.0001"), ("1", "0.0001"), (1, "0.0001"), ("0.91429", "0.00001"), ("9143e-4", "0.0001"),
     ("9.1429e-1", "0.00001"), (0.65714285714286, "0.00000000000001")],
)  # fmt: skip
def test_a_figure_equals_what_lies_within_a_unit_of_its_last_digit(written: object, tolerance: str) -> None:
    figure = Figure.read(written, decimals=4)
    unit, more = Fraction(tolerance), Fraction(1, 10**12)
    assert figure.equals(figure.value)
    assert figure.equals(figure.value + unit)
    assert figure.equals(figure.value - unit)
    assert not figure.equals(figure.value + unit + more)
    assert not figure.equals(figure.value - unit - more)


@pytest.mark.parametrize("written", ["", "-", "0,9143", "1/2", None, "nan", "inf", "1e999999999", [], True])
def test_what_is_no_number_is_no_figure(written: object) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        Figure.read(written, decimals=4)


def test_the_toy_index_can_be_audited_too() -> None:
    toy: Edition = catalogue.edition("contoh-2020")
    scores = {"CLI": 4, "SCH": 4, "MKT": 4, "ROA": 3}
    found = assess(toy, scores)
    figures = {"TOY": Figure.read(f"{float(found.index.low):.1f}", decimals=1)}
    good = Publication(VILLAGE, 2024, scores, figures, "Tinggi")
    assert audit(toy, good).verdict == "consistent"
    assert codes(audit(toy, Publication(VILLAGE, 2024, {**scores, "ROA": 1}, figures))) == ["index_mismatch"]
