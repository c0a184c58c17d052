"""Users who sign in by user name, the grants that give them a role in a territory for a time, and how they come in."""

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_email
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from berdaya.records.access.personal import Sealed, personal
from berdaya.records.access.roles import Role
from berdaya.records.vault.models import Person

# A prefix ends where a level ends: all, province, regency, kecamatan, village.
TERRITORY = RegexValidator(r"^(\d{2}|\d{4}|\d{6}|\d{10})?$", _("Tulis 2, 4, 6, atau 10 angka kode Kemendagri."))
LONGEST_NAME = 200


class UserManager(BaseUserManager["User"]):
    """Makes users whose names are compared in one normal form."""

    def get_queryset(self) -> models.QuerySet["User"]:
        # A user is hardly ever read without being named, and the name needs the key.
        return super().get_queryset().select_related("person")

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


class User(Sealed, AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What they may see and do follows from their grants.

    Name, address and number are sealed under the person's own key; the user name is not, for it finds the row.
    """

    username = models.CharField(
        _("nama pengguna"), max_length=150, unique=True, validators=[UnicodeUsernameValidator()]
    )
    # Blank until the row is saved, which makes it.
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="user", editable=False, blank=True)
    sealed_full_name = models.BinaryField(default=b"", editable=False)
    sealed_email = models.BinaryField(default=b"", editable=False)
    sealed_phone = models.BinaryField(default=b"", editable=False)
    is_active = models.BooleanField(_("aktif"), default=True)
    date_joined = models.DateTimeField(_("terdaftar"), default=timezone.now, editable=False)

    full_name = personal("full_name")
    email = personal("email")
    phone = personal("phone")

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

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

    def clean(self) -> None:
        super().clean()
        if not self.full_name.strip() or len(self.full_name) > LONGEST_NAME:
            raise ValidationError(_("Tulis nama lengkap, paling banyak 200 huruf."))
        if self.email:
            validate_email(self.email)

    @property
    def is_erased(self) -> bool:
        return self.person.erased_at is not None

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return gettext("Pengguna terhapus") if self.is_erased else self.full_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name().split(" ")[0]


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
        return f"{self.user_id}: {self.role} {self.territory or '*'}"


class Purpose(models.TextChoices):
    """What a one-time code opens."""

    INVITATION = "invitation", _("undangan")
    RESET = "reset", _("ganti kata sandi")


class OneTimeCode(models.Model):
    """A code that lets a person choose a password once. Only its slow hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="codes")
    purpose = models.CharField(max_length=12, choices=Purpose)
    digest = models.CharField(max_length=256)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.purpose}"


class DeviceSession(models.Model):
    """Where a person is signed in: which browser on what, the network without its last part, and since when."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="devices")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    network = models.CharField(max_length=45, blank=True)
    began_at = models.DateTimeField(default=timezone.now, editable=False)
    seen_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.browser} {self.system}"


class Failures(models.Model):
    """How often signing in failed, for a name at an address or for an address. The key says neither in readable form."""

    WAIT: ClassVar[timedelta] = timedelta(minutes=15)

    key = models.CharField(max_length=64, unique=True)
    # Known where somebody of that name exists, so that an administrator can see who is shut out and let them in.
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="failures")
    network = models.CharField(max_length=45, blank=True)
    count = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.count}"
