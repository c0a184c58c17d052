"""The people of the demo: one for each way of working, all with the password that the documentation prints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from berdaya.demo.registry import REGENCY_CODE, DemoRegion
from berdaya.records.access.roles import Role

# Known to everybody on purpose: `berdaya serve` refuses to show a demo database to other machines.
PASSWORD = "kabupaten-contoh"  # noqa: S105 - known to everybody


@dataclass(frozen=True)
class Account:
    """Who signs in, in which role, and over how much: everything, the regency, a kecamatan, or so many villages of it."""

    username: str
    full_name: str
    role: Role
    reach: str = "regency"
    villages: int = 0


ACCOUNTS = (
    Account("admin", "Pengelola Contoh", Role.ADMINISTRATOR, "everything"),
    Account("kepala", "Kepala Dinas Contoh", Role.HEAD),
    Account("analis", "Analis Contoh", Role.ANALYST),
    Account("camat", "Camat Contoh", Role.VERIFIER, "district"),
    Account("pendamping", "Pendamping Contoh", Role.MENTOR, "villages", 2),
    Account("operator", "Operator Desa Contoh", Role.VILLAGE_OPERATOR, "villages", 1),
    Account("kades", "Kepala Desa Contoh", Role.VILLAGE_HEAD, "villages", 1),
    Account("dinas", "Perangkat Daerah Contoh", Role.OPD),
    Account("pemeriksa", "Pemeriksa Contoh", Role.AUDITOR),
)


def territories(account: Account, regions: Sequence[DemoRegion]) -> Iterator[str]:
    """The territory codes an account is granted; those of less than the regency lie in the kecamatan that was split off.

    Only who administers everything may make further users.
    """
    district = max(region.code for region in regions if region.level == "district")
    desa = sorted(region.code for region in regions if region.parent == district and region.kind == "desa")
    if account.reach == "everything":
        yield ""
    elif account.reach == "regency":
        yield REGENCY_CODE
    elif account.reach == "district":
        yield district
    else:
        yield from desa[: account.villages]
