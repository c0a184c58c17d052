"""The page of one finding: the two values, the rule, the evidence, the ledger, what was said, and what may be decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from berdaya.domain.index.definition import Edition
from berdaya.domain.values import RegionCode
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.decisions.evidence import Line
from berdaya.records.decisions.kinds import DECIDERS, LEAVES, REMARKERS, UNDECIDED, Choice, State
from berdaya.records.decisions.selectors import DecisionRow, Standing
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.selectors import Historical
from berdaya.records.observations.values import Scalar
from berdaya.web.charts import marks
from berdaya.web.measure import Measure, words
from berdaya.web.provenance import day
from berdaya.web.published import address
from berdaya.web.quality.words import about, figure, kind_name, state_tag
from berdaya.web.villages.indicator import answer_lines

# Findings whose answer has to come from the source: there is no score to repair.
WITHOUT_REPAIR = ("score_missing", "answers_missing", "figure_unreadable", "nothing_published", "conflicting_answers")


@dataclass(frozen=True)
class EvidenceLine:
    """One score in the years around, with the score that would explain the finding."""

    name: str
    code: str
    href: str
    before: SafeString
    printed: SafeString
    shown: SafeString
    after: SafeString
    would_be: str
    agrees: bool


@dataclass(frozen=True)
class Answers:
    """A raw answer behind the finding, this year and the year before."""

    question: str
    before: str
    now: str


@dataclass(frozen=True)
class Option:
    """A repair that can be chosen."""

    value: str
    name: str


@dataclass(frozen=True)
class Entry:
    """One entry of the history of decisions."""

    what: str
    repair: str
    reason: str
    by: str
    role: str
    at: datetime
    remark: bool
    together: str
    undoes: bool


@dataclass(frozen=True)
class LedgerLine:
    """One value of the ledger."""

    year: int
    code: str
    value: str
    source: str
    shown: bool
    recorded: str
    document: str
    note: str


@dataclass(frozen=True)
class FindingPage:
    """Everything the template shows."""

    title: str
    about: str
    village: str
    code: str
    district: str
    index: str
    year: int
    state: str
    undecided: bool
    changed_since: bool
    message: str
    published: str
    recomputed: str
    proposal: str
    why: str
    evidence: tuple[EvidenceLine, ...]
    leads: bool
    unexplained: bool
    answers: tuple[Answers, ...]
    ledger: tuple[LedgerLine, ...]
    entries: tuple[Entry, ...]
    choices: tuple[tuple[str, str, str], ...]
    proposed: tuple[Option, ...]
    others: tuple[tuple[str, tuple[Option, ...]], ...]
    version: int
    decides: bool
    remarks: bool
    village_href: str


def finding_page(
    measure: Measure,
    one: Standing,
    lines: Sequence[Line],
    ledger: Sequence[Historical],
    entries: Sequence[DecisionRow],
    said: tuple[Mapping[str, Scalar], Mapping[str, Scalar]],
    scope: Scope,
    parameters: Mapping[str, str],
) -> FindingPage:
    """Put the page together. `said` are the raw answers of the year before and of the finding's own year."""
    found, edition = one.found, measure.edition
    dotted = RegionCode(found.village).dotted
    decides = scope.acting_as(*DECIDERS).covers(found.village)
    return FindingPage(
        title=kind_name(found.key.code),
        about=about(measure, found),
        village=found.name,
        code=dotted,
        district=found.district,
        index=measure.name,
        year=found.key.year,
        state=state_tag(one.state),
        undecided=one.state in UNDECIDED,
        changed_since=one.changed_since,
        message=measure.told(words(found.message)),
        published=figure(measure, found.published),
        recomputed=figure(measure, found.recomputed),
        proposal=_proposal(measure, one),
        why=_why(edition, one),
        evidence=tuple(_evidence(measure, line, dotted, parameters) for line in lines),
        leads=any(line.would_be is not None for line in lines),
        unexplained=found.key.code == "dimension_mismatch" and not lines,
        answers=_answers(edition, found.indicator, said),
        ledger=tuple(_ledger(one_said) for one_said in ledger),
        entries=tuple(
            _entry(measure, entry, parameters, one.last.id if one.last else None, decides=decides)
            for entry in reversed(entries)
        ),
        choices=_choices(one) if decides else (),
        proposed=_proposed(measure, lines),
        others=_others(measure, one),
        version=one.version,
        decides=decides,
        remarks=scope.acting_as(*REMARKERS).covers(found.village),
        village_href=address(reverse("village", args=[dotted]), parameters),
    )


def _proposal(measure: Measure, one: Standing) -> str:
    found = one.found
    if found.repaired_to is None:
        return ""
    return gettext("%(indicator)s menjadi skor %(score)d") % {
        "indicator": about(measure, found),
        "score": found.repaired_to,
    }


def _why(edition: Edition, one: Standing) -> str:
    """The rule or the known defect behind the finding, in the words of the edition."""
    found = one.found
    defect = next((item for item in edition.defects if item.code == found.defect), None)
    if defect is not None:
        return words(defect.text)
    rule = next((item for item in edition.rules if item.code == found.rule), None)
    return words(rule.text) if rule is not None else ""


def _evidence(measure: Measure, line: Line, dotted: str, parameters: Mapping[str, str]) -> EvidenceLine:
    indicator = measure.edition.indicators[line.indicator]
    return EvidenceLine(
        words(indicator.short),
        line.indicator,
        address(reverse("indicator", args=[dotted, line.indicator]), parameters),
        before=marks.score(line.before, indicator.top),
        printed=marks.score(line.printed, indicator.top),
        shown=marks.score(line.shown, indicator.top),
        after=marks.score(line.after, indicator.top),
        would_be="" if line.would_be is None else str(line.would_be),
        agrees=line.agrees,
    )


