"""The list of findings: where each stands, how many of each kind wait, and what has to be recomputed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from berdaya.domain.values import RegionCode
from berdaya.records.decisions.kinds import UNDECIDED, State
from berdaya.records.decisions.selectors import Standing
from berdaya.web.lists.columns import Column, Listing, search
from berdaya.web.lists.filters import Choice
from berdaya.web.measure import Measure, words
from berdaya.web.quality.asked import Asked, finding_address
from berdaya.web.quality.words import KINDS, about, figure, gravity, kind_name, state_tag

ORDER = list(State)


@dataclass(frozen=True)
class Group:
    """Equal findings: how many there are, how many wait, and where they are listed and decided together."""

    name: str
    about: str
    count: int
    waits: int
    villages: int
    href: str
    together: str


def groups(asked: Asked, every: Sequence[Standing]) -> list[Group]:
    """The kinds of findings, those that wait most first."""
    measure = asked.measure
    by_kind: dict[tuple[str, str], list[Standing]] = {}
    for one in every:
        # Gaps are one kind however many indicators they are in: the page on completeness names them.
        subject = "" if one.found.key.code == "score_missing" else one.found.key.subject
        by_kind.setdefault((one.found.key.code, subject), []).append(one)
    found = [_group(asked, measure, those) for those in by_kind.values()]
    return sorted(found, key=lambda group: (-group.waits, -group.count, group.name))


def _group(asked: Asked, measure: Measure, those: Sequence[Standing]) -> Group:
    first = those[0].found
    waits = sum(1 for one in those if one.state in UNDECIDED)
    gaps = first.key.code == "score_missing"
    subject = "" if gaps else about(measure, first)
    alike = {"jenis": first.key.code, "tentang": first.key.subject}
    return Group(
        name=kind_name(first.key.code),
        about=subject,
        count=len(those),
        waits=waits,
        villages=len({one.found.village for one in those}),
        href=asked.address(jenis=first.key.code, **({"tentang": subject} if subject else {})) + "#daftar",
        together=asked.address("finding-together", **alike) if asked.decides and waits > 1 and not gaps else "",
    )


def listing(asked: Asked) -> Listing[Standing]:
    """How the findings are listed."""
    measure = asked.measure

    def proposal(one: Standing) -> str:
        if one.found.repaired_to is None:
            return ""
        return gettext("%(score)d (dugaan)") % {"score": one.found.repaired_to}

    def told(one: Standing) -> str:
        return measure.told(words(one.found.message))

    columns: tuple[Column[Standing], ...] = (
        search(lambda one: f"{one.found.name} {RegionCode(one.found.village).dotted}", gettext("Cari desa")),
        Column(
            "desa",
            gettext("Desa"),
            lambda one: one.found.name,
            href=lambda one: finding_address(one.found),
            note=lambda one: RegionCode(one.found.village).dotted,
        ),
        Column("kode", gettext("Kode"), lambda one: RegionCode(one.found.village).dotted, listed=False, sortable=False),
        Column("kecamatan", gettext("Kecamatan"), lambda one: one.found.district, filter=Choice()),
        Column(
            "jenis",
            gettext("Temuan"),
            lambda one: kind_name(one.found.key.code),
            note=told,
            filter=Choice(
                options=tuple((code, str(name)) for code, name in KINDS.items()),
                of=lambda one: one.found.key.code,
            ),
        ),
        Column(
            "tentang",
            gettext("Tentang"),
            lambda one: about(measure, one.found),
            filter=Choice(),
            listed=False,
        ),
        Column("keterangan", gettext("Penjelasan"), told, listed=False, sortable=False),
        Column(
            "terbit",
            gettext("Terbit"),
            lambda one: one.found.published,
            show=lambda one: figure(measure, one.found.published),
            sortable=False,
            only_wide=True,
        ),
        Column(
            "dihitung",
            gettext("Dihitung"),
            lambda one: one.found.recomputed,
            show=lambda one: figure(measure, one.found.recomputed),
            sortable=False,
            only_wide=True,
        ),
        Column("usul", gettext("Usul"), proposal, sortable=False, only_wide=True),
        Column(
            "keadaan",
            gettext("Keadaan"),
            lambda one: str(one.state.label),
            show=lambda one: state_tag(one.state),
            note=lambda one: gettext("berubah sejak diputuskan") if one.changed_since else "",
            order=lambda one: (ORDER.index(one.state), gravity(one.found.key.code), one.found.village),
            filter=Choice(
                options=tuple((state.value, str(state.label)) for state in State), of=lambda one: one.state.value
            ),
        ),
    )
    return Listing(
        gettext("Temuan"),
        columns,
        order="keadaan",
        empty=gettext("Tidak ada temuan"),
        advice=gettext("Jawaban tahun ini lengkap dan cocok dengan angka yang terbit."),
        file_name="temuan",
        keep=asked.parameters,
    )


@dataclass(frozen=True)
class Gap:
    """How much is missing of a village, or of an indicator."""

    name: str
    note: str
    missing: int
    of: int
    href: str

    @property
    def share(self) -> float:
        return 1 - self.missing / self.of if self.of else 1.0


def incomplete_villages(asked: Asked, every: Sequence[Standing]) -> list[Gap]:
    """The villages with scores missing, most first; one without any answer lacks them all."""
    total = len(asked.measure.edition.indicators)
    counts: Counter[str] = Counter()
    names = {}
    for one in every:
        if one.found.key.code in ("score_missing", "answers_missing"):
            counts[one.found.village] += total if one.found.key.code == "answers_missing" else 1
            names[one.found.village] = one.found
    return [
        Gap(names[code].name, names[code].district, missing, total, finding_address(names[code]))
        for code, missing in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def incomplete_indicators(asked: Asked, every: Sequence[Standing], villages: int) -> list[Gap]:
    """The indicators that villages with answers lack, most first."""
    indicators = asked.measure.edition.indicators
    counts = Counter(one.found.key.subject for one in every if one.found.key.code == "score_missing")
    return [
        Gap(
            words(indicators[code].short),
            code,
            missing,
            villages,
            asked.address(tentang=f"{code} {words(indicators[code].short)}") + "#daftar",
        )
        for code, missing in counts.most_common()
        if code in indicators
    ]
