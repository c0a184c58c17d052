"""The headings of a village's profile, how robust its status is, and what is not known."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from django.utils.translation import gettext, ngettext

from berdaya.domain.index.explanation import last_limit, next_limit
from berdaya.records.runs.selectors import ResultRow
from berdaya.web.measure import Measure, listed
from berdaya.web.villages.firmness import firmness
from berdaya.web.villages.placing import ranked, written
from berdaya.web.villages.reading import Village
from berdaya.web.villages.standing import falls_needed, raises_needed

NAMED = 12


def headings(village: Village, measure: Measure) -> Mapping[str, str | tuple[str, ...]]:
    """The words that the template sets above its parts."""
    details = {"name": village.region.name, "index": measure.name, "count": len(village.peers)}
    indicators = {"count": len(measure.edition.indicators)}
    several = len(measure.edition.main_dimensions)
    return {
        "standing": ngettext("Letak di antara %(count)d desa", "Letak di antara %(count)d desa", len(village.peers))
        % details,
        "one_dot": gettext("Satu titik satu desa"),
        "dimensions": ngettext("%(count)d dimensi", "%(count)d dimensi", several) % {"count": several},
        "ticks": gettext("Garis tipis: setiap desa. Nila: %(name)s.") % details,
        "trend": gettext("%(index)s menurut tahun") % details,
        "trend_note": gettext("Setiap indeks berdiri sendiri dan tidak disambung."),
        "strip": ngettext("%(count)d indikator", "%(count)d indikator", indicators["count"]) % indicators,
        "strip_note": gettext("Skor di setiap kotak; makin gelap makin lemah."),
        "extremes": gettext("Yang paling lemah dan yang sudah kuat"),
        "weakest": gettext("Skor terendah"),
        "strongest": gettext("Sudah di skor teratas"),
        "points_title": gettext("Titik intervensi untuk musyawarah desa"),
        "points_say": gettext(
            "Urut menurut tambahan %(index)s bila skor teratas tercapai. Ini hitungan: tidak mengatakan apa yang "
            "mungkin, berapa biayanya, atau apa akibatnya."
        )
        % details,
        "points": (
            gettext("Titik intervensi"),
            gettext("Skor"),
            gettext("Menambah %(index)s bila tercapai") % details,
            gettext("Status bila tercapai"),
            gettext("Pelaksana"),
        ),
        "unchanged": gettext("tetap"),
        "no_office": gettext("belum dicatat"),
        "robust": gettext("Seberapa kokoh"),
        "missing": gettext("Yang belum diketahui"),
        "provenance": gettext("Dari mana angka ini?"),
    }


def robust(village: Village, measure: Measure) -> Iterator[str]:
    """How much must change before the class does, the interval of the rank, and what the audit says."""
    row = village.row
    if row is None:
        return
    if row.complete:
        yield from _distances(row, measure)
    else:
        yield gettext("Status belum pasti: %(status)s.") % {"status": measure.status_name(row)}
    yield from _firm(village, row, measure)
    if said := _verdict(row):
        yield said


def _firm(village: Village, row: ResultRow, measure: Measure) -> Iterator[str]:
    """What the village's page says of how firm the status and the rank are."""
    firm = firmness(village, measure, dict.fromkeys(measure.edition.indicators, ""))
    if firm is not None:
        yield firm.sentence
        for what, how_much in firm.pairs:
            yield f"{what}: {how_much}."
        return
    details = {"place": written(ranked(measure.edition, row, village.peers)), "count": len(village.peers)}
    yield gettext("Peringkat %(place)s dari %(count)d desa.") % details


def _distances(row: ResultRow, measure: Measure) -> Iterator[str]:
    index, edition, scores = Fraction(row.exact), measure.edition, row.scores or {}
    if below := last_limit(edition, index):
        yield _limit_words(
            gettext("%(distance)s di atas batas %(status)s (%(limit)s)."),
            gettext("%(distance)s di atas batas %(status)s (%(limit)s); turun kelas bila %(count)d indikator turun."),
            measure, below.lower.code, below.value, -below.distance, falls_needed(edition, scores, -below.distance),
        )  # fmt: skip
    if above := next_limit(edition, index):
        yield _limit_words(
            gettext("%(distance)s di bawah batas %(status)s (%(limit)s)."),
            gettext("%(distance)s di bawah batas %(status)s (%(limit)s); perlu %(count)d indikator naik ke teratas."),
            measure, above.upper.code, above.value, above.distance, raises_needed(edition, scores, above.distance),
        )  # fmt: skip


def _limit_words(
    plain: str, counted: str, measure: Measure, status: str, limit: Fraction, distance: Fraction, count: int | None
) -> str:
    details = {
        "distance": measure.written(distance),
        "status": measure.status(status).name,
        "limit": measure.written(limit),
        "count": count,
    }
    return (plain if count is None else counted) % details


def _verdict(row: ResultRow) -> str:
    return {
        "consistent": gettext("Jawaban resminya memberi indeks yang diterbitkan."),
        "repaired": gettext("Jawaban resminya diperbaiki sistem; nilai cetaknya tetap disimpan."),
        "inconsistent": gettext("Jawaban resminya tidak memberi indeks yang diterbitkan; periksa di halaman desa."),
    }.get(row.verdict, "")


def missing(years: Sequence[int], village: Village, measure: Measure) -> Iterator[str]:
    """Answers, years and costs that nobody has given."""
    row = village.row
    if row is None:
        yield gettext("Belum ada data %(index)s %(year)d.") % {"index": measure.name, "year": village.year}
        return
    if row.missing:
        yield _answers(row, measure)
    else:
        yield gettext("Semua jawaban ada.")
    gaps = [str(year) for year in years if village.of_year(year) is None]
    if gaps:
        yield gettext("Tidak ada hasil untuk %(years)s.") % {"years": listed(gaps)}
    yield gettext("Biaya dan peluang setiap titik intervensi belum diketahui.")


def _answers(row: ResultRow, measure: Measure) -> str:
    indicators = measure.edition.indicators
    names = [measure.short(indicators[code]) for code in row.missing[:NAMED] if code in indicators]
    rest = len(row.missing) - len(names)
    told = ", ".join(names) + (gettext(", dan %(count)d lagi") % {"count": rest} if rest > 0 else "")
    return gettext("Belum dijawab: %(names)s.") % {"names": told}