def _answers(
    edition: Edition, indicator: str, said: tuple[Mapping[str, Scalar], Mapping[str, Scalar]]
) -> tuple[Answers, ...]:
    """The answers that the indicator of the finding reads; nothing where neither year has any."""
    if indicator not in edition.indicators or not any(said):
        return ()
    before, now = (answer_lines(edition, edition.indicators[indicator], one) for one in said)
    return tuple(
        Answers(one.question, f"{one.value} {one.unit}", f"{two.value} {two.unit}")
        for one, two in zip(before, now, strict=True)
    )


def _ledger(one: Historical) -> LedgerLine:
    return LedgerLine(
        year=one.year,
        code=one.code,
        value=str(one.value),
        source=str(Source(one.source).label),
        shown=one.shown,
        recorded=day(one.recorded_at),
        document=one.document_source,
        note=one.note,
    )


def _together(entry: DecisionRow, parameters: Mapping[str, str]) -> str:
    """Where everything that was decided together can be taken back together."""
    alike = {"jenis": entry.key.code, "tentang": entry.key.subject, "kelompok": entry.batch}
    return address(reverse("finding-together"), parameters, alike)


def _entry(
    measure: Measure, entry: DecisionRow, parameters: Mapping[str, str], in_force: int | None, *, decides: bool
) -> Entry:
    indicator = measure.edition.indicators.get(entry.indicator)
    repair = ""
    if indicator is not None and entry.score is not None:
        repair = gettext("%(indicator)s menjadi skor %(score)d") % {
            "indicator": f"{indicator.code} {words(indicator.short)}",
            "score": entry.score,
        }
    return Entry(
        what=str(Choice(entry.choice).label),
        repair=repair,
        reason=entry.reason,
        by=entry.by or gettext("sistem"),
        role=str(Role(entry.role).label) if entry.role in Role.values else "",
        at=entry.decided_at,
        remark=entry.choice == Choice.REMARK,
        together=_together(entry, parameters) if entry.batch else "",
        undoes=bool(entry.batch) and decides and entry.id == in_force,
    )


def _choices(one: Standing) -> tuple[tuple[str, str, str], ...]:
    """What can be decided now: value, name, what follows from it."""
    repairable = one.found.key.code not in WITHOUT_REPAIR
    found = [
        (
            Choice.REPAIR,
            gettext("Sahkan perbaikan") if one.state == State.INFERRED else gettext("Perbaiki skor"),
            gettext("Skor perbaikan dipakai; skor tercetak tetap disimpan di sampingnya."),
        )
        if repairable
        else None,
        (Choice.ACCEPT, gettext("Terima seperti yang terbit"), gettext("Nilai tercetak dipakai; temuan ini ditandai.")),
        (Choice.REFER, gettext("Rujuk ke sumber"), gettext("Sumber diminta menjelaskan atau membetulkan.")),
        (Choice.VISIT, gettext("Perlu kunjungan"), gettext("Buktinya dicari di desa.")),
        (Choice.REOPEN, gettext("Buka lagi"), gettext("Keputusan yang berlaku ditarik; riwayatnya tetap.")),
    ]
    now = one.state
    decided = now not in UNDECIDED
    return tuple(
        (str(choice), name, follows)
        for choice, name, follows in (item for item in found if item is not None)
        if (choice != Choice.REOPEN or decided) and (LEAVES.get(choice) != now or choice == Choice.REPAIR)
    )


def _proposed(measure: Measure, lines: Sequence[Line]) -> tuple[Option, ...]:
    """The repairs that would explain the finding; those that a year beside agrees with say so."""
    return tuple(
        Option(
            f"{line.indicator}:{line.would_be}",
            gettext("%(indicator)s: %(printed)s menjadi %(score)d") % _named(measure, line)
            + (f" · {gettext('sama dengan tahun di sampingnya')}" if line.agrees else ""),
        )
        for line in lines
        if line.would_be is not None
    )


def _named(measure: Measure, line: Line) -> dict[str, object]:
    indicator = measure.edition.indicators[line.indicator]
    printed = gettext("belum ada") if line.printed is None else str(line.printed)
    return {"indicator": f"{line.indicator} {words(indicator.short)}", "printed": printed, "score": line.would_be}


def _others(measure: Measure, one: Standing) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    """Every score of the indicators a repair may touch, by indicator."""
    edition, found = measure.edition, one.found
    if found.indicator in edition.indicators:
        indicators = [edition.indicators[found.indicator]]
    elif found.dimension in edition.dimensions:
        indicators = list(edition.indicators_of(found.dimension))
    elif found.rule:
        names = {name for rule in edition.rules if rule.code == found.rule for name in rule.rule.names}
        indicators = [edition.indicators[name] for name in sorted(names)]
    else:
        indicators = list(edition.indicators.values())
    return tuple(
        (
            f"{indicator.code} {words(indicator.short)}",
            tuple(
                Option(
                    f"{indicator.code}:{score}",
                    gettext("%(code)s skor %(score)d: %(condition)s")
                    % {"code": indicator.code, "score": score, "condition": words(indicator.band(score).condition)},
                )
                for score in indicator.scores
            ),
        )
        for indicator in indicators
    )
