"""Addresses of this area."""

from django.urls import URLPattern, path

from berdaya.web.inbox.views import all_read, archived, inbox, opened, week

urlpatterns: list[URLPattern] = [
    path("kotak/", inbox, name="inbox"),
    path("kotak/ringkasan/", week, name="digest"),
    path("kotak/dibaca/", all_read, name="inbox-read"),
    path("kotak/<int:message_id>/buka/", opened, name="inbox-open"),
    path("kotak/<int:message_id>/arsip/", archived, name="inbox-archive"),
]
