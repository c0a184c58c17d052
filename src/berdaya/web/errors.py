"""What a page says when it cannot be shown: what happened, and what to do. Django finds the handlers by urls.py."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from berdaya.domain.values import Text

# Shown without the frame, for what broke may be the database that the frame reads; so both languages stand in it.
BROKEN = Text(
    "Halaman ini gagal dibuat. Kesalahannya sudah dicatat; tidak ada data yang berubah. Coba lagi sebentar lagi.",
    "This page could not be made. The fault has been noted; no data changed. Try again in a moment.",
)


# Shown without the frame, for it came before anybody knew who asks: a server that is asked for under another name.
UNREADABLE = Text(
    "Permintaan tidak dapat dibaca. Periksa alamatnya; pengelola server dapat menambah nama server pada BERDAYA_HOSTS.",
    "The request could not be read. Check the address; the server's keeper can add a server's name to BERDAYA_HOSTS.",
)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request, 404, gettext("Halaman tidak ditemukan"), gettext("Periksa alamatnya, atau cari desa yang dimaksud.")
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if not hasattr(request, "user"):
        return _bare(400, UNREADABLE)
    return _page(
        request, 400, gettext("Permintaan tidak dapat dibaca"), gettext("Kembali ke Beranda, lalu coba sekali lagi.")
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        403,
        gettext("Halaman ini bukan untuk Anda"),
        gettext("Masuk dengan akun yang berwenang, atau hubungi pengelola."),
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: usually one that stood open too long, or a browser that refuses cookies."""
    return _page(
        request,
        403,
        gettext("Formulir ini sudah kedaluwarsa"),
        gettext("Muat ulang halamannya, lalu kirim lagi. Peramban harus menerima kuki dari situs ini."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    return _bare(500, BROKEN)


def _bare(status: int, said: Text) -> HttpResponse:
    """Without templates and without the database."""
    body = (
        '<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Berdaya</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        f'<body><main><h1>Berdaya</h1><p>{said.id}</p><p lang="en">{said.en}</p>'
        '<p><a href="/">Beranda</a></p></main></body></html>'
    )
    return HttpResponse(body, status=status)


def _page(request: HttpRequest, status: int, title: str, message: str) -> HttpResponse:
    return render(request, "berdaya/error.html", {"title": title, "message": message}, status=status)
