"""Forms of letters and papers. Choices come from the office's own lists."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from berdaya.records.papers.models import NumberSeries


class IssueForm(forms.Form):
    """Which series gives the number, who signs, and where."""

    series = forms.TypedChoiceField(label=_("Seri nomor"), coerce=int)
    signatory = forms.TypedChoiceField(label=_("Penanda tangan"), coerce=int)
    place = forms.CharField(label=_("Tempat"), max_length=60, help_text=_("Berdiri di depan tanggal surat."))

    def __init__(
        self, *args: Any, series: list[tuple[int, str]], signatories: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("series", series), ("signatory", signatories)):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = choices


class WithdrawForm(forms.Form):
    """Why a paper no longer holds."""

    reason = forms.CharField(
        label=_("Alasan pencabutan"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tampil di halaman pemeriksaan. Jangan sebut nama orang."),
    )


class SeriesForm(forms.ModelForm[NumberSeries]):
    """How the numbers of a series are written."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = NumberSeries
        fields = ("name", "classification", "agency", "pattern", "first_year", "first_number")
        help_texts: ClassVar[dict[str, Any]] = {
            "classification": _("Kode klasifikasi arsip, misalnya 400.10."),
            "pattern": _(
                "Yang dikenal: {classification}, {number}, {agency}, {roman_month}, {month}, {year}. "
                "{number:3} menulis paling sedikit tiga angka."
            ),
            "first_year": _("Isi bila buku agenda tahun ini sudah berjalan di luar sistem."),
            "first_number": _("Nomor pertama yang diberikan sistem pada tahun itu."),
        }

    def validate_unique(self) -> None:
        """The service asks that, knowing which series is changed."""


class LetterForm(forms.Form):
    """An official letter."""

    subject = forms.CharField(
        label=_("Perihal"), max_length=200, help_text=_("Tampil di halaman pemeriksaan. Jangan sebut nama orang.")
    )
    nature = forms.CharField(label=_("Sifat"), max_length=40, required=False, initial=_("Biasa"))
    attachment = forms.CharField(label=_("Lampiran"), max_length=80, required=False)
    addressee = forms.CharField(label=_("Kepada"), max_length=200)
    addressee_place = forms.CharField(label=_("Di"), max_length=80, required=False)
    text = forms.CharField(
        label=_("Isi surat"),
        max_length=12000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Baris kosong memulai alinea baru."),
    )
    copies = forms.CharField(
        label=_("Tembusan"),
        max_length=1200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu penerima setiap baris."),
    )
