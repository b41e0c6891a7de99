"""Keeps files in the default storage, outside the web root: each under a random name, whole or not at all."""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage

_PIECE = 1024 * 1024


def new_name(folder: str, ending: str = "") -> str:
    """Return a name that nobody can guess; two letters of it spread the files over folders."""
    token = secrets.token_hex(20)
    return f"{folder}/{token[:2]}/{token}{ending}"


def store(name: str, data: bytes) -> None:
    """Write a file that is either whole or absent, whenever the power goes."""
    store_pieces(name, [data])


def store_pieces(name: str, pieces: Iterable[bytes]) -> None:
    """Write a file from its pieces, as ``store`` does: a large one need not fit into memory."""
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:  # an object store, which is atomic by itself
        with tempfile.TemporaryFile() as whole:
            whole.writelines(pieces)
            default_storage.save(name, File(whole))
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_suffix(".part")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def remove(name: str) -> None:
    """Remove a file and what a killed writer may have left of it; absent is fine."""
    if name:
        default_storage.delete(name)
        default_storage.delete(str(Path(name).with_suffix(".part")))


def load(name: str, digest: str) -> bytes | None:
    """Return the file, or None if it is gone or not what was stored."""
    try:
        with default_storage.open(name) as file:
            data = file.read()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == digest else None


def opened(name: str, digest: str) -> File | None:
    """Return the file, open, or None if it is gone or not what was stored: a large one need not fit into memory."""
    measured = Measured()
    try:
        file = default_storage.open(name)
        measured.read(file)
    except OSError:
        return None
    if measured.digest != digest:
        file.close()
        return None
    file.seek(0)
    return file


class Measured:
    """Size in bytes and SHA-256 of what passes through."""

    def __init__(self) -> None:
        self.size, self._digest = 0, hashlib.sha256()

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()

    def of(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.size += len(piece)
            self._digest.update(piece)
            yield piece

    def read(self, file: IO[bytes]) -> None:
        for _piece in self.of(pieces_of(file)):
            pass


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the file from its beginning, a piece at a time."""
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
