"""What the health page looks at: what was found, and where something is wrong, what to do."""

import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext

from berdaya import __version__
from berdaya.definitions import catalogue
from berdaya.exchange.backups import shelf
from berdaya.records.audit import chain
from berdaya.records.office import engine_room, jobs, operations, workers
from berdaya.records.office.deeds import Deed

GOOD, WARN, BAD = "good", "warn", "bad"
RANK = (BAD, WARN, GOOD)
BACKUP_DUE = timedelta(hours=36)
DRILL_DUE = timedelta(days=100)
WAITS_LONG = timedelta(minutes=15)
# Walking the whole trail takes long once it is long.
CHAIN, CHAIN_KEEP = "office:chain", 600
LEAST_FREE, LITTLE_FREE = 500 * 1024**2, 2 * 1024**3  # bytes


@dataclass(frozen=True)
class Check:
    """One thing looked at. `todo` is empty where it is in order."""

    name: str
    found: str
    level: str = GOOD
    todo: str = ""

    @property
    def rank(self) -> int:
        return RANK.index(self.level)


def every() -> list[Check]:
    """All checks, in the order an administrator thinks of them."""
    return [*_backups(), _drill(), *_jobs(), *_keys(), _trail(), _disk(), *_database(), _https(), _clock(), *_version()]


def _ago(at: object) -> str:
    return gettext("%(time)s lalu") % {"time": timesince(at)}  # type: ignore[arg-type]  # a datetime


def _backups() -> Iterator[Check]:
    name = gettext("Cadangan terakhir")
    last, tried = operations.latest(Deed.BACKUP, ok=True), operations.latest(Deed.BACKUP)
    todo = gettext("Jalankan berdaya backup --keep 30, dan pasang jadwal hariannya.")
    if last is None:
        yield Check(name, gettext("belum pernah"), BAD, todo)
    else:
        late = timezone.now() - last.at > BACKUP_DUE
        yield Check(
            name,
            f"{_ago(last.at)}, {filesizeformat(last.details.get('bytes', 0))}",
            BAD if late else GOOD,
            todo if late else "",
        )
    if tried is not None and not tried.ok:
        yield Check(
            gettext("Percobaan cadangan terakhir"),
            gettext("gagal %(ago)s (%(code)s)") % {"ago": _ago(tried.at), "code": tried.details.get("problem", "?")},
            BAD,
            gettext("Periksa ruang cakram dan hak tulis folder cadangan, lalu ulangi."),
        )
    if last is not None and _together(last.details):
        yield Check(
            gettext("Tempat kunci cadangan"),
            gettext("satu folder dengan cadangannya"),
            WARN,
            gettext(
                "Pakai --keys-to, atau pindahkan berkas .keys ke tempat lain: siapa memegang keduanya dapat membaca semua."
            ),
        )


def _together(details: object) -> bool:
    assert isinstance(details, dict)
    return Path(details.get("archive", "")).parent == Path(details.get("keys", "")).parent


def _drill() -> Check:
    name, last = gettext("Latihan pemulihan"), operations.latest(Deed.DRILL)
    todo = gettext(
        "Jalankan berdaya restore --drill dengan cadangan terbaru: cadangan yang belum dicoba belum tentu cadangan."
    )
    if last is None:
        return Check(name, gettext("belum pernah"), WARN, todo)
    if not last.ok:
        return Check(name, gettext("gagal %(ago)s") % {"ago": _ago(last.at)}, BAD, todo)
    late = timezone.now() - last.at > DRILL_DUE
    return Check(name, _ago(last.at), WARN if late else GOOD, todo if late else "")


def _jobs() -> Iterator[Check]:
    queue, alive = jobs.queue(), [one for one in workers.workers() if one.alive]
    yield Check(
        gettext("Pekerja latar belakang"),
        gettext("%(n)s hidup") % {"n": len(alive)},
        GOOD if alive else BAD,
        "" if alive else gettext("Jalankan berdaya worker, atau berdaya serve tanpa --no-worker."),
    )
    waits = queue.waiting_since is not None and timezone.now() - queue.waiting_since > WAITS_LONG
    yield Check(
        gettext("Antrean"),
        gettext("%(waiting)s menunggu, %(running)s berjalan, %(failed)s gagal")
        % {"waiting": queue.waiting, "running": queue.running, "failed": queue.failed},
        WARN if waits or queue.failed else GOOD,
        gettext("Ulangi atau tutup pekerjaan yang gagal di bawah.")
        if queue.failed
        else gettext("Pekerjaan menunggu lama: periksa pekerjanya.")
        if waits
        else "",
    )


