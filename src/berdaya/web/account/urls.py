"""Addresses of signing in with a code, and of one's own account."""

from django.urls import URLPattern, path

from berdaya.web.account import views

urlpatterns: list[URLPattern] = [
    path("masuk/kode/", views.second_step, name="sign-in-code"),
]
