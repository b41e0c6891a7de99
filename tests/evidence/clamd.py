"""A virus scanner that speaks clamd's protocol over a real socket: the outside world of these tests."""
import socketserver
import struct
import threading
from contextlib import contextmanager

MARK = b"NOT-A-VIRUS-BUT-TREATED-AS-ONE"


class _Answering(socketserver.StreamRequestHandler):
    def handle(self):
        server = self.server
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        assert command == b"zINSTREAM\0", command
        chunks = []
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            chunks.append(self.rfile.read(size))
            if sum(map(len, chunks)) > server.largest:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        server.chunks, data = chunks, b"".join(chunks)
        server.asked.append(data)
        if server.says is not None:
            self.wfile.write(server.says)
        else:
            self.wfile.write(b"stream: Test.Mark FOUND\0" if MARK in data else b"stream: OK\0")


@contextmanager
def scanner(largest: int = 25 * 2**20):
    """Run one on a free port; it has ``url``, what it was ``asked``, and ``says`` to answer otherwise."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Answering) as server:
        server.asked, server.says, server.largest, server.daemon_threads = [], None, largest, True
        server.url = f"tcp://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
