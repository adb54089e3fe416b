"""A malware scanner that speaks as ClamAV's daemon does, and finds one thing."""

import contextlib
import socket
import struct
import threading

FRESH = "ClamAV 1.4.6/27500/Mon Jan  5 08:00:00 2026"


class Scanner:
    """Answers INSTREAM and VERSION on a socket; `seen` are the files it was handed."""

    def __init__(self, path, *, finds, version=FRESH, most=None):
        self.path, self.finds, self.version, self.most = str(path), finds, version, most
        self.seen = []
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listening.bind(self.path)
        self._listening.listen()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                asked, _ = self._listening.accept()
                with asked, asked.makefile("rb") as stream:
                    asked.sendall(self._answer(stream).encode() + b"\0")

    def _answer(self, stream):
        command = b""
        while not command.endswith(b"\0"):
            command += stream.read(1)
        if command == b"zVERSION\0":
            return self.version
        content = b""
        while length := struct.unpack(">I", stream.read(4))[0]:
            content += stream.read(length)
            if self.most is not None and len(content) > self.most:
                return "INSTREAM size limit exceeded. ERROR"
        self.seen.append(content)
        return "stream: Eicar-Test-Signature FOUND" if self.finds in content else "stream: OK"

    def stop(self):
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()
