"""What `berdaya check` says of keys, of the guards of append-only tables, and of the chain of the trail."""

import os
from collections.abc import Iterator

from berdaya.cli.output import language, say
from berdaya.domain.problems import Problem

# What was looked at, what was found, and what to do where it is not in order.
Finding = tuple[str, str, str]


def findings() -> Iterator[Finding]:
    """Each in turn; on a database that is not brought up to date there is nothing to say yet."""
    from django.db import DatabaseError

    for look in (_keys, _guards, _trail):
        try:
            yield look()
        except DatabaseError:
            return
        except Problem as problem:
            yield say("kunci", "keys"), problem.code, problem.message(language())
            return


def _keys() -> Finding:
    from django.conf import settings

    from berdaya.records.vault.services import master_keys

    name, uses = say("kunci induk", "master keys"), master_keys()
    lacking = [use for use in uses if not use.held]
    if lacking:
        problem = Problem("vault.key_unknown", name=lacking[0].name, path=settings.KEYS_FILE)
        return name, str(settings.KEYS_FILE), problem.message(language())
    mode = os.stat(settings.KEYS_FILE).st_mode if uses else 0
    todo = say(
        "Berkas kunci terbuka bagi pengguna lain komputer ini: chmod 600.",
        "Other users of this machine can read the key file: chmod 600.",
    )
    readable = os.name == "posix" and mode & 0o077
    return name, f"{len(uses)}, {settings.KEYS_FILE}", todo if readable else ""


def _guards() -> Finding:
    from berdaya.records import guard

    open_ = guard.unguarded()
    todo = say(
        f"Tanpa penjaga: {', '.join(open_)}. Jalankan berdaya serve; penjaga dipasang sendiri.",
        f"Unguarded: {', '.join(open_)}. Run berdaya serve; it puts the guards up.",
    )
    return say("penjaga buku besar", "ledger guards"), str(len(guard.tables())), todo if open_ else ""


def _trail() -> Finding:
    from berdaya.records.audit.chain import verify

    name, found = say("jejak", "trail"), verify()
    counts = say(f"{found.links} entri, ujung {found.head[:16]}", f"{found.links} entries, head {found.head[:16]}")
    if found.broken_at is not None:
        todo = say(
            f"Rantai putus pada mata rantai {found.broken_at}: jejak diubah di luar program. Simpan basis data ini apa adanya, "
            "bandingkan dengan cadangan, dan ikuti docs/how-to/handle-a-breach.md.",
            f"The chain breaks at link {found.broken_at}: the trail was changed past the program. Keep this database as it is, "
            "compare it with a backup, and follow docs/how-to/handle-a-breach.md.",
        )
        return name, counts, todo
    return name, counts, ""
