"""What people write about their own way in."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

PASSWORD_HELP = _("Sepuluh huruf atau lebih, bukan kata yang umum dipakai.")


def password_field(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=200, help_text=help_text, widget=widget)


class NewPasswordForm(forms.Form):
    """A new password, twice, so that a slip of the finger shuts nobody out."""

    new = password_field(_("Kata sandi baru"), "new-password", PASSWORD_HELP)
    again = password_field(_("Kata sandi baru sekali lagi"), "new-password")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("new") and given.get("again") and given["new"] != given["again"]:
            self.add_error("again", gettext("Kedua kata sandi tidak sama."))
        return given


class ConfirmForm(forms.Form):
    """One's password, before something that changes how one gets in."""

    old = password_field(_("Kata sandi sekarang"), "current-password")


class ChangePasswordForm(ConfirmForm, NewPasswordForm):
    field_order = ("old", "new", "again")


class CodeForm(NewPasswordForm):
    """A one-time code from an administrator, and the password it is to bring."""

    username = forms.CharField(
        label=_("Nama pengguna"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("Kode sekali pakai"),
        max_length=40,
        help_text=_("Huruf besar atau kecil sama saja; tanda hubung boleh dilewati."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    field_order = ("username", "code", "new", "again")
