"""An ordinary account, which the permissions of files bind; root, whom they don't, becomes one for a while."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = 65534

needs_accounts = pytest.mark.skipif(os.name != "posix", reason="the permissions of this system's files are others")


@contextmanager
def ordinary_account() -> Iterator[Path]:
    """A folder of its own, outside pytest's, which root keeps for itself; when this ends, the folder is gone.

    Raises:
        OSError: root may not become somebody else here.
    """
    folder, root = Path(tempfile.mkdtemp(dir="/tmp")), os.geteuid() == 0
    try:
        if root:
            os.chown(folder, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        yield folder
    finally:
        for one in (folder, *filter(Path.is_dir, folder.rglob("*"))):
            one.chmod(0o700)
        if root:
            os.seteuid(0)
        shutil.rmtree(folder)


def only_to_read(folder: Path) -> None:
    """Nobody may write to the folder and to what is in it."""
    for one in (*folder.rglob("*"), folder):
        one.chmod(0o555 if one.is_dir() else 0o444)
