"""Published against recomputed: every contradiction is found, named, and repaired where a known defect explains it.

A repaired score never replaces the printed one; it stands beside it, marked inferred. Findings and their order of
judgement: docs/algorithms/audit.md.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from berdaya.domain.index.aggregation import Assessment, assess
from berdaya.domain.index.classification import classify
from berdaya.domain.index.definition import Defect, Edition
from berdaya.domain.index.printed_conditions import Prints, belongs_to_another_score
from berdaya.domain.index.publication import Publication
from berdaya.domain.index.scoring import checked_score
from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode, Text, half_up

Verdict = Literal["consistent", "repaired", "inconsistent"]
Scores = dict[str, int | None]

# A finding repeats what was printed, but not a page of it.
LONGEST = 40

MESSAGES: Mapping[str, Text] = {
    "wrong_code_system": Text(
        "Kode {village} bukan kode desa Kemendagri; mungkin kode BPS.",
        "The code {village} is not a Kemendagri village code; it may be a BPS code.",
    ),
    "unknown_village": Text(
        "Desa {village} tidak ada dalam daftar wilayah.", "The village {village} is not in the region list."
    ),
    "year_missing": Text(
        "Tahun tidak tercantum. Bila semua sama, sebutkan dengan --year.",
        "The year is missing. If it is one for all, give it with --year.",
    ),
    "no_edition": Text("Tidak ada edisi untuk tahun {year}.", "No edition serves the year {year}."),
    "nothing_published": Text(
        "Tidak ada angka terbit yang dapat dibandingkan.", "No published figure is there to compare with."
    ),
    "score_missing": Text("Skor {indicator} tidak tercantum.", "The score of {indicator} is missing."),
    "figure_unreadable": Text(
        "{dimension} terbit “{published}”, bukan angka.",
        "{dimension} is published as “{published}”, which is no number.",
    ),
    "score_outside_rubric": Text(
        "Skor {indicator} = {published} tidak ada dalam rubrik.",
        "The score of {indicator} = {published} is not in the rubric.",
    ),
    "condition_mismatch": Text(
        "Keterangan {indicator} milik skor {recomputed}, padahal tercetak skor {published}.",
        "The condition printed for {indicator} belongs to score {recomputed}, but the score printed is {published}.",
    ),
    "copied_row": Text(
        "{indicator} mencetak skor {copy_of}: {dimension} dari baris {recomputed}, terbit {published}. "
        "Skor {indicator} diperbaiki menjadi {repaired_to} (dugaan).",
        "{indicator} prints the score of {copy_of}: {dimension} from the rows is {recomputed}, published {published}. "
        "The score of {indicator} is repaired to {repaired_to} (inferred).",
    ),
    "dimension_mismatch": Text(
        "{dimension} terbit {published}, dari baris {recomputed}; tidak ada cacat sumber yang menjelaskannya.",
        "{dimension} is published as {published}, the rows give {recomputed}; no known defect of the source explains it.",
    ),
    "index_mismatch": Text(
        "{dimension} terbit {published}, dihitung {recomputed}.",
        "{dimension} is published as {published}, computed {recomputed}.",
    ),
    "status_mismatch": Text(
        "Status terbit {published}, menurut nilainya {recomputed}.",
        "The status is published as {published}, its value says {recomputed}.",
    ),
    "conflicting_answers": Text(
        "Ada jawaban lain untuk desa dan tahun ini yang isinya berbeda.",
        "There is another answer for this village and year that says otherwise.",
    ),
    # Of the answers themselves, whatever was published: they leave the verdict as it is.
    "rule_broken": Text(
        "Skor tidak dapat benar bersama-sama: {rule} ({published}).",
        "These scores cannot all be true: {rule} ({published}).",
    ),
    "answers_missing": Text(
        "Tidak ada jawaban desa ini untuk tahun {year}.", "There is no answer of this village for {year}."
    ),
    "index_jump": Text(
        "Indeks berubah dari {recomputed} menjadi {published} dalam satu tahun; perubahan sebesar ini jarang.",
        "The index went from {recomputed} to {published} within a year; so large a change is rare.",
    ),
    "score_swing": Text(
        "Skor {indicator} berubah dari {recomputed} menjadi {published}, lalu kembali ke {recomputed} setahun kemudian.",
        "The score of {indicator} went from {recomputed} to {published}, and back to {recomputed} a year later.",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction. `published` and `recomputed` are a figure, a score or a status; `repaired_to` a score."""

    code: str
    village: str
    year: int | None
    published: Fraction | int | str | None = None
    recomputed: Fraction | int | str | None = None
    repaired_to: int | None = None
    indicator: str | None = None
    dimension: str | None = None
    defect: str | None = None
    rule: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)

    def message(self, language: str = "id") -> str:
        """The finding in words; figures with four decimals, with a comma in Indonesian."""
        figures = {key: _printed(value, language) for key, value in {**self._figures(), **self.details}.items()}
        return MESSAGES[self.code].in_(language).format_map(figures)

    def _figures(self) -> dict[str, object]:
        names = ("village", "year", "published", "recomputed", "repaired_to", "indicator", "dimension")
        return {name: getattr(self, name) for name in names}


