"""Messages to a person of the programme, as their inbox keeps them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """One message to one person: what kind, about what, where it leads, and whether it was read or put away."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages", verbose_name=_("pengguna")
    )
    kind = models.CharField(max_length=40)
    # Never a resident's name or number: what it is about, such as "IDM 2024".
    subject = models.CharField(max_length=200)
    territory = models.CharField(max_length=10, blank=True)
    href = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("pesan")
        verbose_name_plural = _("pesan")
        indexes = (
            models.Index(fields=["user", "archived_at", "-told_at"], name="message_of_a_person"),
            models.Index(
                fields=["user"],
                condition=models.Q(read_at=None, archived_at=None),
                name="message_unread",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"
