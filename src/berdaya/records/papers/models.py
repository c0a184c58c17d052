"""Number series, and papers: drafted, issued once with number and signature, perhaps withdrawn, never changed."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from berdaya.domain.problems import Problem
from berdaya.records.append_only import AppendOnlyManager
from berdaya.records.papers.numbering import DEFAULT, faults


class State(models.TextChoices):
    """A paper is drafted, then discarded or issued once, and perhaps withdrawn later; it never goes back."""

    DRAFT = "draft", _("draf")
    DISCARDED = "discarded", _("dibuang")
    ISSUED = "issued", _("terbit")
    WITHDRAWN = "withdrawn", _("dicabut")


class Kind(models.TextChoices):
    """What a paper is; each kind has its template."""

    VILLAGE_PROFILE = "village-profile", _("Profil desa")
    LETTER = "letter", _("Surat dinas")


def known_pattern(value: str) -> None:
    """A pattern that numbers can be written with."""
    if found := faults(value):
        raise ValidationError(found)


class NumberSeries(models.Model):
    """How the numbers of one kind of letters are written. They begin anew each year, without gaps."""

    name = models.CharField(_("nama seri"), max_length=80, unique=True)
    territory = models.CharField(max_length=10, blank=True, editable=False)
    pattern = models.CharField(_("pola nomor"), max_length=120, default=DEFAULT, validators=[known_pattern])
    classification = models.CharField(_("kode klasifikasi"), max_length=30, blank=True)
    agency = models.CharField(_("singkatan dinas"), max_length=30, blank=True)
    # A register kept on paper until now goes on from here.
    first_year = models.PositiveSmallIntegerField(_("tahun pertama"), null=True, blank=True)
    first_number = models.PositiveIntegerField(_("nomor pertama"), default=1, validators=[MinValueValidator(1)])
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("seri nomor")
        verbose_name_plural = _("seri nomor")

    def __str__(self) -> str:
        return self.name


class Paper(models.Model):
    """One paper. Content, signer and PDF are sealed; what the verification page shows stands beside them in clear."""

    kind = models.CharField(max_length=30, choices=Kind)
    # Said on the verification page: never a person.
    subject = models.CharField(max_length=200)
    territory = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=2, default="id")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    content = models.BinaryField()
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # Given when it is issued.
    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, null=True, related_name="papers")
    year = models.PositiveSmallIntegerField(null=True)
    ordinal = models.PositiveIntegerField(null=True)
    number = models.CharField(max_length=160, blank=True)
    code = models.CharField(max_length=16, blank=True)
    issued_on = models.DateField(null=True)
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.CharField(max_length=160, blank=True)
    signatory_title = models.CharField(max_length=330, blank=True)
    signatory = models.BinaryField(default=bytes)
    pdf = models.BinaryField(default=bytes)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    made_with = models.CharField(max_length=60, blank=True)
    # Given when it is withdrawn; the reason is public.
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    objects = AppendOnlyManager()

    ON_ISSUE: ClassVar[list[str]] = [
        "state", "content", "series", "year", "ordinal", "number", "code", "issued_on", "issued_at", "issued_by",
        "agency", "signatory_title", "signatory", "pdf", "pdf_sha256", "made_with",
    ]  # fmt: skip
    ON_WITHDRAWAL: ClassVar[list[str]] = ["state", "withdrawn_at", "withdrawn_by", "reason"]

    class Meta:
        base_manager_name = "objects"
        indexes = (models.Index(fields=["territory", "-drafted_at"], name="paper_territory_drafted"),)
        constraints = (
            models.UniqueConstraint(fields=["series", "year", "ordinal"], name="one_paper_per_number"),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="one_paper_per_written_number"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_paper_per_code"),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "discarded"), number="", code="", ordinal=None, issued_at=None)
                | Q(state__in=("issued", "withdrawn"), ordinal__isnull=False, issued_at__isnull=False)
                & ~Q(number="")
                & ~Q(code=""),
                name="only_issued_papers_have_numbers",
            ),
        )

    def __str__(self) -> str:
        return self.number or f"{self.kind} ({self.state})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert a draft, or take the one step the state allows; nothing else of a saved paper can change."""
        if not self._state.adding:
            kwargs["update_fields"] = self._allowed_changes()
        super().save(*args, **kwargs)

    def _allowed_changes(self) -> list[str]:
        before = Paper.objects.values_list("state", flat=True).get(pk=self.pk)
        if (before, self.state) == (State.DRAFT, State.ISSUED):
            return self.ON_ISSUE
        if (before, self.state) == (State.DRAFT, State.DISCARDED):
            return ["state", "content"]
        if (before, self.state) == (State.ISSUED, State.WITHDRAWN):
            return self.ON_WITHDRAWAL
        raise Problem("ledger.append_only", record=str(self))

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise Problem("ledger.append_only", record=str(self))
