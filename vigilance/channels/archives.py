"""What is in an archive somebody sent, found out in a process that can be killed."""

from vigilance.channels.archive_listing import BROKEN, ArchiveListing, Entry, listing_from_wire
from vigilance.channels.base import Unreadable
from vigilance.channels.confined import MEMORY, SECONDS, read_apart

__all__ = ["ArchiveListing", "Entry", "list_archive"]


def list_archive(
    content: bytes, name: str, *, seconds: float = SECONDS, memory: int = MEMORY
) -> ArchiveListing:
    """The names in a zip or tar (also packed), each with its size and what is odd about it.

    Nothing is refused here: `held` says why it was not looked into to its end, and what was seen until then is listed.
    """
    try:
        return listing_from_wire(
            read_apart("archive", content, seconds=seconds, memory=memory, name=name)
        )
    except Unreadable as reason:
        return ArchiveListing((), reason.detail)
    except ValueError:
        return ArchiveListing((), BROKEN)
