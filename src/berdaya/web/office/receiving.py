"""Uploaded region lists and boundaries: kept in a private folder while they are read, then gone."""

import tempfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from berdaya.records.regions.services import ImportReport

REGION_LIST = 25 * 1024 * 1024
BOUNDARY_FILE = 200 * 1024 * 1024


def imported(upload: "UploadedFile[Any]", run: Callable[[Path], ImportReport]) -> ImportReport:
    """Import an uploaded file under its own name, which is what its problems speak of."""
    given = PurePosixPath((upload.name or "").replace("\\", "/")).name[-80:].lstrip(".") or "berkas"
    with tempfile.TemporaryDirectory(prefix="berdaya-upload-") as folder:
        path = Path(folder) / given
        with path.open("wb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
        return run(path)
