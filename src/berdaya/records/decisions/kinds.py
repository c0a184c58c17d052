"""What can be decided on a finding, by whom, and in which state that leaves it."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from berdaya.records.access.roles import Role

DECIDERS = (Role.ADMINISTRATOR, Role.HEAD, Role.ANALYST)
REMARKERS = (*DECIDERS, Role.VERIFIER, Role.MENTOR, Role.VILLAGE_HEAD, Role.VILLAGE_OPERATOR)


class Choice(models.TextChoices):
    """What a person wrote about a finding. A remark decides nothing; reopening takes the decision before it back."""

    REPAIR = "repair", _("Perbaiki skor")
    ACCEPT = "accept", _("Terima seperti yang terbit")
    REFER = "refer", _("Rujuk ke sumber")
    VISIT = "visit", _("Perlu kunjungan")
    REOPEN = "reopen", _("Buka lagi")
    REMARK = "remark", _("Tanggapan")


class State(models.TextChoices):
    """Where a finding stands. Inferred: the known repair is in force, and nobody has confirmed it yet."""

    OPEN = "open", _("Terbuka")
    INFERRED = "inferred", _("Diperbaiki (dugaan)")
    REPAIRED = "repaired", _("Diperbaiki")
    ACCEPTED = "accepted", _("Diterima seperti terbit")
    REFERRED = "referred", _("Dirujuk ke sumber")
    VISIT = "visit", _("Perlu kunjungan")


UNDECIDED = frozenset({State.OPEN, State.INFERRED})

LEAVES: Mapping[str, State] = {
    Choice.REPAIR: State.REPAIRED,
    Choice.ACCEPT: State.ACCEPTED,
    Choice.REFER: State.REFERRED,
    Choice.VISIT: State.VISIT,
}
