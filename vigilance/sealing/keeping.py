"""Files that are on the disk for certain when they are acknowledged. A failed fsync is fatal (security.md 5.2)."""

import contextlib
import os
from pathlib import Path

from vigilance.sealing.errors import StorageFailed


def write_new(folder: Path, name: str, content: bytes) -> bool:
    """Write a file that is not there yet; False where it is there."""
    coming = folder / f".{os.urandom(8).hex()}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(coming, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(coming, folder / name)  # unlike a rename, it never takes another's place
        except FileExistsError:
            return False
        finally:
            coming.unlink()
        fsync_folder(folder)
    except OSError:
        with contextlib.suppress(OSError):
            coming.unlink(missing_ok=True)
        raise StorageFailed("it could not be put aside") from None
    return True


def move_to(path: Path, folder: str) -> None:
    """Move a file into a folder beside it."""
    target = path.parent / folder
    target.mkdir(mode=0o700, exist_ok=True)
    path.rename(target / path.name)
    fsync_folder(target)


def fsync_folder(folder: Path) -> None:
    """What was done in this folder is on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
