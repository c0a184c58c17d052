"""One official answer, from raw bytes to a Publication. Rows are found by their labels, never by position.

The shape: `mapData` with SUMMARIES (year, index, status), IDENTITAS (the village) and ROW (55 rows, totals among them).
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from berdaya.domain.index.definition import Edition
from berdaya.domain.index.publication import Figure, Publication
from berdaya.domain.problems import Problem

Row = Mapping[str, Any]


def map_data(raw: bytes, *, source: str) -> Mapping[str, Any]:
    """The `mapData` of an answer: SUMMARIES and IDENTITAS as mappings, ROW as a list of mappings, whatever the year's shape.

    Raises Problem `official.*` for what an upstream answers instead of data.
    """
    text = raw.decode("utf-8-sig", errors="replace").strip()
    if not text:
        raise Problem("official.empty", source=source)
    if text.startswith("<"):
        raise Problem("official.html", source=source)
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):  # also a number of thousands of digits, or brackets thousands deep
        raise Problem("official.truncated", source=source) from None
    data = body.get("mapData") if isinstance(body, dict) else None
    if not isinstance(data, dict):
        raise Problem("official.no_data", source=source)
    identity = data.get("IDENTITAS")
    summary, rows = data.get("SUMMARIES"), data.get("ROW")
    identity = identity[0] if isinstance(identity, list) and identity else identity
    if not (
        isinstance(summary, dict) and summary and isinstance(identity, dict) and identity and isinstance(rows, list)
    ):
        raise Problem("official.no_data", source=source)
    rows = [row for row in rows if isinstance(row, dict)]
    if not rows:
        raise Problem("official.no_data", source=source)
    return {"SUMMARIES": summary, "IDENTITAS": identity, "ROW": rows}


def year_of(data: Mapping[str, Any]) -> int | None:
    """The year an answer speaks of, from its summary or from the labels of its totals; None where neither tells."""
    labels = (row.get("INDIKATOR") for row in data["ROW"])
    for printed in (data["SUMMARIES"].get("TAHUN"), *labels):
        if found := re.search(r"\b20\d\d\b", str(printed or "")):
            return int(found.group())
    return None


def publication(data: Mapping[str, Any], edition: Edition, *, source: str) -> Publication:
    """Read an answer by an edition. What the answer lacks is absent from the Publication, for the audit to say."""
    rows = dict(_indicator_rows(data["ROW"], edition))
    identity = data["IDENTITAS"]
    figures, unreadable = read_figures(_totals(data, edition), edition)
    return Publication(
        village=str(identity.get("id_desa") or ""),
        year=year_of(data),
        scores={code: row.get("SKOR") for code, row in rows.items()},
        figures=figures,
        unreadable=unreadable,
        status=str(data["SUMMARIES"].get("STATUS") or "").strip() or None,
        conditions={code: str(row["KETERANGAN"]) for code, row in rows.items() if row.get("KETERANGAN")},
        village_name=str(identity.get("nama_desa") or ""),
        source=source,
    )


def _indicator_rows(rows: list[Row], edition: Edition) -> Iterator[tuple[str, Row]]:
    by_label = {_folded(item.row_label): code for code, item in edition.indicators.items() if item.row_label}
    for row in rows:
        code = by_label.get(_folded(row.get("INDIKATOR")))
        if code is not None:
            yield code, row


def read_figures(printed: Mapping[str, object], edition: Edition) -> tuple[dict[str, Figure], dict[str, str]]:
    """Printed dimensions and index as figures; beside them, as text, those that are no numbers."""
    figures: dict[str, Figure] = {}
    unreadable: dict[str, str] = {}
    for code, value in printed.items():
        try:
            figures[code] = Figure.read(value, decimals=edition.head.decimals)
        except ValueError:
            unreadable[code] = str(value)
    return figures, unreadable


def _totals(data: Mapping[str, Any], edition: Edition) -> dict[str, object]:
    """Dimensions and index as printed in the rows of totals (`IKS 2024`); the index also in the summary."""
    wanted = {code.casefold(): code for code in (*edition.dimensions, edition.head.code)}
    printed = {edition.head.code: data["SUMMARIES"].get("SKOR_SAAT_INI")}
    for row in data["ROW"]:
        name = re.sub(r"\s*20\d\d$", "", str(row.get("INDIKATOR") or "").strip()).casefold()
        if name in wanted:
            printed[wanted[name]] = row.get("SKOR") if row.get("SKOR") not in (None, "") else printed.get(wanted[name])
    return {code: value for code, value in printed.items() if value not in (None, "")}


def _folded(label: object) -> str:
    return re.sub(r"[^a-z0-9]+", "", str(label or "").casefold())
