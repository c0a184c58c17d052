"""`berdaya official import`: published answers and results into the ledger, then computed and published by year."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from berdaya.cli import django_setup
from berdaya.cli.output import language, print_json, say
from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode

if TYPE_CHECKING:
    from berdaya.exchange.recording import ImportedAnswers

app = typer.Typer(help="Jawaban dan hasil resmi. / Official answers and results.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Jawaban dan hasil resmi. / Official answers and results."""


@app.command("import")
def import_(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Berkas, folder, zip, tabel, atau alamat server. / Files, folders, zips, tables or an address."
        ),
    ],
    year: Annotated[
        list[int] | None, typer.Option("--year", help="Tahun (boleh berulang). / Years; repeatable.")
    ] = None,
    territory: Annotated[
        str, typer.Option("--territory", help="Wilayah yang ditanyakan ke server. / Asked of a server.")
    ] = "",
    pause: Annotated[float, typer.Option(min=0, help="Jeda antarpermintaan, detik. / Seconds between requests.")] = 1.0,
    retries: Annotated[int, typer.Option(min=1, max=10, help="Percobaan per desa. / Tries per village.")] = 3,
    resume: Annotated[
        Path | None, typer.Option("--resume", help="Berkas pengingat, untuk melanjutkan. / A file to resume by.")
    ] = None,
    publish: Annotated[bool, typer.Option(help="Hitung dan terbitkan. / Compute and publish.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Keluaran JSON. / JSON output.")] = False,
) -> None:
    """Masukkan ke buku catatan; yang gagal disebut dan tidak mengubah apa pun. / Into the ledger; failures are told."""
    django_setup.migrate()
    from berdaya.exchange.recording import publish_imported
    from berdaya.records.access.scope import SYSTEM

    years = year or []
    reports = [
        _from_server(source, years, territory, pause, retries, resume)
        if source.startswith(("http://", "https://"))
        else _from_path(Path(source), years)
        for source in sources
    ]
    runs = []
    if publish:
        runs = [run for report in reports for run in publish_imported(actor=SYSTEM, imported=report)]
    print_json(_shape(reports, runs)) if as_json else _print(reports, runs)
    raise typer.Exit(1 if any(report.failures for report in reports) else 0)


def _from_path(path: Path, years: list[int]) -> "ImportedAnswers":
    from berdaya.exchange.official.importing import import_answers
    from berdaya.exchange.official.source import from_paths
    from berdaya.exchange.tables import KINDS
    from berdaya.records.access.scope import SYSTEM

    if path.suffix.lower() in KINDS:
        return _from_table(path, years[0] if years else None)
    with _Counter() as counted:
        return import_answers(actor=SYSTEM, answers=from_paths([path]), progress=counted)


def _from_table(path: Path, year: int | None) -> "ImportedAnswers":
    """Scores if the table has them, else indices by dimension; the columns tell which index."""
    from berdaya.definitions import catalogue
    from berdaya.exchange import indeks_desa, indices, scores
    from berdaya.exchange.assessments import holds_indicators
    from berdaya.exchange.tables import read_table
    from berdaya.records.access.scope import SYSTEM

    table = read_table(path)
    if holds_indicators(table, catalogue.newest("idm")):
        return scores.import_scores(actor=SYSTEM, path=path, year=year)
    if indices.holds_indices(table, "idm"):
        return indices.import_indices(actor=SYSTEM, path=path, family="idm", year=year)
    return indeks_desa.import_results(actor=SYSTEM, path=path, year=year or 2025)


def _from_server(
    address: str, years: list[int], territory: str, pause: float, retries: int, resume: Path | None
) -> "ImportedAnswers":
    from berdaya.exchange.official.importing import import_upstream, questions
    from berdaya.exchange.official.source import Upstream
    from berdaya.records.access.scope import SYSTEM
    from berdaya.records.regions.selectors import villages

    prefix = RegionCode.parse(territory).plain if territory else ""
    codes = [row.code for row in villages(SYSTEM) if row.kind == "desa" and row.code.startswith(prefix)]
    if not codes:
        raise Problem("region.unknown", code=territory or "–")
    upstream = Upstream.at(address, pause=pause, attempts=retries)
    asked = list(questions(codes, years or range(2016, 2025)))
    with _Counter(total=len(asked)) as counted:
        return import_upstream(actor=SYSTEM, upstream=upstream, asked=asked, state=resume, progress=counted)


class _Counter:
    """A progress line on a terminal, fed with the report so far; silent in a pipe."""

    def __init__(self, total: int | None = None) -> None:
        from rich.console import Console
        from rich.progress import Progress

        console = Console(stderr=True)
        self.bar = Progress(console=console, transient=True, disable=not console.is_terminal)
        self.task = self.bar.add_task(say("Mengimpor", "Importing"), total=total)

    def __enter__(self) -> "Callable[[ImportedAnswers], None]":
        self.bar.start()
        return lambda imported: self.bar.update(self.task, completed=imported.read)

    def __exit__(self, *error: object) -> None:
        self.bar.stop()


def _shape(reports: "list[ImportedAnswers]", runs: list[tuple[str, int, int]]) -> dict[str, Any]:
    return {
        "recorded": sum(report.recorded for report in reports),
        "unchanged": sum(report.unchanged for report in reports),
        "failures": [
            {
                "village": failure.village,
                "year": failure.year,
                "source": failure.source,
                "code": failure.problem.code,
                "message": failure.problem.message(language()),
            }
            for report in reports
            for failure in report.failures
        ],
        "published": [{"edition": edition, "year": year, "run": run} for edition, year, run in runs],
    }


def _print(reports: "list[ImportedAnswers]", runs: list[tuple[str, int, int]]) -> None:
    for line in _lines(_shape(reports, runs)):
        typer.echo(line)


def _lines(report: dict[str, Any]) -> Iterator[str]:
    yield say(
        f"{report['recorded']} jawaban dicatat, {report['unchanged']} sudah ada, {len(report['failures'])} gagal.",
        f"{report['recorded']} answers recorded, {report['unchanged']} already held, {len(report['failures'])} failed.",
    )
    for failure in report["failures"]:
        yield f"  {failure['village']} {failure['year'] or ''}: {failure['message']} [{failure['code']}]"
    for run in report["published"]:
        yield say(f"Terbit: {run['edition']} {run['year']}", f"Published: {run['edition']} {run['year']}")
