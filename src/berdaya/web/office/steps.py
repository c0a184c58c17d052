"""The steps of the first set-up: their order, what each asks, and which are done."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Step:
    """One step; `slug` stands in addresses. One that is `needed` cannot be left out."""

    slug: str
    name: str | Promise
    why: str | Promise
    needed: bool = False
    # Asked in the first set-up only; later it has a page of its own.
    once: bool = False


REGENCY = Step(
    "kabupaten",
    _("Kabupaten"),
    _("Kode Kemendagri menentukan wilayah kerja kantor ini; semua yang lain mengikutinya."),
    needed=True,
)
REGIONS = Step(
    "wilayah",
    _("Daftar wilayah"),
    _("Kecamatan, desa, dan kelurahan dengan kodenya. Tanpa daftar ini belum ada desa yang dapat diukur."),
)
LETTERHEAD = Step(
    "kop",
    _("Kop surat"),
    _("Nama dinas, alamat, dan logo berdiri di kepala setiap surat dan laporan."),
    needed=True,
)
TIME = Step(
    "waktu",
    _("Waktu dan kertas"),
    _("Tanggal dan jam tampil menurut zona waktu kantor. Surat dicetak pada kertas yang Anda pilih."),
    needed=True,
)
SIGNATORIES = Step(
    "penandatangan",
    _("Penanda tangan"),
    _("Siapa yang menandatangani surat, dengan pangkat dan NIP. Dapat ditambah kapan saja."),
)
ADMINISTRATOR = Step(
    "pengelola",
    _("Pengelola"),
    _("Akun pertama. Ia mengundang pengguna lain dan mengubah isian kantor ini."),
    needed=True,
    once=True,
)
BOUNDARIES = Step(
    "batas",
    _("Batas wilayah"),
    _("Untuk peta. Tanpa batas, semua angka dan daftar tetap berjalan."),
)
STEPS = (REGENCY, REGIONS, LETTERHEAD, TIME, SIGNATORIES, ADMINISTRATOR, BOUNDARIES)


@dataclass(frozen=True)
class Place:
    """A step as the list beside the form shows it."""

    step: Step
    done: bool
    current: bool
    # Whether it can be opened: a step opens once those before it that are needed are done.
    open: bool


def find(slug: str) -> Step | None:
    return next((step for step in STEPS if step.slug == slug), None)


def first_waiting(done: Collection[str]) -> Step | None:
    """The first step that is neither done nor left out; None when all are."""
    return next((step for step in STEPS if step.slug not in done), None)


def is_open(step: Step, done: Collection[str]) -> bool:
    before = STEPS[: STEPS.index(step)]
    return all(earlier.slug in done for earlier in before if earlier.needed)


def places(current: Step, done: Collection[str]) -> list[Place]:
    return [Place(step, step.slug in done, step is current, is_open(step, done)) for step in STEPS]


def before(step: Step) -> Step | None:
    at = STEPS.index(step)
    return STEPS[at - 1] if at else None
