"""The file access.toml on the disk, next to the data file: who may read and write (permissions)."""

from __future__ import annotations

from pathlib import Path

from metrics.access import permissions
from metrics.access.permissions import Settings
from metrics.store import atomic_files


def access_settings(path: Path) -> Settings:
    """What access.toml next to the data file says now; one that can't be read opens nothing and says why."""
    try:
        content = atomic_files.read_or_none(path.with_name(permissions.FILE))
        return permissions.parse_settings(None if content is None else content.decode("utf-8"))
    except UnicodeDecodeError:
        return permissions.broken_file_settings(
            f"{permissions.FILE} is not UTF-8 text; save it with the encoding UTF-8."
        )
    except OSError:
        return permissions.broken_file_settings(
            f"{permissions.FILE} can't be read; check that the dashboard's account may read it."
        )
