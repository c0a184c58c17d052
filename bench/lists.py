"""The list of all villages of a country of 75,265 (synthetic, SQLite): queries, server time and bytes of what people do.

Two published years. The territories are synthetic too: 38 provinces, 514 regencies, 7,277 kecamatan. `first` is the first
request of a kind, `again` the median of the following ones.
"""

import argparse
import os
import random
import tempfile
import time
import tracemalloc
from collections.abc import Iterator, Mapping
from typing import Any

from bench.machine import machine
from bench.pages import _page

PROVINCES, REGENCIES, DISTRICTS = 38, 514, 7277
BATCH = 2000
SYLLABLES = (
    "mu",
    "ara",
    "long",
    "ba",
    "tu",
    "ka",
    "lo",
    "a",
    "pa",
    "ti",
    "suka",
    "maju",
    "raya",
    "bukit",
    "sungai",
    "jaya",
)


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--villages", type=int, default=75_265)
    parser.add_argument("--repeat", type=int, default=5)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Load, request, count."""
    where = machine()
    with tempfile.TemporaryDirectory(prefix="berdaya-bench-") as folder:
        os.environ["BERDAYA_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "berdaya.project.settings")
        import django

        django.setup()
        _load(arguments.villages)
        last = -(-arguments.villages // 25)
        pages = {name: _page(address, arguments.repeat) for name, address in _addresses(last).items()}
        export = _export()
    return {"pages": pages, "export": export, "villages": arguments.villages, "machine": where}


def _addresses(last: int) -> dict[str, str]:
    return {
        "first page": "/cari/",
        f"page {min(3000, last):,}": f"/cari/?baris=25&hal={min(3000, last)}",
        "search a name": "/cari/?q=suka+maju",
        "search a code": "/cari/?q=12.34",
        "suggestions": "/cari/?q=bukit",
        "lowest index first": "/cari/?urut=indeks",
        "largest rise first": "/cari/?urut=-sejak",
        "by name, last page": f"/cari/?urut=-desa&baris=25&hal={last}",
        "one class": "/cari/?status=mandiri",
        "index between": "/cari/?indeks-dari=0.7&indeks-sampai=0.8&urut=indeks",
        "one province": "/cari/?wilayah=12&urut=indeks",
    }


def told(found: Mapping[str, Any]) -> str:
    lines = [f"{found['villages']:,} villages"]
    for name, page in found["pages"].items():
        lines.append(
            f"{name:20} {page['queries_again']:3} queries; {page['ms_first']:.0f} ms first, {page['ms_again']:.0f} ms again, "
            f"{page['processor_ms_again']:.0f} ms of the processor; {page['bytes'] / 1000:.1f} kB"
        )
    export = found["export"]
    lines.append(
        f"Excel of all: {export['seconds']:.1f} s ({export['processor']:.1f} s of the processor), "
        f"{export['bytes'] / 1e6:.1f} MB, peak {export['peak'] / 1e6:.0f} MB"
    )
    return "\n".join(lines)


def _export() -> dict[str, Any]:
    """All villages as an Excel file; the peak is of Python's own memory."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(get_user_model().objects.get(username="bench"))
    began, worked = time.perf_counter(), time.process_time()
    response = client.get("/cari/?ekspor=xlsx")
    seconds, processor = time.perf_counter() - began, time.process_time() - worked
    assert response.status_code == 200
    tracemalloc.start()
    client.get("/cari/?ekspor=xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {
        "seconds": round(seconds, 1),
        "processor": round(processor, 1),
        "bytes": len(response.content),
        "peak": peak,
    }


def _load(villages: int) -> None:
    """A country and two published years, written straight into the tables: what is timed is reading."""
    from django.core.management import call_command
    from django.db import transaction

    from berdaya.records.access.scope import SYSTEM
    from berdaya.records.access.services import create_user
    from berdaya.records.regions.models import Region, RegionCodeEntry
    from berdaya.records.runs.models import Result

    call_command("migrate", verbosity=0)
    create_user(actor=SYSTEM, username="bench", full_name="Bench")
    draw = random.Random(20260101)
    with transaction.atomic():
        parents: dict[str, int] = {}
        for level in _territories(villages, draw):
            made = [
                Region(code=code, name=name, level=kind, kind=sort, parent_id=parents.get(above))
                for code, name, kind, sort, above in level
            ]
            Region.objects.bulk_create(made, batch_size=BATCH)
            parents |= {region.code: region.pk for region in made}
        entries = [RegionCodeEntry(region_id=pk, system="kemendagri", code=code) for code, pk in parents.items()]
        RegionCodeEntry.objects.bulk_create(entries, batch_size=BATCH)
        of = [pk for code, pk in parents.items() if len(code) == 10]
        for year in (2023, 2024):
            run = _run(year)
            results = [_result(run, region, draw) for region in of]
            Result.objects.bulk_create(results, batch_size=BATCH)


def _territories(villages: int, draw: random.Random) -> Iterator[list[tuple[str, str, str, str, str]]]:
    """Level by level: code, name, level, kind, and the code above."""
    provinces = [f"{11 + number}" for number in range(PROVINCES)]
    regencies = _below(provinces, REGENCIES, 2)
    districts = _below(regencies, DISTRICTS, 2)
    codes = _below(districts, villages, 4, first=2001)
    levels = (("province", provinces, 0), ("regency", regencies, 2), ("district", districts, 4), ("village", codes, 6))
    for level, of_level, length in levels:
        kind = "desa" if level == "village" else ""
        yield [(code, _name(draw), level, kind, code[:length]) for code in of_level]


def _below(above: list[str], count: int, digits: int, first: int = 1) -> list[str]:
    """As many codes, spread evenly over those above."""
    return [f"{above[number % len(above)]}{first + number // len(above):0{digits}d}" for number in range(count)]


def _name(draw: random.Random) -> str:
    return " ".join("".join(draw.choices(SYLLABLES, k=2)).capitalize() for _ in range(draw.choice((1, 2, 2))))


def _run(year: int) -> Any:
    from django.utils import timezone

    from berdaya.definitions import catalogue
    from berdaya.records.runs.models import Run, State

    edition, now = catalogue.edition_for("idm", year), timezone.now()
    run = Run(
        family="idm",
        edition=edition.code,
        edition_hash=edition.hash,
        year=year,
        input_hash="0" * 64,
        code_version="bench",
        computed_at=now,
        published_at=now,
        state=State.PUBLISHED,
    )
    run.save()
    return run


def _result(run: Any, region: int, draw: random.Random) -> Any:
    from berdaya.records.runs.models import Result

    points = min(max(round(draw.gauss(4500, 500)), 2000), 6300)
    status = _status(points)
    index = points / 6300
    return Result(
        run=run, region_id=region, index_low=index, index_high=index, exact=f"{points}/6300", status=status, statuses=[status],
        dimensions={}, missing=[], verdict="consistent", scores={}, repairs=[], findings=[],
    )  # fmt: skip


def _status(points: int) -> str:
    limits = ((3091, "sangat_tertinggal"), (3773, "tertinggal"), (4455, "berkembang"), (5137, "maju"))
    return next((status for limit, status in limits if points <= limit), "mandiri")
