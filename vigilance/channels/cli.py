"""`vigilance channels read`: how a mail or a webhook's body is understood, for whoever must explain it."""

import json
from typing import Any, BinaryIO

import click

from vigilance.channels.reading import describe
from vigilance.channels.registry import DOORS

LARGEST_READ = 64 * 1024 * 1024
_SHOWN = ("kind", "sender_name", "sender", "when", "language", "subject", "where", "command")


@click.command("read")
@click.argument("channel", type=click.Choice(sorted(DOORS)))
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
def read_command(channel: str, file: BinaryIO, as_json: bool) -> None:  # noqa: FBT001 -- a flag of the command line
    """Print how FILE (a raw mail or a webhook's body; - reads standard input) is understood. Nothing is stored.

    Ends with 0 whatever the file holds: what cannot be understood is told as held, with its reason.

    Example: vigilance channels read whatsapp body.json --json
    """
    told = describe(channel, file.read(LARGEST_READ + 1))
    click.echo(json.dumps(told, ensure_ascii=True, indent=2) if as_json else _lines(told))


def _lines(told: dict[str, Any]) -> str:
    lines = [f"held: {told['reason']}"] if told["held"] else []
    for message in told["messages"]:
        lines += [f"{key}: {message[key]}" for key in _SHOWN if message[key]]
        lines += [f"flags: {', '.join(message['flags'])}"] if message["flags"] else []
        lines += [f"file: {one['name']} ({one['media_type']})" for one in message["attachments"]]
        lines += [message["text"], ""]
    return "\n".join(lines).encode("utf-8", "replace").decode()
