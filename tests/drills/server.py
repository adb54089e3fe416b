"""The real server in its own process, to be killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from vigilance.cli.running import server_command
from vigilance.settings import load_settings

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class OfficeProcess:
    """`vigilance serve` on a home and a database of its own."""

    def __init__(
        self, home: Path, database_url: str = "", *, jobs: bool = False, workers: int = 1
    ) -> None:
        self.home, self.port, self.jobs = home, free_port(), jobs
        self.process: subprocess.Popen | None = None
        self.environ = os.environ | {
            "VIGILANCE_HOME": str(home),
            "VIGILANCE_DATABASE_URL": database_url,
            "VIGILANCE_ENV": "development",
            "VIGILANCE_LISTEN_PORT": str(self.port),
            "VIGILANCE_BASE_URL": f"http://127.0.0.1:{self.port}",
            "VIGILANCE_WORKERS": str(workers),
            "PYTHONDONTWRITEBYTECODE": "",
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *words: str, **options) -> subprocess.CompletedProcess:
        """A `vigilance` command on this home."""
        return subprocess.run(
            [BIN / "vigilance", *words],
            env=self.environ,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            **options,
        )

    def start(self) -> None:
        """Start serving and wait for the first answer."""
        words = (
            [BIN / "vigilance", "serve", "--jobs"]
            if self.jobs
            else server_command(load_settings(self.environ))
        )
        with (self.home / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                words,
                env=self.environ,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.url}/", timeout=5).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.1)
        raise TimeoutError((self.home / "server.log").read_text()[-3000:])

    def kill(self) -> None:
        """kill -9 of the server and all it started, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it as an administrator would."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()
