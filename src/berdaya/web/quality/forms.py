"""What is sent from the pages on findings, read and checked for shape; the services check everything else."""

from django import forms
from django.utils.translation import gettext_lazy as _

from berdaya.records.decisions.kinds import Choice
from berdaya.records.decisions.services import Said

LONGEST = 2000


class DecisionForm(forms.Form):
    """One decision or remark: the choice, why, the repair, and which version of the finding the person saw."""

    pilihan = forms.ChoiceField(choices=Choice.choices, error_messages={"required": _("Pilih salah satu.")})
    alasan = forms.CharField(
        max_length=LONGEST,
        error_messages={"required": _("Tulis alasannya, dengan bukti bila ada.")},
    )
    perbaikan = forms.RegexField(r"^[A-Za-z0-9_]{1,60}:-?\d{1,3}$", required=False)
    versi = forms.IntegerField(min_value=0)

    def said(self) -> Said:
        """What the person says."""
        given = self.cleaned_data
        indicator, _, score = (given["perbaikan"] if given["pilihan"] == Choice.REPAIR else "").partition(":")
        return Said(given["pilihan"], given["alasan"], indicator, int(score) if score else None)


class TogetherForm(forms.Form):
    """One decision for many findings, and the list as the person saw it."""

    pilihan = forms.ChoiceField(
        choices=[pair for pair in Choice.choices if pair[0] != Choice.REMARK],
        error_messages={"required": _("Pilih salah satu.")},
    )
    alasan = forms.CharField(
        max_length=LONGEST, error_messages={"required": _("Tulis alasannya, dengan bukti bila ada.")}
    )
    daftar = forms.CharField(max_length=60)

    def said(self) -> Said:
        """What the person says of each of them."""
        return Said(self.cleaned_data["pilihan"], self.cleaned_data["alasan"])
