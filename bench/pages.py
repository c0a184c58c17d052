"""Home and village page of a regency of about 190 villages with ten years: queries, server time, bytes.

The demo regency (synthetic) with its five years, and five earlier ones made from its first year by the same services.
`first` is the request after a start, `again` the median of the following ones. Bytes are gzipped, as sent; `first_paint`
adds the style sheets and the font that the page needs before it can be read.
"""

import argparse
import gzip
import os
import re
import statistics
import tempfile
import time
from collections.abc import Mapping
from typing import Any

from bench.machine import machine

EARLIER = range(2016, 2021)


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--villages", type=int, default=193)
    parser.add_argument("--repeat", type=int, default=9)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Load, request, count."""
    where = machine()
    with tempfile.TemporaryDirectory(prefix="berdaya-bench-") as folder:
        os.environ["BERDAYA_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "berdaya.project.settings")
        import django

        django.setup()
        village = _load(arguments.villages)
        pages = {
            name: _page(address, arguments.repeat)
            for name, address in {
                "home": "/",
                "home_idm": "/?indeks=idm",
                "village": f"/desa/{village}/",
                "search": "/cari/?q=muara",
            }.items()
        }
    return {"pages": pages, "villages": arguments.villages, "years": len(EARLIER) + 5, "machine": where}


def told(found: Mapping[str, Any]) -> str:
    lines = [f"{found['villages']} villages x {found['years']} years"]
    for name, page in found["pages"].items():
        lines.append(
            f"{name:10} {page['queries_first']:3} queries first, {page['queries_again']:3} again; "
            f"{page['ms_first']:.0f} ms first, {page['ms_again']:.0f} ms again; "
            f"{page['bytes'] / 1000:.1f} kB, {page['bytes_first_paint'] / 1000:.1f} kB to first paint"
        )
    return "\n".join(lines)


def _load(villages: int) -> str:
    """The demo regency and earlier years of it; gives the code of a village."""
    from django.core.management import call_command

    from berdaya.demo.loading import load
    from berdaya.demo.regency import build
    from berdaya.domain.values import RegionCode
    from berdaya.records.access.scope import SYSTEM
    from berdaya.records.observations.kinds import Source
    from berdaya.records.observations.services import SubmissionEntry, record_submissions
    from berdaya.records.runs.selectors import published_results
    from berdaya.records.runs.services import compute_run, publish_run

    call_command("migrate", verbosity=0)
    list(load(build(villages=villages), password="benchmark-only"))
    first = published_results(SYSTEM, "idm", [2021], scores=True)
    for year in EARLIER:
        entries = [
            SubmissionEntry(row.region_id, year, "idm-2016", Source.OFFICIAL, scores=row.scores or {}) for row in first
        ]
        record_submissions(actor=SYSTEM, entries=entries)
        publish_run(actor=SYSTEM, run_id=compute_run(actor=SYSTEM, edition_code="idm-2016", year=year))
    return RegionCode(first[len(first) // 2].code).dotted


def _page(address: str, repeat: int) -> dict[str, Any]:
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    cache.clear()
    client = Client(headers={"accept-encoding": "gzip", "host": "localhost"})
    spent, worked, queries, response = [], [], [], None
    for _ in range(repeat + 1):
        began, worked_before = time.perf_counter(), time.process_time()
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        spent.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - worked_before) * 1000)
        queries.append(len(captured))
        assert response.status_code == 200, (address, response.status_code)
    assert response is not None
    html = gzip.decompress(response.content).decode() if response.get("Content-Encoding") else response.content.decode()
    return {
        "queries_first": queries[0],
        "queries_again": queries[-1],
        "ms_first": round(spent[0], 1),
        "ms_again": round(statistics.median(spent[1:]), 1),
        "processor_ms_again": round(statistics.median(worked[1:]), 1),
        "bytes": len(response.content),
        "bytes_first_paint": len(response.content) + sum(_size(client, path) for path in _needed(client, html)),
    }


def _needed(client: Any, html: str) -> list[str]:
    """The style sheets of a page, and the fonts they name."""
    sheets = re.findall(r'<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"', html)
    fonts = re.findall(r'<link[^>]*href="([^"]+\.woff2)"', html)
    return [*sheets, *fonts]


def _size(client: Any, path: str) -> int:
    response = client.get(path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return len(body) if response.get("Content-Encoding") or path.endswith(".woff2") else len(gzip.compress(body))
