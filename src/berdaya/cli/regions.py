"""`berdaya regions import` and `berdaya boundaries import`: territories, their codes, people and shapes."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from berdaya.cli import django_setup
from berdaya.cli.output import language, print_json, say

if TYPE_CHECKING:
    from berdaya.records.regions.services import ImportReport

regions = typer.Typer(help="Daftar wilayah. / Region lists.", no_args_is_help=True)
boundaries = typer.Typer(help="Batas wilayah. / Boundaries.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="Berkas. / The file.")]
Json = Annotated[bool, typer.Option("--json", help="Keluaran JSON. / JSON output.")]


@regions.callback()
def regions_group() -> None:
    """Daftar wilayah. / Region lists."""


@boundaries.callback()
def boundaries_group() -> None:
    """Batas wilayah. / Boundaries."""


@regions.command("import")
def import_regions(file: File, as_json: Json = False) -> None:
    """CSV, xlsx: daftar wilayah, jembatan kode BPS, atau jumlah penduduk; kolomnya menentukan. / By its columns."""

    def run() -> "ImportReport":
        from berdaya.exchange import regions_csv
        from berdaya.records.access.scope import SYSTEM

        return regions_csv.import_file(actor=SYSTEM, path=file)

    _report(run, as_json=as_json)


@boundaries.command("import")
def import_boundaries(
    file: File,
    level: Annotated[
        str | None,
        typer.Option(help="province, regency, district, village; tanpa ini, dari kodenya. / Else by the codes."),
    ] = None,
    as_json: Json = False,
) -> None:
    """GeoJSON (RFC 7946, WGS 84); bentuknya diperiksa. / Its geometry is checked."""

    def run() -> "ImportReport":
        from berdaya.exchange import boundaries as exchange
        from berdaya.records.access.scope import SYSTEM

        return exchange.import_file(actor=SYSTEM, path=file, level=level)

    _report(run, as_json=as_json)


def _report(run: "Callable[[], ImportReport]", *, as_json: bool) -> None:
    django_setup.migrate()
    report = run()
    if as_json:
        problems = [{"code": p.code, "message": p.message(language())} for p in report.problems]
        counts = {"created": report.created, "updated": report.updated, "unchanged": report.unchanged}
        print_json({**counts, "problems": problems})
    else:
        typer.echo(
            say(
                f"{report.created} baru, {report.updated} berubah, {report.unchanged} tetap, {len(report.problems)} ditolak.",
                f"{report.created} new, {report.updated} changed, {report.unchanged} unchanged, {len(report.problems)} refused.",
            )
        )
        for problem in report.problems:
            typer.echo(f"  {problem.message(language())} [{problem.code}]", err=True)
    raise typer.Exit(1 if report.problems else 0)
