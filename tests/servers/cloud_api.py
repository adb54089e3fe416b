"""A stand-in for the WhatsApp Cloud API: takes messages, keeps media, and can fail in every way the real one does.

    with CloudApi() as api:
        accounts = api.accounts()          # ChannelAccounts whose [whatsapp] is this server
        http = api.egress()                # an Http that may reach it
        api.answers.append(429)            # the next message is answered so; "hang" lets it time out
        api.sent                           # every message taken, as the product wrote it
        media = api.keep(b"...", "audio/ogg")
        body, headers = signed(webhook(text_message("9000000502", "...", wamid="wamid.1", at=1790000000)))

A running product reaches it with VIGILANCE_WHATSAPP_API=<api.url>, VIGILANCE_WHATSAPP_OPEN=true and the secrets below.
"""

import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from vigilance.channels.accounts import Account, ChannelAccounts
from vigilance.channels.egress import Egress, Times

PHONE_ID = "100200300400500"
BUSINESS_ID = "900800700600500"
SECRETS = {
    "WHATSAPP_APP_SECRET": "invented app secret",
    "WHATSAPP_VERIFY_TOKEN": "invented verify token",
    "WHATSAPP_TOKEN": "invented access token",
}
HANG_SECONDS = 5
REFUSALS = {
    401: {"error": {"message": "invented", "type": "OAuthException", "code": 190}},
    429: {"error": {"message": "invented", "code": 130429}},
    400: {"error": {"message": "invented", "code": 131047}},
}


class CloudApi:
    """One server on this machine; `answers` are the next answers to sent messages, 200 when it is empty."""

    def __init__(self) -> None:
        self.sent: list[dict] = []
        self.answers: list[int | str] = []
        self.files: dict[str, tuple[bytes, str]] = {}
        self.media_status = 200
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v23.0"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_ended: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def account(self, **changed: object) -> Account:
        """The account of the product's side."""
        values = {"api": self.url, "account": PHONE_ID, "secrets": SECRETS, "window_hours": 24}
        values |= {"template": "news_waiting", "media_hosts": ("127.0.0.1",)} | changed
        return Account(name="whatsapp", open=True, **values)

    def accounts(self, **changed: object) -> ChannelAccounts:
        return ChannelAccounts(providers={"whatsapp": self.account(**changed)})

    def egress(self, read_seconds: float = 1.0) -> Egress:
        return Egress(
            ("127.0.0.1",), plain_hosts=("127.0.0.1",), times=Times(connect=2, read=read_seconds)
        )

    def keep(self, content: bytes, media_type: str) -> str:
        """Keep a file; its id is what a message's `media` names."""
        name = str(1000 + len(self.files))
        self.files[name] = (content, media_type)
        return name

    def take(self, message: dict) -> str:
        """The id of a message: the same in every run."""
        with self._lock:
            self.sent.append(message)
            return f"wamid.OUT{len(self.sent)}"

    def next_answer(self) -> int | str:
        with self._lock:
            return self.answers.pop(0) if self.answers else 200


def _handler(api: CloudApi) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = api.next_answer()
            if answer == "hang":
                time.sleep(HANG_SECONDS)
                return
            if self.headers["Authorization"] != f"Bearer {SECRETS['WHATSAPP_TOKEN']}":
                answer = 401
            if not self.path.endswith(f"/{PHONE_ID}/messages"):
                answer = 404
            if answer != 200:
                self._say(int(answer), REFUSALS.get(int(answer), {}))
                return
            name = api.take(message)
            self._say(200, {"messaging_product": "whatsapp", "messages": [{"id": name}]})

        def do_GET(self) -> None:
            name = self.path.rpartition("/")[2]
            allowed = self.headers["Authorization"] == f"Bearer {SECRETS['WHATSAPP_TOKEN']}"
            if not allowed or api.media_status != 200:
                self._say(api.media_status if allowed else 401, {})
            elif name not in api.files:
                self._say(404, {})
            elif "/download/" in self.path:
                self._give(200, api.files[name][0], api.files[name][1])
            else:
                content, media_type = api.files[name]
                told = {"id": name, "mime_type": media_type, "file_size": len(content)}
                told |= {"sha256": hashlib.sha256(content).hexdigest()}
                self._say(200, told | {"url": f"{api.url}/download/{name}"})

        def _say(self, status: int, body: dict) -> None:
            self._give(status, json.dumps(body).encode(), "application/json")

        def _give(self, status: int, body: bytes, media_type: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Nothing is written."""

    return Handler


def signed(
    body: dict, secret: str = SECRETS["WHATSAPP_APP_SECRET"]
) -> tuple[bytes, dict[str, str]]:
    """The bytes of a webhook and the headers Meta sends with them."""
    raw = json.dumps(body, ensure_ascii=True).encode()
    mark = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    return raw, {"Content-Type": "application/json", "X-Hub-Signature-256": f"sha256={mark}"}


def webhook(*messages: dict, name: str = "Sunita", statuses: tuple[dict, ...] = ()) -> dict:
    """One body with these messages of one sender, as the Cloud API wraps them."""
    value: dict = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "915220000000", "phone_number_id": PHONE_ID},
    }
    if messages:
        value["contacts"] = [{"profile": {"name": name}, "wa_id": messages[0]["from"]}]
        value["messages"] = list(messages)
    if statuses:
        value["statuses"] = list(statuses)
    change = {"field": "messages", "value": value}
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": BUSINESS_ID, "changes": [change]}],
    }


def message(mobile: str, kind: str, content: dict, *, wamid: str, at: int) -> dict:
    """One message of the sender with this ten-digit mobile, at this time (Unix seconds)."""
    return {"from": f"91{mobile}", "id": wamid, "timestamp": str(at), "type": kind, kind: content}


def text_message(mobile: str, text: str, *, wamid: str, at: int) -> dict:
    return message(mobile, "text", {"body": text}, wamid=wamid, at=at)


def pressed(mobile: str, key: str, label: str, *, wamid: str, at: int) -> dict:
    """The sender pressed a button that was offered."""
    reply = {"type": "button_reply", "button_reply": {"id": key, "title": label}}
    return message(mobile, "interactive", reply, wamid=wamid, at=at)


def voice_note(mobile: str, media: str, *, wamid: str, at: int) -> dict:
    content = {"id": media, "mime_type": "audio/ogg; codecs=opus", "voice": True}
    return message(mobile, "audio", content, wamid=wamid, at=at)


def status(wamid: str, state: str, *, at: int, mobile: str = "9000000502") -> dict:
    """What became of a message we sent."""
    return {
        "id": wamid,
        "status": state,
        "timestamp": str(at),
        "recipient_id": f"91{mobile}",
    }
