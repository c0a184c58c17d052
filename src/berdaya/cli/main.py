"""The commands put together, and how they fail: a coded problem is one line on standard error and exit code 2."""

import sys
from typing import Annotated

import typer

from berdaya import __version__
from berdaya.cli import backups, code, digest, index, keys, office, official, practice, regions, sensitivity, worker
from berdaya.cli.output import language
from berdaya.domain.problems import Problem

app = typer.Typer(
    name="berdaya",
    help="Ukur, pilih, dampingi, nilai: perangkat kerja DPMD. / Measure, choose, mentor, judge.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
index.app.command("sensitivity")(sensitivity.sensitivity)
app.add_typer(index.app, name="index")
app.add_typer(official.app, name="official")
app.add_typer(regions.regions, name="regions")
app.add_typer(regions.boundaries, name="boundaries")
app.add_typer(keys.app, name="keys")
app.command("demo")(office.demo)
app.command("serve")(office.serve)
app.command("check")(office.check)
app.command("backup")(backups.backup)
app.command("restore")(backups.restore)
app.command("worker")(worker.worker)
app.command("practice")(practice.practice)
app.command("digest")(digest.digest)
app.command("code")(code.code)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"berdaya {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Versi. / The version.")
    ] = False,
) -> None:
    """Berdaya."""


def main() -> None:
    """Run the command line; the console script."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles may default to a code page that lacks our quotation marks.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except Problem as problem:
        typer.echo(f"berdaya: {problem.message(language())} [{problem.code}]", err=True)
        sys.exit(2)
