"""The settings of one running system, read once at start."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import GenericAlias
from urllib.parse import urlsplit

from vigilance.domain.suppression import LEAST_HIDING

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ("development", "testing", "production")


class BadSetting(Exception):
    """A setting is missing, unknown or of the wrong kind; the message names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What config/default.toml explains, line by line, and where the project's data lie."""

    env: str
    home: Path
    database_url: str
    base_url: str
    files_url: str
    trusted_hosts: list[str]
    proxy_hops: int
    secure_cookies: bool
    listen_host: str
    listen_port: int
    workers: int
    office_code: str
    default_language: str
    helpline: str
    office_email: str
    office_address_hi: str
    office_address_en: str
    max_body_bytes: int
    max_file_bytes: int
    max_files: int
    max_form_fields: int
    max_text_characters: int
    max_json_bytes: int
    max_json_depth: int
    disk_text_only_bytes: int
    disk_refuse_bytes: int
    session_idle_minutes: int
    session_hours: int
    track_minutes: int
    receipt_kdf_in_flight: int
    busy_filings_per_minute: int
    database_timeout_ms: int
    affidavit_demanded: bool
    unseal_limit: int
    smtp_host: str
    smtp_port: int
    smtp_user: str
    smtp_password: str
    smtp_starttls: bool
    mail_from: str
    channels_file: str
    gather_seconds: int
    understand_seconds: int
    poll_seconds: int
    seal_seconds: int
    outbox_seconds: int
    clock_seconds: int
    roll_seconds: int
    inspect_seconds: int
    inspect_bytes: int
    inspect_pixels: int
    inspect_frames: int
    inspect_pages: int
    inspect_play_minutes: int
    clamd_socket: str
    clamd_old_days: int
    orphan_hours: int
    public_smallest: int
    export_rows_at_once: int
    export_keep_hours: int
    config_dir: Path

    @property
    def channels_path(self) -> Path:
        """Where the channels' accounts are described."""
        return Path(self.channels_file) if self.channels_file else self.config_dir / "channels.toml"

    @property
    def files_host(self) -> str:
        """The name of the host that hands out files; empty where the one host does."""
        return urlsplit(self.files_url).hostname or ""

    @property
    def keys_dir(self) -> Path:
        """Where the office's keys are kept."""
        return self.home / "keys"

    @property
    def blobs_dir(self) -> Path:
        """Where sealed evidence files are kept."""
        return self.home / "blobs"

    @property
    def spool_dir(self) -> Path:
        """Where complaints wait, sealed, while the database is away."""
        return self.home / "spool"

    @property
    def outbox_dir(self) -> Path:
        """Where messages are laid down when no mail server is named."""
        return self.home / "outbox"

    @property
    def cookie_prefix(self) -> str:
        """The prefix that binds a cookie to this host, where the connection is secure."""
        return "__Host-" if self.secure_cookies else ""


def load_settings(environ: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """The settings from config/*.toml, then VIGILANCE_* variables, then the overrides given.

    Raises BadSetting with the name of the first setting that is wrong.
    """
    environ = os.environ if environ is None else environ
    env = str(overrides.pop("env", None) or environ.get("VIGILANCE_ENV") or "development")
    if env not in ENVIRONMENTS:
        raise BadSetting(f"VIGILANCE_ENV is {env!r}; it must be one of {', '.join(ENVIRONMENTS)}")
    config_dir = Path(environ.get("VIGILANCE_CONFIG_DIR") or PROJECT / "config")
    values = _read(config_dir / "default.toml") | _read(config_dir / f"{env}.toml")
    values = values | _from_environment(environ, values) | overrides
    values |= {"env": env, "config_dir": config_dir, "home": Path(str(values["home"])).resolve()}
    if not values["database_url"]:
        values["database_url"] = f"sqlite:///{values['home']}/vigilance.db"
    return _checked(values)


def _read(path: Path) -> dict[str, object]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _from_environment(
    environ: Mapping[str, str], defaults: Mapping[str, object]
) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, default in defaults.items():
        text = environ.get(f"VIGILANCE_{name.upper()}")
        if text is not None:
            found[name] = _converted(name, text, default)
    return found


def _converted(name: str, text: str, default: object) -> object:
    if isinstance(default, bool):
        if text.lower() not in ("true", "false", "1", "0"):
            raise BadSetting(f"VIGILANCE_{name.upper()} must be true or false, not {text!r}")
        return text.lower() in ("true", "1")
    if isinstance(default, int):
        if not text.isascii() or not text.isdigit():
            raise BadSetting(f"VIGILANCE_{name.upper()} must be a whole number, not {text!r}")
        return int(text)
    if isinstance(default, list):
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


def _checked(values: dict[str, object]) -> Settings:
    known = {field.name: field.type for field in fields(Settings)}
    for name in values.keys() - known.keys():
        raise BadSetting(f"unknown setting {name!r}")
    for name, kind in known.items():
        if name not in values:
            raise BadSetting(f"setting {name!r} is missing")
        plain = list if isinstance(kind, GenericAlias) else kind
        if type(values[name]) is not plain and not isinstance(values[name], plain):  # type: ignore[arg-type]  # a class, by the dataclass above
            raise BadSetting(f"setting {name!r} must be {kind}, not {values[name]!r}")
    if values["env"] == "production" and not values["secure_cookies"]:
        raise BadSetting("secure_cookies must be true in production")
    if values["public_smallest"] < LEAST_HIDING:  # type: ignore[operator]  # a number, as checked above
        raise BadSetting(
            f"public_smallest must be {LEAST_HIDING} or more: below it nothing is hidden"
        )
    if values["files_url"]:
        _check_files_url(str(values["files_url"]), str(values["base_url"]), str(values["env"]))
    return Settings(**values)  # type: ignore[arg-type]  # each value was checked above


def _check_files_url(files_url: str, base_url: str, env: str) -> None:
    """The files' host must be another by name: to a browser, another port of a host has the same cookies."""
    parts = urlsplit(files_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise BadSetting("files_url must be an address such as https://files.example.gov.in")
    if parts.hostname == urlsplit(base_url).hostname:
        raise BadSetting("files_url must name another host than base_url")
    if env == "production" and parts.scheme != "https":
        raise BadSetting("files_url must begin with https:// in production")
