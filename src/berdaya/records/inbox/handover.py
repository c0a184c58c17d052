"""Tells whoever takes over another person's work, inside the act that hands it over."""

from datetime import date

from django.dispatch import receiver

from berdaya.records.access.handover import handed_over
from berdaya.records.inbox.services import tell


@receiver(handed_over)
def told(sender: object, *, taker_id: int, day: date, **details: object) -> int:
    """The new duty in the taker's inbox. No duty is moved by this, so the answer is none."""
    tell([taker_id], "user.handed_over", subject=f"{day:%d-%m-%Y}")
    return 0
