"""The roles of the programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does in the programme."""

    ADMINISTRATOR = "administrator", _("Pengelola sistem")
    HEAD = "head", _("Kepala dinas")
    ANALYST = "analyst", _("Analis")
    OPD = "opd", _("Perangkat daerah")
    VERIFIER = "verifier", _("Verifikator")
    MENTOR = "mentor", _("Pendamping")
    VILLAGE_HEAD = "village_head", _("Kepala desa")
    VILLAGE_OPERATOR = "village_operator", _("Operator desa")
    AUDITOR = "auditor", _("Pemeriksa dan pelindung data")
    PUBLIC = "public", _("Umum")


# Who works in the office with everybody's data: a password alone is not enough for them.
OFFICE_ROLES = frozenset({Role.ADMINISTRATOR, Role.HEAD, Role.ANALYST, Role.OPD, Role.AUDITOR})
# Everybody is the public already; nobody is made it.
GIVEN_ROLES = tuple(role for role in Role if role is not Role.PUBLIC)
