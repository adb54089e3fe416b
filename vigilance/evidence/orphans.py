"""Sealed files that nothing names, left by uploads broken off: removed after some days (security.md 7, 58)."""

import logging
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from pathlib import Path

LOG = logging.getLogger(__name__)
_BATCH = 500
_NAME = 32
"""Letters of a sealed file's name."""


def remove_orphans(
    directory: Path, older_than: datetime, named: Callable[[Collection[str]], Collection[str]]
) -> int:
    """Remove the sealed files from before this time that nothing names; how many were removed.

    `named` says which of these names are in use. It is asked after the files were listed, so whatever is entered
    meanwhile is in use; a file younger than that is never asked about.
    """
    removed = 0
    before = older_than.timestamp()
    batch: list[Path] = []
    for path in _files(directory, before):
        batch.append(path)
        if len(batch) == _BATCH:
            removed += _remove(batch, named)
            batch = []
    removed += _remove(batch, named)
    for path in _older(directory / "tmp", before):
        path.unlink(missing_ok=True)
        removed += 1
    if removed:
        LOG.info("sealed files without a paper removed count=%s", removed)
    return removed


def _files(directory: Path, before: float) -> Iterator[Path]:
    """The sealed files that are old enough; whatever else lies there is let alone."""
    for folder in sorted(directory.glob("[0-9a-f][0-9a-f]")):
        for path in _older(folder, before):
            if len(path.name) == _NAME and path.name.startswith(folder.name):
                yield path


def _older(folder: Path, before: float) -> Iterator[Path]:
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.is_file() and not path.is_symlink() and path.stat().st_mtime < before:
                yield path


def _remove(batch: list[Path], named: Callable[[Collection[str]], Collection[str]]) -> int:
    if not batch:
        return 0
    in_use = set(named([path.name for path in batch]))
    orphans = [path for path in batch if path.name not in in_use]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)