def _printed(value: object, language: str) -> object:
    if isinstance(value, Text):
        return value.in_(language)
    if not isinstance(value, Fraction):
        return value
    text = str(half_up(value, 4))
    return text if language.startswith("en") else text.replace(".", ",")


@dataclass(frozen=True, slots=True)
class Audit:
    """The judgement of one publication. `scores` are the repaired ones, `printed` those of the source."""

    publication: Publication
    verdict: Verdict
    findings: tuple[Finding, ...]
    printed: Mapping[str, int | None] = field(default_factory=dict)
    scores: Mapping[str, int | None] = field(default_factory=dict)
    assessment: Assessment | None = None

    @property
    def repairs(self) -> dict[str, int]:
        """The scores that were repaired, by indicator."""
        return {f.indicator: f.repaired_to for f in self.findings if f.indicator and f.repaired_to is not None}


def audit(
    edition: Edition | None,
    publication: Publication,
    *,
    prints: Prints | None = None,
    villages: Collection[str] | None = None,
) -> Audit:
    """Judge one publication by its edition (None: no edition serves its year).

    `prints` are the known fingerprints of printed conditions, `villages` the known plain codes; without them those two
    checks are left out. The verdict is `inconsistent` when any contradiction stays, `repaired` when all were explained.
    """
    findings = list(_identity(publication, villages))
    if edition is None:
        findings += [_finding("no_edition", publication)] if publication.year is not None else []
        return Audit(publication, "inconsistent", tuple(findings))
    findings += [
        _finding("figure_unreadable", publication, dimension=code, published=text[:LONGEST])
        for code, text in publication.unreadable.items()
    ]
    printed = _read_scores(edition, publication, findings)
    findings += _conditions(publication, printed, prints or {})
    scores, repairs = _repaired(edition, publication, printed)
    assessment = assess(edition, scores)
    findings += repairs
    if assessment.complete:
        findings += _figures(edition, publication, assessment)
        findings += _status(edition, publication, assessment)
    return Audit(publication, _verdict(findings), tuple(findings), printed, scores, assessment)


def against_earlier(result: Audit, earlier: Publication) -> Audit:
    """The result, contradicted where an earlier answer for the same village and year printed other scores."""
    one, two = (
        {code: str(score) for code, score in publication.scores.items()}
        for publication in (result.publication, earlier)
    )
    if one == two:
        return result
    finding = _finding("conflicting_answers", result.publication)
    return replace(result, verdict="inconsistent", findings=(*result.findings, finding))


def _verdict(findings: list[Finding]) -> Verdict:
    if any(finding.code != "copied_row" for finding in findings):
        return "inconsistent"
    return "repaired" if findings else "consistent"


def _finding(code: str, publication: Publication, **parts: object) -> Finding:
    return Finding(code, publication.village, publication.year, **parts)  # type: ignore[arg-type]  # names of its fields


def _identity(publication: Publication, villages: Collection[str] | None) -> Iterator[Finding]:
    try:
        code = RegionCode.parse(publication.village)
    except Problem:
        code = None
    if code is None or code.level != "village":
        yield _finding("wrong_code_system", publication)
    elif villages is not None and code.plain not in villages:
        yield _finding("unknown_village", publication)
    if publication.year is None:
        yield _finding("year_missing", publication)


