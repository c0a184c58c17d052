"""Addresses of signing in with a code, and of one's own account."""

from django.urls import URLPattern, path

from berdaya.web.account import factor_views, own, views

urlpatterns: list[URLPattern] = [
    path("masuk/kode/", views.second_step, name="sign-in-code"),
    path("masuk/kode-sekali/", own.with_code, name="one-time-code"),
    path("akun/", own.account, name="account"),
    path("akun/kata-sandi/", own.password, name="password"),
    path("akun/sesi/", own.end_sessions, name="sessions-end"),
    path("akun/langkah-kedua/", factor_views.set_up, name="second-factor"),
    path("akun/langkah-kedua/kode/", factor_views.codes_for_paper, name="recovery-codes"),
    path("akun/langkah-kedua/lepas/", factor_views.without, name="second-factor-off"),
]
