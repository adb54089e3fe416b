"""What our own mail server found out about the sender: a label for the officer, never a reason to refuse (row 70)."""

import re
from collections.abc import Callable

import dkim

from vigilance.channels.mail.fields import Fields
from vigilance.channels.mail.headers import LONGEST_HEADER

METHODS = ("spf", "dkim", "dmarc")
_VERDICT = re.compile(r"(?<![\w.])(spf|dkim|dmarc)\s{0,9}=\s{0,9}([a-z]{2,12})\b", re.IGNORECASE)
_BAD = frozenset({"fail", "softfail", "permerror"})
_COMMENT = re.compile(r"\([^()]*\)")


def verdicts(fields: Fields, trusted_server: str) -> dict[str, str]:
    """The results this server wrote, by method; none where we trust no server.

    Anybody can write such a header into his mail. Ours stands above what the sender sent, and our server takes away
    those that bear its name (RFC 8601, section 5); so only the topmost run of them counts.
    """
    found: dict[str, str] = {}
    if not trusted_server:
        return found
    begun = False
    for name, value in fields.items:
        if name == "received" and begun:
            break
        if name != "authentication-results" or not _is_of(value, trusted_server):
            continue
        begun = True
        results = _COMMENT.sub("", value[:LONGEST_HEADER]).partition(";")[2]
        for method, verdict in _VERDICT.findall(results):
            found.setdefault(method.lower(), verdict.lower())
    return found


def authentication_flags(found: dict[str, str]) -> tuple[str, ...]:
    """What an officer should see of it: `spf-fail`, `dkim-fail`, `dmarc-fail`, or `sender-checked`."""
    bad = tuple(f"{method}-fail" for method in METHODS if found.get(method) in _BAD)
    if not bad and found.get("dmarc") == "pass":
        return ("sender-checked",)
    return bad


def signature_holds(raw: bytes, key_record: Callable[[bytes], bytes | None]) -> bool:
    """Whether the first DKIM signature fits the mail, by the keys this function looks up in the DNS."""

    def lookup(name: bytes, timeout: int = 5) -> bytes | None:  # noqa: ARG001 - dkimpy hands a timeout in
        return key_record(name)

    try:
        return bool(dkim.verify(raw, dnsfunc=lookup))
    except dkim.DKIMException:
        return False


def _is_of(value: str, server: str) -> bool:
    named = value.partition(";")[0].split()
    return bool(named) and named[0].lower().rstrip(".") == server.lower().rstrip(".")
