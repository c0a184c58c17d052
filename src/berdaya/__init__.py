"""Berdaya: measure, choose, mentor and judge, for a regency's village-empowerment agency."""

from importlib.metadata import version

__version__ = version("berdaya")
