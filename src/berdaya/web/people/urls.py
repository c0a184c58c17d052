"""Addresses of this area."""

from django.urls import URLPattern, path

from berdaya.web.people import acts, views

PERSON = "kelola/pengguna/<int:user_id>/"

urlpatterns: list[URLPattern] = [
    path("kelola/pengguna/", views.people_page, name="people"),
    path("kelola/pengguna/undang/", views.invite, name="people-invite"),
    path("kelola/pengguna/wilayah/", views.territories, name="people-territories"),
    path(PERSON, views.person_view, name="person"),
    path(PERSON + "serah-terima/", views.handover, name="person-handover"),
    path(PERSON + "peran/", acts.give_role, name="person-role"),
    path(PERSON + "peran/<int:grant_id>/akhiri/", acts.end_role, name="person-role-end"),
    path(PERSON + "kode/", acts.code, name="person-code"),
    path(PERSON + "buka/", acts.unlock, name="person-unlock"),
    path(PERSON + "sesi/", acts.end_sessions, name="person-sessions"),
    path(PERSON + "keaktifan/", acts.standing, name="person-standing"),
    path(PERSON + "hapus/", acts.erase, name="person-erase"),
]
