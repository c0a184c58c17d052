"""Signing in with a second step, who is led to set one up, codes on paper, one-time codes, sessions and the wait."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from berdaya.records.access import attempts, codes, factors
from berdaya.records.access.models import DeviceSession, User
from berdaya.records.access.roles import OFFICE_ROLES, Role
from berdaya.records.access.scope import SYSTEM
from berdaya.records.access.services import create_user, grant
from berdaya.records.regions.models import Region

PASSWORD = "pandai-menenun-7"
NEW = "menenun-lagi-8"
FAST = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _quick(db):
    cache.clear()
    with override_settings(PASSWORD_HASHERS=FAST):
        yield
    cache.clear()


def someone(name: str = "sri", role: Role | None = Role.ANALYST) -> User:
    user = create_user(actor=SYSTEM, username=name, full_name="Sri Contoh", password=PASSWORD)
    if role:
        grant(actor=SYSTEM, user=user, role=role, territory="9901")
    return user


def code_of(secret: str, steps: int = 0) -> str:
    """What the phone shows now, or some steps later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_phone(user: User) -> str:
    secret = factors.new_secret()
    assert factors.take_up(user, secret, code_of(secret))
    return secret


def wrong_for(secret: str) -> str:
    right = {code_of(secret, steps) for steps in range(-3, 4)}
    return next(f"{number:06}" for number in range(100) if f"{number:06}" not in right)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def give_password(client: Client, name: str = "sri", password: str = PASSWORD, to: str = ""):
    return client.post(reverse("sign-in"), {"username": name, "password": password, "next": to})


def test_the_password_alone_does_not_let_in_whoever_has_a_phone(client):
    secret = with_phone(someone())
    answer = give_password(client, to="/cari/")
    assert answer.headers["Location"] == reverse("sign-in-code")
    assert not signed_in(client)
    assert client.get(reverse("account")).status_code == 302
    wrong = client.post(reverse("sign-in-code"), {"code": wrong_for(secret)})
    assert "Kode tidak cocok" in wrong.content.decode()
    assert not signed_in(client)
    right = client.post(reverse("sign-in-code"), {"code": code_of(secret)})
    assert right.headers["Location"] == "/cari/"
    assert signed_in(client)


def test_a_code_serves_once(client):
    secret = with_phone(someone())
    code = code_of(secret)
    give_password(client)
    client.post(reverse("sign-in-code"), {"code": code})
    second = Client()
    give_password(second)
    second.post(reverse("sign-in-code"), {"code": code})
    assert not signed_in(second)


def test_a_code_on_paper_serves_once_and_says_how_many_are_left(client):
    user = someone()
    with_phone(user)
    paper = factors.new_codes(user)
    give_password(client)
    answer = client.post(reverse("sign-in-code"), {"code": f" {paper[0][:4]} {paper[0][4:]}"}, follow=True)
    assert f"Sisa {len(paper) - 1} kode." in answer.content.decode()
    second = Client()
    give_password(second)
    second.post(reverse("sign-in-code"), {"code": paper[0]})
    assert not signed_in(second)


def test_guessing_codes_is_shut_out_from_everywhere_and_let_in_again(client):
    user = someone()
    secret = with_phone(user)
    give_password(client)
    for _ in range(attempts.ALLOWED):
        client.post(reverse("sign-in-code"), {"code": wrong_for(secret)})
    elsewhere = Client(REMOTE_ADDR="203.0.113.8")
    give_password(elsewhere)
    assert elsewhere.post(reverse("sign-in-code"), {"code": code_of(secret)}).status_code == 429
    attempts.let_in(user.pk)
    elsewhere.post(reverse("sign-in-code"), {"code": code_of(secret)})
    assert signed_in(elsewhere)


@pytest.mark.parametrize("spoilt", ["late", "password", "inactive", "nothing"])
def test_the_second_step_needs_a_first_one_that_still_stands(client, monkeypatch, spoilt):
    user = someone()
    secret = with_phone(user)
    code = code_of(secret)
    if spoilt != "nothing":
        give_password(client)
    if spoilt == "late":
        now = time.time()
        monkeypatch.setattr("berdaya.web.account.views.time.time", lambda: now + 11 * 60)
    elif spoilt == "password":
        user.set_password(NEW)
        user.save()
    elif spoilt == "inactive":
        User.objects.update(is_active=False)
    answer = client.post(reverse("sign-in-code"), {"code": code})
    assert answer.headers["Location"] == reverse("sign-in")
    assert not signed_in(client)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PUBLIC])
@override_settings(SECOND_FACTOR="required")
def test_the_offices_roles_are_led_to_set_it_up_before_any_other_page(client, role):
    someone(role=role)
    give_password(client)
    for page in ("home", "account", "search"):
        answer = client.get(reverse(page))
        led = answer.status_code == 302 and answer.headers["Location"] == reverse("second-factor")
        assert led is (role in OFFICE_ROLES)
    assert client.post(reverse("language"), {"language": "en"}).headers["Location"] != reverse("second-factor")


def test_left_open_it_is_required_once_real_territories_are_kept(client):
    client.force_login(someone())
    assert client.get(reverse("account")).status_code == 200
    Region.objects.create(code="64", name="Provinsi", level="province")
    cache.clear()
    assert client.get(reverse("account")).headers["Location"] == reverse("second-factor")
    with override_settings(SECOND_FACTOR="offered"):
        assert client.get(reverse("account")).status_code == 200


