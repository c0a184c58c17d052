"""How an upload is cut off when it grows too large, before it fills memory or disk."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from berdaya.exchange.spreadsheets.guard import LARGEST

TOO_LARGE = "_berdaya_upload_too_large"


class BoundedUpload(FileUploadHandler):
    """Stands before the other handlers and stops them once too much has come in; the rest is read and dropped."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > LARGEST:
            setattr(self.request, TOO_LARGE, True)
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def bound(request: HttpRequest) -> None:
    """Bound the request's upload; it must not have been read before."""
    handlers: Any = [BoundedUpload(request), *request.upload_handlers]
    request.upload_handlers = handlers


def is_too_large(request: HttpRequest) -> bool:
    return bool(getattr(request, TOO_LARGE, False))
