"""S/MIME: what is signed is taken out of its signature; what is encrypted stays as it came (RFC 8551).

Nothing is checked: whether a signature holds is a question for whoever weighs the evidence, and the mail is kept as
it came. That it was signed is noted.
"""

from asn1crypto.cms import ContentInfo

from vigilance.channels.mail.part import ENCRYPTED, NOT_UNPACKED, NotUnpacked

KINDS = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_CLOSED = frozenset(
    {
        "enveloped_data",
        "encrypted_data",
        "signed_and_enveloped_data",
        "authenticated_enveloped_data",
    }
)


def signed_content(content: bytes) -> bytes:
    """The mail that was signed. NotUnpacked with `encrypted` or `not-unpacked`; raises what its parser raises."""
    found = ContentInfo.load(content)
    kind = found["content_type"].native
    if kind in _CLOSED:
        raise NotUnpacked(ENCRYPTED)
    if kind != "signed_data":
        raise NotUnpacked(NOT_UNPACKED)
    signed = found["content"]["encap_content_info"]["content"].native
    if not isinstance(signed, bytes):
        # Only certificates, or a signature of something that stands elsewhere.
        raise NotUnpacked(NOT_UNPACKED)
    return signed
