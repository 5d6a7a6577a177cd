"""Where the pages of reports lie: by the hash of what they are, written whole or not at all."""

import hashlib
import os
import tempfile
import time
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

FOLDER = "reports"
UNFINISHED = ".part"
LEFT_OVER_AFTER = 24 * 3600  # seconds: no render lasts longer, so what is older belongs to nobody


def keep(content):
    """Keep these bytes; return their name and hash. The same bytes have the same name, written once.

    On disk the bytes go to a temporary file that is forced to the platter and then renamed, so that a
    process killed halfway leaves no half report under a good name.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"{FOLDER}/{sha256[:2]}/{sha256}.pdf"
    if default_storage.exists(name):
        return name, sha256
    if _is_on_disk():
        _write_whole(Path(default_storage.path(name)), content)
    else:
        default_storage.save(name, ContentFile(content))  # a storage without a disk writes whole by itself
    return name, sha256


def content_of(report):
    """The bytes of a report or paper, held against the hash that was noted when they were made."""
    with default_storage.open(report.file) as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != report.sha256:
        raise ValueError(f"The file of {report._meta.label} {report.pk} is not the one that was made.")
    return content


def sweep(named):
    """Remove files that no report names: half-written ones, and drafts that were made again.

    ``named`` holds the names that reports know. Returns how many files went.
    """
    if not _is_on_disk():
        return 0
    root = Path(default_storage.path(FOLDER))
    old = time.time() - LEFT_OVER_AFTER
    orphans = [
        path
        for path in root.rglob("*")
        if path.is_file() and path.stat().st_mtime < old and f"{FOLDER}/{path.relative_to(root)}" not in named
    ]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _is_on_disk():
    return isinstance(default_storage, FileSystemStorage)


def _write_whole(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o640)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _make_durable(path.parent)


def _make_durable(folder):
    """Force the new name itself to the platter."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
