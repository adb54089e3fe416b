"""A mail server that misbehaves in one way: silent, endless, cut off, or another than it says."""

import socketserver
import ssl
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

Answer = Callable[[bytes], bytes | None]


class OddImap:
    """Speaks just enough IMAP to be signed in to; `odd` answers the rest, by the command's words.

    None from `odd` leaves the client without an answer.
    """

    def __init__(
        self, odd: Answer, certificate: tuple[Path, Path] | None = None, more: str = ""
    ) -> None:
        self.said: list[bytes] = []
        server = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with suppress(OSError):  # the client may leave at any word
                    if certificate is None:
                        server.speak(self.rfile, self.wfile, odd, more)
                        return
                    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
                    context.load_cert_chain(*certificate)
                    with context.wrap_socket(self.request, server_side=True) as secured:
                        reading, writing = secured.makefile("rb"), secured.makefile("wb", 0)
                        with reading, writing:
                            server.speak(reading, writing, odd, more)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = allow_reuse_address = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def speak(self, reading, writing, odd: Answer, more: str) -> None:
        """One connection."""
        writing.write(b"* OK ready\r\n")
        for line in reading:
            self.said.append(line)
            tag, _, words = line.strip().partition(b" ")
            if words.startswith(b"CAPABILITY"):
                answer = f"* CAPABILITY IMAP4rev1 {more}\r\n".encode()
            elif words.startswith((b"LOGIN", b"AUTHENTICATE")):
                answer = b""
            elif words.startswith(b"SELECT"):
                answer = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] UIDs valid\r\n"
            elif words.startswith(b"STATUS"):
                answer = b'* STATUS "INBOX" (UIDNEXT 2)\r\n'
            elif words.startswith(b"UID SEARCH"):
                answer = b"* SEARCH 1\r\n"
            else:
                answer = odd(words)
                if answer is None:
                    return
            writing.write(answer + tag + b" OK done\r\n")

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


def self_signed(folder: Path, name: str = "localhost") -> tuple[Path, Path]:
    """A certificate nobody vouches for, and its key."""
    certificate, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
         "-addext", f"subjectAltName=DNS:{name},IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return certificate, key