@override_settings(SECOND_FACTOR="required")
def test_setting_it_up_shows_a_square_and_codes_once_and_opens_the_pages(client):
    user = someone()
    give_password(client)
    page = client.get(reverse("second-factor")).content.decode()
    assert "<svg" in page
    assert "Nanti saja" not in page
    secret = client.session["second_step_secret"]
    assert secret == re.sub(" ", "", re.findall(r"<code>([A-Z2-7 ]+)</code>", page)[0])
    client.get(reverse("second-factor"))
    assert client.session["second_step_secret"] == secret
    assert "Kode tidak cocok" in client.post(reverse("second-factor"), {"code": wrong_for(secret)}).content.decode()
    done = client.post(reverse("second-factor"), {"code": code_of(secret)}).content.decode()
    paper = re.findall(r"<code>(\d{8})</code>", done)
    assert len(paper) == factors.codes_left(user.pk) == 10
    assert "second_step_secret" not in client.session
    assert client.get(reverse("account")).status_code == 200
    assert client.get(reverse("second-factor")).status_code == 302


def test_secrets_are_sealed_where_they_are_kept():
    user = someone()
    secret = with_phone(user)
    held = str(list(factors.Authenticator.objects.values_list("data", flat=True)))
    assert secret not in held
    assert not any(code in held for code in factors.new_codes(user))


def test_a_phone_is_taken_away_and_codes_renewed_only_with_the_password(client):
    user = someone()
    with_phone(user)
    client.force_login(user)
    for page in ("recovery-codes", "second-factor-off"):
        assert "Kata sandi tidak cocok." in client.post(reverse(page), {"old": "salah"}).content.decode()
    assert factors.has_factor(user.pk)
    renewed = client.post(reverse("recovery-codes"), {"old": PASSWORD}).content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", renewed)) == 10
    client.post(reverse("second-factor-off"), {"old": PASSWORD})
    assert not factors.has_factor(user.pk)


def test_a_new_password_keeps_this_session_and_ends_the_others(client):
    user = someone()
    other = Client()
    client.force_login(user)
    other.force_login(user)
    form = {"old": PASSWORD, "new": NEW, "again": NEW}
    assert "tidak sama" in client.post(reverse("password"), form | {"again": "lain"}).content.decode()
    assert (
        "umum" in client.post(reverse("password"), form | {"new": "password12", "again": "password12"}).content.decode()
    )
    client.post(reverse("password"), form)
    assert signed_in(client)
    assert client.get(reverse("account")).status_code == 200
    assert other.get(reverse("account")).status_code == 302
    assert DeviceSession.objects.filter(session_key=client.session.session_key).exists()
    assert DeviceSession.objects.count() == 1


def test_a_one_time_code_leads_to_a_password_and_to_signing_in(client):
    user = someone(role=Role.MENTOR)
    issued = codes.give_code(actor=SYSTEM, user_id=user.pk)
    form = {"username": "Sri", "code": issued.code.lower(), "new": NEW, "again": NEW}
    assert "tidak cocok" in client.post(reverse("one-time-code"), form | {"code": "AAAA"}).content.decode()
    assert (
        "umum"
        in client.post(reverse("one-time-code"), form | {"new": "password12", "again": "password12"}).content.decode()
    )
    assert client.post(reverse("one-time-code"), form).headers["Location"] == reverse("sign-in")
    assert not signed_in(client)
    give_password(client, password=NEW)
    assert signed_in(client)


def test_guessing_one_time_codes_has_to_wait_too(client):
    user = someone(role=Role.MENTOR)
    issued = codes.give_code(actor=SYSTEM, user_id=user.pk)
    form = {"username": "sri", "code": issued.code, "new": NEW, "again": NEW}
    for _ in range(attempts.ALLOWED):
        client.post(reverse("one-time-code"), form | {"code": "AAAA"})
    assert client.post(reverse("one-time-code"), form).status_code == 429
    assert give_password(client).status_code == 429


def test_sessions_are_named_in_plain_words_and_ended(client):
    user = someone()
    phone = Client(headers={"user-agent": "Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36"})
    give_password(client)
    give_password(phone)
    phone.get(reverse("account"))
    page = client.get(reverse("account")).content.decode()
    assert "Chrome di Android" in page
    assert "jaringan 127.0.0.0" in page
    client.post(reverse("sessions-end"))
    assert phone.get(reverse("account")).status_code == 302
    assert signed_in(client)
    assert user.devices.count() == 1


def test_signing_out_forgets_the_session(client):
    user = someone()
    give_password(client)
    client.post(reverse("sign-out"))
    assert not user.devices.exists()


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_email", "mfa_index", "mfa_authenticate"])
def test_no_address_of_allauth_is_open(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_what_ran_out_is_forgotten_when_somebody_signs_in(client):
    user = someone(role=Role.MENTOR)
    client.force_login(user)
    old, long_ago = client.session.session_key, timezone.now() - timedelta(days=2)
    Session.objects.filter(pk=old).update(expire_date=long_ago)
    DeviceSession.objects.filter(session_key=old).update(seen_at=long_ago)
    Client().post(reverse("sign-in"), {"username": user.username, "password": PASSWORD})
    assert not Session.objects.filter(pk=old).exists()
    assert DeviceSession.objects.exclude(session_key=old).count() == DeviceSession.objects.count() == 1
