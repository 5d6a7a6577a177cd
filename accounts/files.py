"""Where files lie: by the hash of what they are, outside any public folder, written whole or not at all."""

import hashlib
import os
import tempfile
import time
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

UNFINISHED = ".part"
LEFT_OVER_AFTER = 24 * 3600  # seconds: no request and no job lasts longer, so what is older belongs to nobody


def keep(content, folder, ending):
    """Keep these bytes in a folder; return their name and hash. The same bytes are written once.

    On disk the bytes go to a temporary file that is forced to the platter and then renamed, so that a
    process killed halfway leaves no half file under a good name.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"{folder}/{sha256[:2]}/{sha256}.{ending}"
    if default_storage.exists(name):
        _touch(name)
    elif _is_on_disk():
        _write_whole(Path(default_storage.path(name)), content)
    else:
        default_storage.save(name, ContentFile(content))  # a storage without a disk writes whole by itself
    return name, sha256


def content_of(name, sha256):
    """The bytes of a file, held against the hash that was noted when it was kept; ValueError if not they."""
    with default_storage.open(name) as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"The file {name} is not the one that was kept.")
    return content


def sweep(folder, named):
    """Remove the files of a folder that no row names: half-written ones, and what was thrown away.

    ``named`` holds the names that rows know. Returns how many files went.
    """
    if not _is_on_disk():
        return 0
    root = Path(default_storage.path(folder))
    old = time.time() - LEFT_OVER_AFTER
    orphans = [
        path
        for path in root.rglob("*")
        if path.is_file() and path.stat().st_mtime < old and f"{folder}/{path.relative_to(root)}" not in named
    ]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _is_on_disk():
    return isinstance(default_storage, FileSystemStorage)


def _touch(name):
    """Say that a file is wanted again, so that a sweep under way leaves it alone."""
    if _is_on_disk():
        os.utime(default_storage.path(name))


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
