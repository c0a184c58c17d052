"""`berdaya index …`: editions, scores, explanations and audits, without Django and without a database."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from berdaya.cli import shapes
from berdaya.cli.output import decimal, language, print_json, print_table, progress, say
from berdaya.definitions import catalogue
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.wording import lacking_wording
from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.exchange.assessments import VILLAGE, AssessedRow, assessed
from berdaya.exchange.official.auditing import Report, audited, publications_count
from berdaya.exchange.tables import read_table, write_table

app = typer.Typer(
    help="Indeks: edisi, skor, penjelasan, audit. / Editions, scores, explanations, audits.", no_args_is_help=True
)

Json = Annotated[bool, typer.Option("--json", help="Keluaran JSON. / JSON output.")]
EditionName = Annotated[
    str,
    typer.Option("--edition", help="idm, idm-2023, indeks-desa-2025, berkas.yaml … / an edition, a family, or a file"),
]
Year = Annotated[int | None, typer.Option("--year", help="Tahun. / The year.", min=1900, max=2100)]


@app.command("list")
def list_(as_json: Json = False) -> None:
    """Daftar edisi. / The editions."""
    editions = catalogue.editions()
    if as_json:
        print_json([shapes.edition_line(item) for item in editions])
        return
    columns = (say("edisi", "edition"), say("nama", "name"), say("tahun", "years"), say("indikator", "indicators"))
    rows = [
        (item.code, item.name.in_(language()), f"{item.first_year}–{item.last_year or ''}", len(item.indicators))
        for item in editions
    ]
    print_table(columns, rows)


@app.command()
def show(edition: Annotated[str, typer.Argument(help="Kode edisi. / Its code.")], as_json: Json = False) -> None:
    """Isi satu edisi: indikator, kelas skor, batas status. / One edition in full."""
    found = _one_edition(edition)
    if as_json:
        print_json(shapes.edition_in_full(found))
        return
    words = language()
    typer.echo(f"{found.name.in_(words)} ({found.code}), {found.summary.in_(words)}")
    for indicator in found.indicators.values():
        typer.echo(f"\n{indicator.code}  {indicator.name.in_(words)}  [{found.dimensions[indicator.dimension].code}]")
        for band in indicator.bands:
            lift = f"; {band.lift.in_(words)}" if band.lift else ""
            typer.echo(f"  {band.score}  {band.condition.in_(words)}{lift}")


@app.command()
def wording(as_json: Json = False) -> None:
    """Apa yang belum punya kata-kata: kelas skor tanpa kegiatan. / What still lacks wording."""
    gaps = [(item.code, *gap) for item in catalogue.editions() for gap in lacking_wording(item)]
    if as_json:
        print_json([{"edition": e, "indicator": i, "score": s, "lacks": what} for e, i, s, what in gaps])
        return
    print_table(
        (say("edisi", "edition"), say("indikator", "indicator"), say("skor", "score"), say("kurang", "lacks")), gaps
    )


@app.command()
def score(
    file: Annotated[Path, typer.Argument(help="csv, xlsx, parquet")],
    edition: EditionName,
    out: Annotated[Path | None, typer.Option("--out", help="Tulis hasil ke berkas. / Write to a file.")] = None,
    year: Year = None,
    as_json: Json = False,
) -> None:
    """Hitung skor, dimensi, indeks, dan status tiap baris. / Score every row."""
    table = read_table(file)
    rows = list(progress(assessed(table, named_edition(edition), year=year), total=len(table.rows), label=file.name))
    if out is not None:
        columns = shapes.result_columns([row.edition for row in rows])
        write_table(out, columns, [shapes.result_cells(row, columns) for row in rows])
    if as_json:
        print_json(shapes.score_report(rows))
    elif out is None:
        columns = shapes.result_columns([row.edition for row in rows], scores=False)
        print_table(columns, (shapes.result_cells(row, columns) for row in rows))
    say_bad_cells(rows)
    if not as_json and out is not None:
        counts = Counter(row.assessment.status for row in rows)
        typer.echo(
            f"{out}: {len(rows)} {say('baris', 'rows')}; " + ", ".join(f"{k or '?'} {v}" for k, v in counts.items())
        )
    raise typer.Exit(1 if any(row.bad_cells for row in rows) else 0)


@app.command("score-large")
def score_large(
    file: Annotated[Path, typer.Argument(help="csv, parquet")],
    edition: EditionName,
    out: Annotated[Path, typer.Option("--out", help="csv, parquet")],
    as_json: Json = False,
) -> None:
    """Seperti score, untuk berkas seluruh negeri: dihitung di DuckDB. / Like score, for a whole country, in DuckDB."""
    from berdaya.engine.run import score_file

    summary = score_file(named_edition(edition), file, out)
    if as_json:
        print_json(shapes.summary(summary))
    else:
        counts = ", ".join(f"{code or '?'} {count}" for code, count in summary.statuses.items())
        typer.echo(f"{out}: {summary.rows} {say('baris', 'rows')}; {counts}")
    for refusal in summary.refusals:
        place = f"{refusal.count} × {refusal.column} ({refusal.village} {refusal.year or '?'})"
        typer.echo(f"{place}: {refusal.problem.message(language())} [{refusal.code}]", err=True)
    raise typer.Exit(1 if summary.refusals else 0)


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(help="csv, xlsx, parquet")],
    edition: EditionName,
    village: Annotated[str, typer.Option("--village", help="Kode desa. / Its code.")],
    year: Year = None,
    as_json: Json = False,
) -> None:
    """Mengapa indeks satu desa sekian, dan apa yang menggesernya. / Why, and what would move it."""
    code = RegionCode.parse(village).plain
    table = read_table(file)
    column = table.must_have(*VILLAGE)
    wanted = [row for row in table.rows if _same_village(row[column], code)]
    rows = [row for row in assessed(table.only(wanted), named_edition(edition), year=year) if year in (None, row.year)]
    if not rows:
        raise Problem("region.unknown", code=RegionCode(code).dotted)
    latest = max(rows, key=lambda row: row.year or 0)
    explained = shapes.explanation(latest)
    if as_json:
        print_json(explained)
    else:
        _print_explanation(latest, explained)
    say_bad_cells([latest])
    raise typer.Exit(1 if latest.bad_cells else 0)


@app.command()
def audit(
    paths: Annotated[
        list[Path], typer.Argument(help="Jawaban resmi: berkas, folder, zip; atau tabel. / Answers or a table.")
    ],
    year: Year = None,
    regions: Annotated[
        Path | None,
        typer.Option("--regions", help="Daftar wilayah, untuk mengenali desa. / A region list to know villages by."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Terbitan dicocokkan dengan hitungan ulang. / Published against recomputed."""
    villages = shapes.village_codes(read_table(regions)) if regions else None
    report = Report()
    total = publications_count(paths)
    for result in progress(
        audited(paths, year=year, villages=villages), total=total, label=say("Memeriksa", "Auditing")
    ):
        if isinstance(result, Problem):
            report.unreadable.append(result)
        else:
            report.add(result)
    if not report.by_year and not report.unreadable:
        raise Problem("audit.nothing", paths=", ".join(map(str, paths)))
    print_json(shapes.audit_report(report)) if as_json else _print_audit(report)
    raise typer.Exit(0 if report.clean else 1)