def _keys() -> Iterator[Check]:
    for file in engine_room.key_files():
        name = gettext("Berkas kunci %(name)s") % {"name": file.path.name}
        if not file.exists:
            yield Check(
                name,
                gettext("berkasnya tidak ada"),
                WARN,
                gettext("Kunci dibuat saat pertama diperlukan. Bila pernah ada, pulihkan salinannya."),
            )
        elif not file.private:
            yield Check(name, gettext("dapat dibaca orang lain"), BAD, f"chmod 600 {file.path}")
        else:
            yield Check(name, gettext("ada, hanya pemiliknya yang dapat membaca"))


def _trail() -> Check:
    name, verdict = gettext("Rantai jejak"), cache.get_or_set(CHAIN, chain.verify, CHAIN_KEEP)
    assert verdict is not None
    if verdict.broken_at is not None:
        return Check(
            name,
            gettext("putus pada mata rantai %(n)s") % {"n": verdict.broken_at},
            BAD,
            gettext("Jejak pernah diubah di luar Berdaya. Simpan basis datanya apa adanya dan laporkan."),
        )
    return Check(name, gettext("utuh, %(n)s catatan") % {"n": verdict.links})


def _disk() -> Check:
    usage = shutil.disk_usage(Path(settings.DATA))
    level = BAD if usage.free < LEAST_FREE else WARN if usage.free < LITTLE_FREE else GOOD
    found = gettext("%(free)s kosong dari %(total)s") % {
        "free": filesizeformat(usage.free),
        "total": filesizeformat(usage.total),
    }
    todo = "" if level == GOOD else gettext("Pindahkan cadangan lama atau perbesar cakramnya.")
    return Check(gettext("Ruang cakram"), found, level, todo)


def _database() -> Iterator[Check]:
    state = engine_room.database()
    yield Check(gettext("Basis data"), f"{state.kind} {state.version}, {filesizeformat(state.bytes)}")
    yield Check(
        gettext("Skema"),
        gettext("%(n)s migrasi menunggu") % {"n": state.waiting},
        BAD if state.waiting else GOOD,
        gettext("Mulai ulang berdaya serve; skema diperbarui sendiri.") if state.waiting else "",
    )
    if abs(state.ahead) > 60:
        yield Check(
            gettext("Jam basis data"),
            gettext("selisih %(n)s detik") % {"n": round(state.ahead)},
            WARN,
            gettext("Samakan jam kedua komputer (NTP)."),
        )


def _https() -> Check:
    name = "HTTPS"
    if settings.HTTPS:
        return Check(name, gettext("dipakai"))
    return Check(
        name,
        gettext("tidak dipakai"),
        WARN,
        gettext(
            "Bila dibuka dari komputer lain, pasang HTTPS (docs/how-to/deploy.md): tanpa itu kata sandi lewat terbuka."
        ),
    )


def _clock() -> Check:
    now = timezone.localtime()
    return Check(
        gettext("Jam dan zona waktu"), f"{date_format(now, 'DATETIME_FORMAT')}, {timezone.get_current_timezone_name()}"
    )


def _version() -> Iterator[Check]:
    yield Check(gettext("Versi"), f"Berdaya {__version__}, Python {platform.python_version()}")
    editions = ", ".join(f"{edition.code} {edition.hash[:12]}" for edition in catalogue.editions())
    yield Check(gettext("Definisi"), editions)
    kept = shelf.backups(shelf.folder())
    yield Check(
        gettext("Cadangan di folder bawaan"),
        gettext("%(n)s cadangan di %(path)s") % {"n": len(kept), "path": shelf.folder()},
    )
