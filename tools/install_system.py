"""Installs the system packages that only the tests need, where that is allowed.

Elsewhere one line names what is missing; the tests that need it are then skipped.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

POSTGRESQL = Path("/usr/lib/postgresql")
DOVECOT = Path("/usr/sbin/dovecot")
LMTP = Path("/usr/lib/dovecot/lmtp")
POSTFIX = Path("/usr/sbin/postfix")
APT = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=300"]


def missing() -> list[str]:
    """Debian's names of the packages that are not here."""
    present = {
        "postgresql": any(POSTGRESQL.glob("*/bin/initdb")),
        "chromium": any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
        "dovecot-imapd": DOVECOT.exists(),
        "dovecot-lmtpd": LMTP.exists(),
        "postfix": POSTFIX.exists(),
        "poppler-utils": shutil.which("pdftotext") is not None,
    }
    return [name for name, here in present.items() if not here]


def succeeds(*command: str) -> bool:
    """Whether apt did it; nobody wants to read its words."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    return done.returncode == 0


def install(packages: list[str]) -> None:
    """Asks apt for the packages; each alone if all together fail."""
    order = [*APT, "-y", "--no-install-recommends", "install"]
    succeeds(*APT, "update")
    if not succeeds(*order, *packages):
        for package in packages:
            succeeds(*order, package)


def main() -> None:
    """Installs what is missing, and names what is still missing then."""
    packages = missing()
    if packages and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing for the tests: {' '.join(packages)} ...", flush=True)
        install(packages)
        packages = missing()
    if packages:
        names = " ".join(packages)
        print(
            f"Missing for some tests, which will be skipped: apt install {names}", file=sys.stderr
        )


if __name__ == "__main__":
    main()
