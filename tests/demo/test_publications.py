"""What was published of the answers: right, but for the flaws that were put in, and those are counted."""

from collections import Counter

from berdaya.definitions import catalogue
from berdaya.demo.flaws import DIMENSION_SLIP_YEAR, SILENT_YEAR, STATUS_SLIP_YEAR
from berdaya.demo.publications import publish, rounded, with_copied_rows, with_wrong_status
from berdaya.demo.regency import DemoRegency, DemoSubmission
from berdaya.domain.index.audit import Audit, audit
from berdaya.domain.index.publication import Figure, Publication
from berdaya.domain.index.scoring import score_answers


def judged(item: DemoSubmission) -> Audit:
    edition = catalogue.edition(item.edition)
    assert item.published is not None
    figures = {**item.published.dimensions, edition.head.code: item.published.index}
    printed = {code: Figure.read(value, decimals=edition.head.decimals) for code, value in figures.items()}
    return audit(edition, Publication(item.village, item.year, item.scores, printed, item.published.status))


def test_a_dozen_results_of_2024_contradict_their_rows_in_the_known_way_and_two_otherwise(
    regency: DemoRegency,
) -> None:
    audits = [judged(item) for item in regency.submissions if item.published]
    verdicts = Counter((found.publication.year, found.verdict) for found in audits)
    assert verdicts[2024, "repaired"] == 12
    inconsistent = {found.publication.year: found for found in audits if found.verdict == "inconsistent"}
    assert inconsistent.keys() == {STATUS_SLIP_YEAR, DIMENSION_SLIP_YEAR}
    assert [finding.code for finding in inconsistent[STATUS_SLIP_YEAR].findings] == ["status_mismatch"]
    assert [finding.code for finding in inconsistent[DIMENSION_SLIP_YEAR].findings] == ["dimension_mismatch"]
    assert sum(verdicts.values()) - verdicts[2024, "repaired"] - 2 == sum(
        count for (_, verdict), count in verdicts.items() if verdict == "consistent"
    )


def test_the_repair_finds_the_score_that_the_answers_give(regency: DemoRegency) -> None:
    for item in regency.submissions:
        if item.published and item.year == 2024 and judged(item).verdict == "repaired":
            edition = catalogue.edition(item.edition)
            assert judged(item).scores == score_answers(edition, item.inputs)
            assert item.scores["IKS30"] == item.scores["IKS31"]


def test_only_the_copied_row_differs_from_what_the_answers_give(regency: DemoRegency) -> None:
    for item in regency.submissions:
        true = score_answers(catalogue.edition(item.edition), item.inputs)
        differing = {code for code in true if true[code] != item.scores[code]}
        assert differing <= ({"IKS30"} if item.year == 2024 else set())


def test_one_kecamatan_is_silent_for_a_year_and_some_village_years_are_lost(regency: DemoRegency) -> None:
    present = {(item.village, item.year) for item in regency.submissions}
    assert len(present) == len(regency.submissions)
    expected = {(region.code, year) for region in regency.desa for year in range(2021, 2026)}
    lost = Counter((code[:6], year) for code, year in expected - present)
    silent = [pair for pair, count in lost.items() if count == sum(region.parent == pair[0] for region in regency.desa)]
    assert [year for _, year in silent] == [SILENT_YEAR]
    assert 4 <= sum(lost.values()) - lost[silent[0]] <= 12


def test_incomplete_answers_are_not_published(regency: DemoRegency) -> None:
    gaps = 0
    for item in regency.submissions:
        missing = set(catalogue.edition(item.edition).inputs) - item.inputs.keys()
        assert len(missing) <= 4
        assert (item.published is None) == (None in item.scores.values())
        assert bool(missing) == (item.published is None)
        gaps += bool(missing)
    assert 10 <= gaps <= 25


def test_kelurahan_are_outside_the_index(regency: DemoRegency) -> None:
    assert {item.village for item in regency.submissions} <= {region.code for region in regency.desa}


def test_figures_are_rounded_half_up_as_the_edition_says() -> None:
    edition = catalogue.edition_for("idm", 2024)
    full = {code: indicator.top for code, indicator in edition.indicators.items()}
    published = publish(edition, {**full, "IKS01": 4})
    assert published.dimensions == {"IKS": 0.9943, "IKE": 1.0, "IKL": 1.0}
    assert (published.index, published.status) == (0.9981, "MANDIRI")
    assert with_wrong_status(edition, published).status == "MAJU"
    assert rounded(edition.statuses[0].up_to or edition.head.scale, edition) == 0.4907


def test_a_row_repeats_another_only_in_the_year_of_the_defect() -> None:
    edition = catalogue.edition_for("idm", 2024)
    scores = {**dict.fromkeys(edition.indicators, 5), "IKS31": 1}
    assert with_copied_rows(edition, 2024, scores)["IKS30"] == 1
    assert with_copied_rows(edition, 2023, scores) == scores
