"""Where the embedded servers keep their files: within reach of their account and of nobody else.

PostgreSQL refuses to run as root. Started by root, it runs as ``postgres`` or ``nobody``; when the project
lies in a home that this account may not enter, data and programs go to a folder of their own instead of
opening the home.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from .processes import Trouble

SOCKET_LIMIT = 107  # bytes a Unix socket's path may have on the strictest system
LONGEST_SOCKET = "/.s.PGSQL.5432.lock"
OUTSIDE = Path("/var/lib/stepping-stones")


def unprivileged_account():
    """Name the account servers run as when we are root; nothing when we are not."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Trouble("PostgreSQL refuses to run as root and there is no account to run it as: useradd postgres")


def as_account(account):
    """Give the keyword arguments that make ``subprocess`` run as the account."""
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def can_enter(folder, account):
    """Try, as the account, to enter the folder: the only answer that knows every rule of the system."""
    command = ["/bin/sh", "-c", 'cd "$0"', str(folder)]
    try:
        return subprocess.run(command, capture_output=True, cwd="/", **as_account(account)).returncode == 0
    except PermissionError as error:
        sentence = (
            f"This root may not start programs as “{account.pw_name}”: run the demo as an ordinary user."
        )
        raise Trouble(sentence) from error


def home_for_data(base, account):
    """Choose the folder for the servers' data: the project's own, or one outside a closed home."""
    base.mkdir(parents=True, exist_ok=True)
    if account is None or can_enter(base, account):
        return base
    note = base / "elsewhere"  # `make reset` reads it
    if note.exists() and Path(note.read_text()).is_dir():
        return Path(note.read_text())
    outside = _outside_folder(base)
    note.write_text(str(outside))
    return outside


def _outside_folder(base):
    name = hashlib.sha256(os.fsencode(base.resolve())).hexdigest()[:12]
    try:
        OUTSIDE.mkdir(mode=0o755, exist_ok=True)
        folder = OUTSIDE / name
        folder.mkdir(mode=0o755, exist_ok=True)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="stepping-stones-"))
    folder.chmod(0o755)
    return folder


def remove(base):
    """Remove a folder of ours, and the folder outside a closed home that belongs to it."""
    note = base / "elsewhere"
    if note.exists():
        outside = Path(note.read_text())
        if outside.parent == OUTSIDE or outside.name.startswith("stepping-stones-"):
            shutil.rmtree(outside, ignore_errors=True)
    for usual in (base / "run", base / "redis"):
        if usual.is_symlink() and usual.resolve().name.startswith("ss-"):
            shutil.rmtree(usual.resolve(), ignore_errors=True)
    shutil.rmtree(base, ignore_errors=True)


def own_folder(folder, account, mode=0o700):
    """Make a folder that belongs to the account (or to us) alone."""
    folder.mkdir(parents=True, exist_ok=True)
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
    folder.chmod(mode)
    return folder


def socket_folder(wanted, account):
    """Make a private folder for sockets, in the temporary folder when the wanted path is too long."""
    if len(os.fsencode(wanted)) + len(LONGEST_SOCKET) <= SOCKET_LIMIT:
        return own_folder(wanted, account)
    temporary = Path(tempfile.gettempdir())
    if len(os.fsencode(temporary)) > SOCKET_LIMIT // 2:
        temporary = Path("/tmp")
    short = temporary / f"ss-{hashlib.sha256(os.fsencode(wanted)).hexdigest()[:12]}"
    try:
        short.mkdir(mode=0o700)
    except FileExistsError:
        owners = {os.geteuid(), account.pw_uid if account else os.geteuid()}
        if short.is_symlink() or not short.is_dir() or short.lstat().st_uid not in owners:
            short = Path(tempfile.mkdtemp(prefix="ss-", dir=temporary))  # somebody else's: leave it alone
    return own_folder(short, account)


def show_at(usual, folder):
    """Let a folder that had to go elsewhere be found at its usual place, where the settings look."""
    if usual == folder:
        return
    if usual.is_symlink():
        usual.unlink()
    elif usual.is_dir():
        shutil.rmtree(usual)
    usual.symlink_to(folder)


def reachable_binaries(binaries, home, account):
    """Return the folder of binaries, or a copy the account can run when they lie in a closed home.

    The wheel's programs find their libraries beside them (``../../../<package>.libs``): the layout is kept.
    """
    if account is None or can_enter(binaries, account):
        return binaries
    programs = home / "programs"
    install = binaries.parent
    package = install.parent
    for source in (install, package.with_name(f"{package.name}.libs")):
        target = programs / source.relative_to(package.parent)
        if source.exists() and not target.exists():
            _copy_for_all(source, target)
    for folder in (programs, programs / package.name):
        folder.chmod(0o755)
    return programs / package.name / install.name / binaries.name


def _copy_for_all(source, target):
    """Copy a folder of programs so that everyone may run them; half a copy never bears the name."""
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(source, unfinished, symlinks=True)
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    unfinished.rename(target)
