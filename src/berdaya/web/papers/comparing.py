"""Takes the print of an uploaded file while it comes in: nothing of it is kept in memory or on disk."""

import hashlib

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

LARGEST = 10 * 1024 * 1024  # bytes


class HashedUpload(FileUploadHandler):
    """The only upload handler of its request: hashes the first file, and stops once too much has come in."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.digest = hashlib.sha256()
        self.received = 0
        self.done = False

    @property
    def is_too_large(self) -> bool:
        return self.received > LARGEST

    @property
    def sha256(self) -> str:
        """The print of the whole file; empty where none came, or not all of it was read."""
        return self.digest.hexdigest() if self.done and self.received and not self.is_too_large else ""

    def read(self) -> None:
        """Let the request come in, unless the check of its token already did."""
        assert self.request is not None
        len(self.request.FILES)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.done:
            return
        self.received += len(raw_data)
        if self.is_too_large:
            raise StopUpload(connection_reset=False)
        self.digest.update(raw_data)

    def file_complete(self, file_size: int) -> None:
        self.done = True


def hashed(request: HttpRequest) -> HashedUpload:
    """Hash the request's upload; it must not have been read before."""
    handler = HashedUpload(request)
    request.upload_handlers = [handler]
    return handler


def declared_too_large(request: HttpRequest) -> bool:
    """Whether the request itself says that it is far larger than what is taken."""
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    return length.isdecimal() and int(length) > 2 * LARGEST
