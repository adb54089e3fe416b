"""Row 84: whatever address a stranger makes a provider name, nothing is fetched but from a named host, in bounds."""

import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from vigilance.channels.accounts import Account, ChannelAccounts
from vigilance.channels.egress import Egress, Times, open_egress
from vigilance.channels.http import Unreachable

HERE = ("127.0.0.1",)
FAST = Times(connect=1, read=1, total=1.5, fetch=1.5)


class Peer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.seen.append((self.path, dict(self.headers)))
        status, headers, chunks = self.server.answers[self.path.partition("?")[0]]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for chunk in chunks:
                self.wfile.write(chunk)
        except OSError:  # whoever asked has hung up
            self.close_connection = True
            self.server.cut.set()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, body))
        self.send_response(201)
        self.end_headers()
        self.wfile.write(b'{"ok": true}')

    def log_message(self, *_words):
        pass


@pytest.fixture
def peer():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Peer)
    server.daemon_threads, server.seen, server.answers = True, [], {}
    server.cut = threading.Event()
    server.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def local(times: Times = FAST) -> Egress:
    return Egress(HERE, plain_hosts=HERE, times=times)


def fetch(egress: Egress, url: str, hosts=HERE, limit=1000, headers=None):
    return egress.get(url, headers=headers or {}, hosts=hosts, limit=limit)


@contextmanager
def refused(why: str):
    with pytest.raises(Unreachable) as refusal:
        yield
    assert str(refusal.value) == why


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://169.254.169.254/",
        "file:///etc/passwd",
        "ftp://cdn.example.com/",
        "https://0x7f.1/",
        "https://2130706433/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::1]/",
        "http://cdn.example.com/",
        "https://cdn.example.com:8443/",
        "https://somebody@cdn.example.com/",
        "https://cdn.example.com@evil.example.com/",
        "https://evil.example.com/#cdn.example.com",
        "https://evil.example.com\\@cdn.example.com/",
        "https://cdn.example.com.evil.example.com/",
        "https://xcdn.example.com/",
        "https://cdn.example.com/a b",
        "https://cdn.example.com/\r\nX: y",
        "https://cdn.example.com:port/",
        "https://[cdn.example.com/",
        "//cdn.example.com/",
        "",
    ],
)
def test_an_address_that_is_not_https_on_a_listed_host_is_never_asked(url):
    asked = []
    egress = Egress((), resolver=lambda host: asked.append(host) or ["93.184.216.34"], times=FAST)

    with refused("not-allowed"):
        fetch(egress, url, hosts=("cdn.example.com",))

    assert asked == []


def test_a_file_comes_whole_and_with_its_headers(peer):
    peer.answers["/file"] = (200, {"Content-Type": "audio/ogg"}, [b"ab", b"cd"])

    answer = fetch(local(), f"{peer.base}/file?mid=1", headers={"Authorization": "Bearer x"})

    assert (answer.status, answer.body) == (200, b"abcd")
    assert answer.headers["content-type"] == "audio/ogg"
    path, headers = peer.seen[0]
    assert (path, headers["Authorization"]) == ("/file?mid=1", "Bearer x")


def test_a_redirect_to_another_machine_is_not_followed(peer):
    peer.answers["/away"] = (302, {"Location": "http://127.0.0.2/"}, [])

    with refused("not-allowed"):
        fetch(local(), f"{peer.base}/away")

    assert len(peer.seen) == 1


def test_one_hop_among_the_providers_own_hosts_is_followed_and_a_second_is_not(peer):
    peer.answers["/one"] = (302, {"Location": "/two"}, [])
    peer.answers["/two"] = (302, {"Location": "/three"}, [])

    assert fetch(local(), f"{peer.base}/one").status == 302
    assert [path for path, _headers in peer.seen] == ["/one", "/two"]


def test_a_token_is_not_carried_to_another_host(peer):
    second = ThreadingHTTPServer(("127.0.0.1", 0), Peer)
    second.seen, second.answers = [], {"/file": (200, {}, [b"x"])}
    thread = threading.Thread(target=second.serve_forever, daemon=True)
    thread.start()
    onward = f"http://127.0.0.1:{second.server_port}/file"
    peer.answers["/one"] = (302, {"Location": onward}, [])

    fetch(local(), f"{peer.base}/one", headers={"Authorization": "Bearer x"})
    second.shutdown()
    second.server_close()
    thread.join()

    assert "Authorization" not in second.seen[0][1]


def test_a_body_of_ten_gigabytes_is_cut_at_the_limit(peer):
    peer.answers["/big"] = (
        200,
        {"Content-Length": str(10**10)},
        (b"x" * 65536 for _ in range(10**6)),
    )

    with refused("too-large"):
        fetch(local(), f"{peer.base}/big", limit=100_000)


def test_a_body_that_dribbles_is_cut_off_long_before_its_end(peer):
    """The peer would go on for an hour: it is the connection that ends, and with it what the peer can send."""
    peer.answers["/slow"] = (200, {}, (time.sleep(0.2) or b"x" for _ in range(18_000)))

    with refused("too-slow"):
        fetch(local(), f"{peer.base}/slow")

    assert peer.cut.wait(timeout=60)


def test_a_peer_that_says_nothing_is_too_slow_and_one_that_hangs_up_gives_no_answer():
    silent = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
    with refused("too-slow"):
        fetch(local(), url)
    silent.close()
    with refused("no-answer"):
        fetch(local(), url)


def test_time_that_is_over_before_a_step_begins_is_too_slow(peer):
    peer.answers["/file"] = (200, {}, [b"x"])

    with refused("too-slow"):
        fetch(local(Times(connect=1, read=1, total=0, fetch=0)), f"{peer.base}/file")


def test_json_is_posted_to_the_providers_and_to_nobody_else(peer):
    answer = local().post_json(f"{peer.base}/messages", {"text": "नमस्ते"}, headers={})

    assert (answer.status, answer.body) == (201, b'{"ok": true}')
    assert peer.seen == [("/messages", '{"text": "नमस्ते"}'.encode())]
    with refused("not-allowed"):
        local().post_json("https://evil.example.com/", {}, headers={})


def test_a_listed_dot_stands_for_every_host_below_it():
    egress = Egress((), resolver=lambda _host: [], times=FAST)

    with pytest.raises(Unreachable, match="not-allowed"):
        fetch(egress, "https://evilfbcdn.net/", hosts=(".fbcdn.net",))
    assert egress._allowed("https://scontent-a.xx.fbcdn.net/x", (".fbcdn.net",)).path == "/x"


def test_the_way_out_leads_to_open_accounts_only():
    accounts = ChannelAccounts(
        providers={
            "whatsapp": Account(name="whatsapp", open=True, api="https://graph.example.com/v1"),
            "x": Account(name="x", open=False, api="https://api.example.com"),
        }
    )

    assert open_egress(accounts)._hosts == ("graph.example.com",)


def test_no_refusal_names_an_address():
    with pytest.raises(Unreachable) as refusal:
        fetch(local(), "https://secret-name.example.com/token-in-path")

    assert "example" not in repr(refusal.value)
