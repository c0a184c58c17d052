"""Whether this database holds an invented regency. Province 99 exists in no official list; the demo lives there.

The mark is the code itself, so it cannot be forgotten, switched off, or lost in an export.
"""

from berdaya.records.regions.kinds import Level
from berdaya.records.regions.models import Region

PROVINCE = "99"


def synthetic_regency() -> str | None:
    """The name of the invented regency in this database; None where all territories are real."""
    return Region.objects.filter(level=Level.REGENCY, code__startswith=PROVINCE).values_list("name", flat=True).first()


def holds_real_regions() -> bool:
    """Whether there is any territory outside the invented province."""
    return Region.objects.exclude(code__startswith=PROVINCE).exists()
