"""What is done to keep the records safe."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Deed(models.TextChoices):
    """What is done to keep the office's records safe."""

    BACKUP = "backup", _("Cadangan")
    RESTORE = "restore", _("Pemulihan")
    DRILL = "drill", _("Latihan pemulihan")
