"""Reads what a village's profile is worded from: what is public, whoever asks, for a paper goes from hand to hand."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.http import Http404

from berdaya.domain.problems import Problem
from berdaya.records.access.scope import PUBLIC
from berdaya.records.regions.kinds import Kind, Level
from berdaya.records.regions.selectors import RegionRow
from berdaya.records.runs.selectors import ResultRow, published_results
from berdaya.records.runs.summaries import PublishedRun, printed_indices, published_runs, sources, village_results
from berdaya.reports.data import plain
from berdaya.reports.press import Sheet, size
from berdaya.reports.village_profile import KIND
from berdaya.web.keeping import kept, standing
from berdaya.web.measure import Measure, language
from berdaya.web.papers.profile import Material, subject, village_profile
from berdaya.web.published import Published, published
from berdaya.web.villages.reading import Village, answers, find, inputs


@dataclass(frozen=True)
class Profile:
    """A profile ready for paper, and which village and year it is of."""

    sheet: Sheet
    region: RegionRow
    # When the figures were published: the date a preview carries, so that it is the same file until they change.
    moment: datetime


def profile(code: str, family: str, year: str) -> Profile:
    """The profile of a village in the language of the page; Http404 where there is nothing to print."""
    try:
        region = find(PUBLIC, code)
    except Problem as problem:
        raise Http404 from problem
    runs = published_runs()
    shown = published(runs)
    if region.level != Level.VILLAGE or region.kind != Kind.DESA or not shown:
        raise Http404
    chosen, of_year = shown.chosen(family, year)
    village = _village(region, shown, runs, chosen, of_year)
    measure = Measure(shown.edition(chosen, of_year))
    said = inputs(PUBLIC, region.id, of_year, measure.edition)
    material = Material(
        village=village,
        measure=measure,
        years=shown.years[chosen],
        answers=answers(measure.edition, said),
        runs=runs,
        said=sources(region.code, of_year, measure.edition.code),
        size=size(),
    )
    return Profile(_sheet(material), region, _moment(runs, village))


def _moment(runs: list[PublishedRun], village: Village) -> datetime:
    own = [run.published_at for run in runs if village.row and run.id == village.row.run_id]
    return max(own or [run.published_at for run in runs])


def _village(region: RegionRow, shown: Published, runs: list[PublishedRun], family: str, year: int) -> Village:
    regency = region.code[:4]

    def make() -> list[ResultRow]:
        found = published_results(PUBLIC, family, [year], scores=True)
        return [row for row in found if row.code.startswith(regency)]

    peers = kept("peers", standing(runs, family, year, regency), make)
    village = Village(region, family, year, village_results(PUBLIC, region.id), peers)
    edition = shown.edition(family, year)
    if village.row is None or village.row.verdict != "inconsistent":
        return village
    printed = printed_indices([region.id], year, edition.code, edition.head.code)
    return replace(village, printed=printed.get(region.id))


def _sheet(material: Material) -> Sheet:
    body = village_profile(material)
    title = subject(material.village, material.measure)
    return Sheet(KIND, title, plain(body), language()[:2], " · ".join(body.provenance), material.size)
