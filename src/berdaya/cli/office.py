"""`berdaya demo`, `berdaya serve`, `berdaya check`: an office's own installation."""

import signal
import sys
import time
from contextlib import nullcontext
from typing import Annotated

import typer

from berdaya.cli import django_setup
from berdaya.cli.checks import all_checks
from berdaya.cli.keeper import worker_beside
from berdaya.cli.output import print_json, progress, say
from berdaya.domain.problems import Problem

LOOPBACK = ("127.0.0.1", "localhost", "::1")
PROXY_HEADERS = frozenset({"x-forwarded-proto", "x-forwarded-for", "x-forwarded-host"})


def demo(
    seed: Annotated[int, typer.Option(help="Benih pembangkit. / The seed of the generator.")] = 20260101,
    keep: Annotated[bool, typer.Option("--keep", help="Biarkan bila sudah ada. / Leave it where it exists.")] = False,
) -> None:
    """Isi basis data dengan Kabupaten Contoh, seluruhnya rekaan. / Load the invented regency."""
    django_setup.migrate()
    from berdaya.demo import accounts, loading
    from berdaya.demo.regency import build
    from berdaya.records.regions.synthetic import holds_real_regions, synthetic_regency

    if keep and holds_real_regions():
        typer.echo(
            say(
                "Basis data ini berisi wilayah sungguhan; biarkan.",
                "This database holds real territories; left as it is.",
            )
        )
        return
    if synthetic_regency() is not None:
        if not keep:
            typer.echo(
                say("Kabupaten Contoh sudah ada di basis data ini.", "The demo regency is in this database already.")
            )
        return
    began = time.monotonic()
    steps = loading.load(build(seed=seed), password=accounts.PASSWORD)
    for step in progress(steps, total=None, label=say("Membangun Kabupaten Contoh", "Building the demo regency")):
        typer.echo(f"  {step}", err=True)
    seconds = time.monotonic() - began
    typer.echo(
        say(f"Kabupaten Contoh siap dalam {seconds:.0f} detik.", f"The demo regency is ready after {seconds:.0f} s.")
    )
    names = ", ".join(account.username for account in accounts.ACCOUNTS)
    typer.echo(say(f"Masuk sebagai {names}; kata sandi: ", f"Sign in as {names}; password: ") + accounts.PASSWORD)


def serve(
    host: Annotated[str, typer.Option(help="Alamat. / The address.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    threads: Annotated[int, typer.Option(min=1, max=64)] = 8,
    demo_in_public: Annotated[
        bool, typer.Option("--demo-in-public", help="Data rekaan boleh dibuka dari luar. / Serve the demo to others.")
    ] = False,
    worker: Annotated[
        bool,
        typer.Option("--worker/--no-worker", help="Sertakan pekerja latar belakang. / Run a worker beside it."),
    ] = True,
) -> None:
    """Jalankan server. / Run the server."""
    django_setup.migrate()
    from django.conf import settings
    from waitress import create_server

    from berdaya.project.wsgi import application
    from berdaya.records.office import setup_key
    from berdaya.records.regions.synthetic import synthetic_regency

    if host not in LOOPBACK and synthetic_regency() is not None and not demo_in_public:
        # The demo's passwords are printed in the documentation.
        typer.echo(
            say(
                "Basis data ini berisi akun contoh yang kata sandinya diketahui umum. Pakai --demo-in-public bila dikehendaki.",
                "This database holds demo accounts with a published password. Use --demo-in-public if you mean it.",
            ),
            err=True,
        )
        raise typer.Exit(2)
    try:
        server = create_server(
            application,
            host=host,
            port=port,
            threads=threads,
            ident="berdaya",
            # With HTTPS a proxy ends the encryption; what it says of the visitor is believed, and only it.
            trusted_proxy=settings.PROXY if settings.HTTPS else None,
            trusted_proxy_headers=PROXY_HEADERS if settings.HTTPS else (),
            clear_untrusted_proxy_headers=True,
        )
    except OSError as error:
        raise Problem("serve.port_taken", host=host, port=port, reason=error.strerror or error) from error
    typer.echo(say(f"Berdaya berjalan di http://{host}:{port}/", f"Berdaya is running at http://{host}:{port}/"))
    if (key := setup_key.needed()) is not None:
        typer.echo(
            say(
                f"Basis data ini belum punya pengguna. Buka alamat itu dan masukkan kunci penyiapan: {key}",
                f"This database has no users yet. Open that address and enter the set-up key: {key}",
            )
        )
    # A service manager ends a server with SIGTERM; answers under way and the worker then come to their end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with worker_beside() if worker else nullcontext():
        server.run()


def check(as_json: Annotated[bool, typer.Option("--json", help="Keluaran JSON. / JSON output.")] = False) -> None:
    """Periksa lingkungan, basis data, dan definisi. / Check environment, database, definitions."""
    results = list(all_checks())
    if as_json:
        print_json([{"check": r.name, "ok": r.ok, "found": r.found, "do": r.todo} for r in results])
    else:
        for result in results:
            mark = say("baik", "good") if result.ok else say("PERLU", "TO DO")
            typer.echo(f"{mark:6} {result.name}: {result.found}" + (f"\n       {result.todo}" if result.todo else ""))
    raise typer.Exit(0 if all(result.ok for result in results) else 1)
