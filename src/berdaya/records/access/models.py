"""Users who sign in by user name, and the grants that give them a role in a territory for a time."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.records.access.roles import Role

# A prefix ends where a level ends: all, province, regency, kecamatan, village.
TERRITORY = RegexValidator(r"^(\d{2}|\d{4}|\d{6}|\d{10})?$", _("Tulis 2, 4, 6, atau 10 angka kode Kemendagri."))


class UserManager(BaseUserManager["User"]):
    """Makes users whose names are compared in one normal form."""

    def get_by_natural_key(self, username: str | None) -> "User":
        # "Sri" and "sri" are one person: a phone's keyboard likes to begin with a capital.
        return self.get(username__iexact=username)

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(username, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What they may see and do follows from their grants."""

    username = models.CharField(
        _("nama pengguna"), max_length=150, unique=True, validators=[UnicodeUsernameValidator()]
    )
    full_name = models.CharField(_("nama lengkap"), max_length=200)
    email = models.EmailField(_("surel"), blank=True)
    phone = models.CharField(_("telepon"), max_length=30, blank=True)
    is_active = models.BooleanField(_("aktif"), default=True)
    date_joined = models.DateTimeField(_("terdaftar"), default=timezone.now, editable=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("pengguna")
        verbose_name_plural = _("pengguna")
        constraints = (
            models.UniqueConstraint(
                Lower("username"),
                name="one_user_per_name_in_any_case",
                violation_error_message=_("Nama pengguna ini sudah dipakai."),
            ),
        )

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0] if self.full_name else self.username


class Grant(models.Model):
    """A role in a territory, from one day up to and including another."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants", verbose_name=_("pengguna"))
    role = models.CharField(_("peran"), max_length=20, choices=Role)
    territory = models.CharField(_("wilayah"), max_length=10, blank=True, validators=[TERRITORY])
    valid_from = models.DateField(_("berlaku sejak"), default=timezone.localdate)
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)

    class Meta:
        verbose_name = _("hak akses")
        verbose_name_plural = _("hak akses")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="grant_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.role} {self.territory or '*'}"