def named_edition(name: str) -> Edition | str:
    """What a user names: an edition, a family, or a file of one's own."""
    if name.endswith((".yaml", ".yml")):
        return catalogue.edition_from_file(Path(name))
    return catalogue.find(name)


def _one_edition(name: str) -> Edition:
    found = named_edition(name)
    if isinstance(found, Edition):
        return found
    return catalogue.newest(found)


def _same_village(written: Any, code: str) -> bool:
    try:
        return RegionCode.parse(written).plain == code
    except Problem:
        return False


def say_bad_cells(rows: list[AssessedRow]) -> None:
    """Tell every cell that could not be used."""
    for row in rows:
        for cell in row.bad_cells:
            place = f"{say('baris', 'row')} {cell.row}, {cell.column}"
            typer.echo(f"{place}: {cell.problem.message(language())} [{cell.problem.code}]", err=True)


def _print_explanation(row: AssessedRow, explained: dict[str, Any]) -> None:
    words, name = language(), row.edition.short_name
    status = ", ".join(explained["statuses"])
    typer.echo(f"{RegionCode(row.village).dotted} {name} {row.year or ''}: {_range(explained)}  {status}")
    for dimension in explained["dimensions"]:
        typer.echo(f"  {dimension['code']}  {_range(dimension)}  {dimension['name'][words]}")
    if explained["missing"]:
        typer.echo(say("  Belum dijawab: ", "  Not answered: ") + ", ".join(explained["missing"]))
        return
    if (limit := explained["next_limit"]) is not None:
        typer.echo(f"  {decimal(limit['distance'])} {say('lagi ke', 'more to')} {limit['status']}")
    columns = (
        say("indikator", "indicator"),
        say("skor", "score"),
        say("tambahan bila tercapai", "gain if reached"),
        say("yang perlu", "what it takes"),
    )
    print_table(columns, _point_rows(explained))


def _point_rows(explained: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for point in explained["intervention_points"]:
        name, activity = point["name"][language()], (point["activity"] or {}).get(language(), "")
        yield name, f"{point['score']} > {point['target']}", decimal(point["gain"]), activity


def _range(figure: dict[str, Any]) -> str:
    low, high = decimal(figure["low"]), decimal(figure["high"])
    return low if low == high else f"{low}–{high}"


def _print_audit(report: Report) -> None:
    words = ("answers", "consistent", "repaired", "inconsistent")
    heads = (
        say("jawaban", "answers"),
        say("cocok", "consistent"),
        say("diperbaiki", "repaired"),
        say("tidak cocok", "inconsistent"),
    )
    rows = [(year or "?", *(tally[word] for word in words)) for year, tally in sorted(report.by_year.items(), key=str)]
    print_table((say("tahun", "year"), *heads), [*rows, ("Σ", *(report.total(word) for word in words))])
    for finding in report.findings:
        typer.echo(f"{finding.village} {finding.year or '?'}  {finding.message(language())} [{finding.code}]")
    for problem in report.unreadable:
        typer.echo(f"{problem.message(language())} [{problem.code}]", err=True)
