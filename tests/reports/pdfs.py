"""Reads PDFs in tests with poppler; without it the tests that need it are skipped by name."""

import shutil
import subprocess

import pytest


def _poppler(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not on this machine (Debian package poppler-utils)")
    return found


def text_of(pdf: bytes) -> str:
    """All text in reading order, white space made single."""
    command = [_poppler("pdftotext"), "-enc", "UTF-8", "-raw", "-", "-"]
    return " ".join(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode().split())


def facts_of(pdf: bytes, *arguments: str) -> str:
    command = [_poppler("pdfinfo"), *arguments, "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
