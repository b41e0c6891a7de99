"""Asks clamd about a file, by its command INSTREAM (clamd(8)): bytes go over in chunks, one line comes back. Pure."""
from __future__ import annotations

import re
import socket
import struct
from collections.abc import Iterable
from urllib.parse import urlsplit

#: Seconds: to be let in, and for each step; a large file is looked at for some.
CONNECT, STEP = 5.0, 60.0
_LONGEST_ANSWER = 4096


class Unavailable(Exception):
    """The scanner gave no verdict; ask again later."""


def scan(url: str, chunks: Iterable[bytes]) -> str:
    """Return the signature that was found, "" for a clean file. Raises :class:`Unavailable`."""
    try:
        with _line_to(url) as line:
            line.sendall(b"zINSTREAM\0")
            _send(line, chunks)
            answer = _answer(line)
    except OSError as error:
        raise Unavailable(f"{type(error).__name__}: {error}"[:200]) from None
    return _verdict(answer)


def check_address(url: str) -> None:
    """Raise ``ValueError`` for an address that is neither ``unix:///path`` nor ``tcp://host:port``."""
    parts = urlsplit(url)
    by_path = parts.scheme == "unix" and not parts.netloc and parts.path
    if not by_path and not (parts.scheme == "tcp" and parts.hostname and parts.port):
        raise ValueError("CLAMD_URL: unix:///path or tcp://host:port")


def _line_to(url: str) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "tcp":
        line = socket.create_connection((parts.hostname or "", parts.port or 0), timeout=CONNECT)
    else:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(CONNECT)
        try:
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
    line.settimeout(STEP)
    return line


def _send(line: socket.socket, chunks: Iterable[bytes]) -> None:
    """Each chunk after its length, four bytes in network order; none ends the file."""
    try:
        for chunk in chunks:
            if chunk:
                line.sendall(struct.pack("!I", len(chunk)) + chunk)
        line.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        # It has seen enough (too large for it, say) and its answer tells why.
        pass


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
        piece = line.recv(1024)
        if not piece:
            break
        said += piece
    # Whatever was cut off is no verdict.
    return said[:-1].decode("utf-8", "replace") if said.endswith(b"\0") else ""


def _verdict(answer: str) -> str:
    if answer == "stream: OK":
        return ""
    found = re.fullmatch(r"stream: (.+) FOUND", answer)
    if found is None:
        raise Unavailable(f"clamd: {answer or 'no answer'}"[:200])
    return found[1][:200]
