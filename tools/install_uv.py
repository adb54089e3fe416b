"""Puts the installer, uv, into .tools with whatever this machine's Python offers."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
LOCK = ROOT / "requirements" / "bootstrap.lock"
APT = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]


def succeeds(*command: str | Path) -> bool:
    """Whether the command exists and ends well."""
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0


def python_with_pip() -> str | Path | None:
    """A Python that has pip: this one, one in an environment of its own, Debian's with its pip."""
    if succeeds(sys.executable, "-m", "pip", "--version"):
        return sys.executable
    own = TOOLS / "venv"
    if succeeds(sys.executable, "-m", "venv", "--clear", own):
        return own / "bin" / "python"
    shutil.rmtree(own, ignore_errors=True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing python3-pip ...", flush=True)
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        succeeds(*APT, "update")
        succeeds(*APT, "-y", "--no-install-recommends", "install", "python3-pip")
        if succeeds("/usr/bin/python3", "-m", "pip", "--version"):
            return "/usr/bin/python3"
    return None


def main() -> None:
    """Installs uv, or says in one line what is missing."""
    python = python_with_pip()
    if python is None:
        sys.exit("This Python has no pip. Install it: apt install python3-pip")
    quiet = [
        "-qq",
        "--root-user-action=ignore",
        "--disable-pip-version-check",
        "--no-input",
        "--upgrade",
    ]
    install = [python, "-m", "pip", "install", *quiet, "--require-hashes", "--target", TOOLS]
    sys.exit(subprocess.run([*install, "-r", LOCK], check=False).returncode)


if __name__ == "__main__":
    main()
