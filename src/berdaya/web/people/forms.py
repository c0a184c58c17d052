"""What administrators write about people."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from berdaya.records.access.models import LONGEST_NAME
from berdaya.records.access.roles import GIVEN_ROLES, Role
from berdaya.records.access.scope import Scope
from berdaya.records.regions.places import Place
from berdaya.web.people.places import meant

# Nothing is chosen at first: the widest role stands first in the list.
ROLES = [("", _("Pilih peran")), *((role.value, role.label) for role in GIVEN_ROLES)]


def date_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


class PersonForm(forms.Form):
    """A person's name and how they are reached."""

    full_name = forms.CharField(label=_("Nama lengkap"), max_length=LONGEST_NAME)
    email = forms.EmailField(label=_("Surel"), required=False, max_length=254)
    phone = forms.CharField(label=_("Telepon"), required=False, max_length=30)


class GrantForm(forms.Form):
    """A role in a territory for a time. A territory that is not clear is asked back as a choice."""

    role = forms.ChoiceField(label=_("Peran"), choices=ROLES)
    territory = forms.CharField(
        label=_("Wilayah"), max_length=120, help_text=_("Tulis nama atau kode Kemendagri, atau “Semua wilayah”.")
    )
    valid_from = date_field(_("Berlaku sejak"), help_text=_("Kosong: mulai hari ini."))
    valid_until = date_field(_("Berlaku sampai"), help_text=_("Kosong: tanpa batas."))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.candidates: list[Place] = []
        self.fields["territory"].widget.attrs |= {"autocomplete": "off", "list": "wilayah-saran"}

    def clean_territory(self) -> str:
        found = meant(self.scope, self.cleaned_data["territory"])
        if isinstance(found, str):
            return found
        self.candidates = found
        if found:
            raise forms.ValidationError(gettext("Ada beberapa wilayah dengan nama ini. Pilih salah satu di bawah."))
        raise forms.ValidationError(gettext("Wilayah ini tidak ada dalam wilayah Anda. Periksa nama atau kodenya."))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("valid_from"), given.get("valid_until")
        if since and until and until < since:
            self.add_error("valid_until", gettext("Tanggal akhir mendahului tanggal mulai."))
        return given

    @property
    def given(self) -> dict[str, Any]:
        """What the service takes."""
        kept = ("territory", "valid_from", "valid_until")
        return {"role": Role(self.cleaned_data["role"]), **{key: self.cleaned_data[key] for key in kept}}


class InviteForm(GrantForm, PersonForm):
    """A new user with a first role."""

    username = forms.CharField(
        label=_("Nama pengguna"),
        max_length=150,
        help_text=_("Huruf, angka, dan @ . + - _. Ini yang ditulis saat masuk."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ("full_name", "username", "role", "territory", "valid_from", "valid_until", "email", "phone")


class HandOverForm(forms.Form):
    """Who takes over, and from which day."""

    taker = forms.TypedChoiceField(label=_("Penerima"), coerce=int)
    day = date_field(_("Mulai tanggal"), required=True, help_text=_("Hari pertama bagi penerima."))

    def __init__(self, *args: Any, takers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].choices = [("", _("Pilih orang")), *takers]  # type: ignore[attr-defined]  # a choice field


class EraseForm(forms.Form):
    """Why a person's data are erased, and that it is meant."""

    reason = forms.CharField(label=_("Alasan"), max_length=300, help_text=_("Jangan menulis nama atau nomor orang."))
    sure = forms.BooleanField(label=_("Saya mengerti bahwa ini tidak dapat dibatalkan."))