def _read_scores(edition: Edition, publication: Publication, findings: list[Finding]) -> Scores:
    scores: Scores = {}
    for code, indicator in edition.indicators.items():
        given = publication.scores.get(code)
        try:
            scores[code] = checked_score(indicator, given)
        except Problem:
            scores[code] = None
            findings.append(
                _finding("score_outside_rubric", publication, indicator=code, published=str(given)[:LONGEST])
            )
        else:
            if scores[code] is None:
                findings.append(_finding("score_missing", publication, indicator=code))
    return scores


def _conditions(publication: Publication, scores: Scores, prints: Prints) -> Iterator[Finding]:
    for code, text in publication.conditions.items():
        score = scores.get(code)
        if score is None:
            continue
        other = belongs_to_another_score(text, score, prints.get(code, {}))
        if other is not None:
            yield _finding("condition_mismatch", publication, indicator=code, published=score, recomputed=other)


def _repaired(edition: Edition, publication: Publication, printed: Scores) -> tuple[Scores, list[Finding]]:
    """Undo every known copied row that the published figures contradict; the printed scores where none does."""
    scores, findings = dict(printed), []
    for defect in edition.defects:
        if defect.kind != "copied_row" or publication.year not in defect.years:
            continue
        finding = _copied_row(edition, publication, scores, defect)
        if finding is not None and finding.indicator is not None:
            scores[finding.indicator] = finding.repaired_to
            findings.append(finding)
    return scores, findings


def _copied_row(edition: Edition, publication: Publication, scores: Scores, defect: Defect) -> Finding | None:
    code, original, dimension = defect.indicator, defect.copy_of, defect.repair_from
    if code is None or original is None or dimension is None or None in scores.values():
        return None
    if dimension not in publication.figures:
        return None
    published = publication.figures[dimension]
    before = assess(edition, scores).dimensions[dimension].low
    if published.equals(before) or scores[code] != scores[original]:
        return None
    rubric = edition.indicators[code].scores
    fitting = [score for score in rubric if _fits(edition, publication, {**scores, code: score}, dimension)]
    if len(fitting) != 1:
        return None
    return _finding(
        "copied_row",
        publication,
        published=published.value,
        recomputed=before,
        repaired_to=fitting[0],
        indicator=code,
        dimension=dimension,
        defect=defect.code,
        details={"copy_of": original},
    )


def _fits(edition: Edition, publication: Publication, scores: Scores, dimension: str) -> bool:
    """Whether scores give both the published dimension and the published index, where that was printed."""
    assessment = assess(edition, scores)
    index = publication.figures.get(edition.head.code)
    fits = publication.figures[dimension].equals(assessment.dimensions[dimension].low)
    return fits and (index is None or index.equals(assessment.index.low))


def _figures(edition: Edition, publication: Publication, assessment: Assessment) -> Iterator[Finding]:
    """Dimensions first; the index is judged by itself only where its dimensions hold, for it follows from them."""
    if not publication.figures:
        yield _finding("nothing_published", publication)
    recomputed = {code: interval.low for code, interval in assessment.dimensions.items()}
    wrong = [code for code in recomputed if code in publication.figures]
    wrong = [code for code in wrong if not publication.figures[code].equals(recomputed[code])]
    for code in wrong:
        published = publication.figures[code].value
        yield _finding(
            "dimension_mismatch", publication, published=published, recomputed=recomputed[code], dimension=code
        )
    head = edition.head.code
    figure = publication.figures.get(head)
    if not wrong and figure is not None and not figure.equals(assessment.index.low):
        yield _finding(
            "index_mismatch", publication, published=figure.value, recomputed=assessment.index.low, dimension=head
        )


def _status(edition: Edition, publication: Publication, assessment: Assessment) -> Iterator[Finding]:
    """A status is held against the published index, or the recomputed one where they agree or none was published."""
    if publication.status is None:
        return
    figure = publication.figures.get(edition.head.code)
    agrees = figure is None or figure.equals(assessment.index.low)
    index = assessment.index.low if agrees or figure is None else figure.value
    expected = classify(index, edition.statuses)
    printed = " ".join(publication.status.split()).casefold()
    if printed not in (expected.code, expected.name.id.casefold(), expected.name.en.casefold()):
        yield _finding("status_mismatch", publication, published=publication.status, recomputed=expected.name.id)
