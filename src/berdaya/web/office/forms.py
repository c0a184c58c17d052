"""Forms of the office: its letterhead, time, signatories, first administrator, and the files it is set up from."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.access.models import User
from berdaya.records.office.models import NIP, Paper
from berdaya.records.office.zones import TimeZone
from berdaya.web.office.messages import told


class Seen(forms.Form):
    """Carries the version that the editor looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class KeyForm(forms.Form):
    key = forms.CharField(
        label=_("Kunci penyiapan"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("Dicetak oleh berdaya serve pada komputer server, misalnya ABCD-EFGH-JKMN-PQRS."),
    )


class RegencyForm(forms.Form):
    code = forms.CharField(
        label=_("Kode kabupaten atau kota"),
        max_length=20,
        help_text=_("Empat angka kode Kemendagri, misalnya 64.02. Bukan kode BPS."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Nama kabupaten atau kota"),
        max_length=120,
        required=False,
        help_text=_("Boleh dikosongkan; daftar wilayah akan mengisinya."),
    )

    def clean_code(self) -> str:
        written = self.cleaned_data["code"]
        try:
            code = RegionCode.parse(written)
            if code.level != "regency":
                raise Problem("office.not_a_regency", code=code.dotted)
        except Problem as problem:
            # What is no code at all is told with the example of a regency, not of a village.
            unknown = problem.code == "region.code_not_understood"
            shown = Problem("office.not_a_regency", code=written) if unknown else problem
            raise ValidationError(told(shown)) from problem
        return code.plain


class UploadForm(forms.Form):
    """A file; how large it may be, and which kinds the picker offers, says who makes the form."""

    file = forms.FileField(label=_("Berkas"))

    def __init__(self, *args: Any, accept: str, largest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.largest = largest
        self.fields["file"].widget.attrs["accept"] = accept

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > self.largest:
            raise ValidationError(_("Berkas lebih besar dari %(size)s MB."), params={"size": self.largest // 1024**2})
        return file


class LetterheadForm(Seen):
    government = forms.CharField(
        label=_("Baris pemerintah"),
        max_length=120,
        help_text=_("Misalnya PEMERINTAH KABUPATEN CONTOH."),
    )
    agency = forms.CharField(
        label=_("Nama dinas"), max_length=160, help_text=_("Misalnya Dinas Pemberdayaan Masyarakat dan Desa.")
    )
    short_name = forms.CharField(label=_("Singkatan dinas"), max_length=30, help_text=_("Misalnya DPMD."))
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)
    contact = forms.CharField(label=_("Telepon, surel, laman"), max_length=200, required=False)
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG atau JPEG, paling besar 512 kB. Kosongkan bila tetap."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    no_logo = forms.BooleanField(label=_("Hapus logo"), required=False)

    def __init__(self, *args: Any, has_logo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_logo:
            del self.fields["no_logo"]


class TimeForm(Seen):
    time_zone = forms.ChoiceField(label=_("Zona waktu"), choices=TimeZone.choices, widget=forms.RadioSelect)
    paper = forms.ChoiceField(label=_("Kertas"), choices=Paper.choices, widget=forms.RadioSelect)


class SignatoryForm(Seen):
    name = forms.CharField(label=_("Nama dan gelar"), max_length=120)
    rank = forms.CharField(
        label=_("Pangkat, golongan"), max_length=80, required=False, help_text=_("Misalnya Pembina Utama Muda, IV/c.")
    )
    nip = forms.CharField(
        label=_("NIP"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Delapan belas angka; spasi boleh."),
    )
    title = forms.CharField(label=_("Jabatan"), max_length=160, help_text=_("Misalnya Kepala Dinas."))
    acting_for = forms.CharField(
        label=_("Atas nama (a.n.)"),
        max_length=160,
        required=False,
        help_text=_("Isi hanya bila menandatangani atas nama pejabat lain, misalnya Bupati Contoh."),
    )
    valid_from = forms.DateField(
        label=_("Berlaku sejak"),
        initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    valid_until = forms.DateField(
        label=_("Berlaku sampai"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Kosongkan bila masih berlaku."),
    )

    def clean_nip(self) -> str:
        written = "".join(self.cleaned_data["nip"].split())
        NIP(written)
        return written

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("valid_from"), cleaned.get("valid_until")
        if since and until and until < since:
            self.add_error("valid_until", _("Hari terakhir tidak boleh sebelum hari pertama."))
        return cleaned


class AdministratorForm(forms.Form):
    full_name = forms.CharField(label=_("Nama lengkap"), max_length=200)
    username = forms.CharField(
        label=_("Nama pengguna"),
        max_length=150,
        help_text=_("Untuk masuk. Huruf, angka, dan @ . + - _"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Kata sandi"),
        strip=False,
        help_text=_(
            "Paling sedikit sepuluh huruf atau angka; bukan kata sandi yang umum, dan tidak mirip nama pengguna."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Kata sandi sekali lagi"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_username(self) -> str:
        username: str = User.normalize_username(self.cleaned_data["username"].strip())
        for check in User._meta.get_field("username").validators:
            check(username)
        return username

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", _("Kedua kata sandi tidak sama."))
        elif password:
            try:
                validate_password(password, User(username=cleaned.get("username", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


OFFICE_FIELDS = ("government", "agency", "short_name", "address", "contact")
SIGNATORY_FIELDS = ("name", "rank", "nip", "title", "acting_for", "valid_from", "valid_until")
