"""Digests as e-mails to be sent: HTML, and the same as plain text, in one file."""

from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from generator.site.digest.content import Digest
from generator.site.digest.html import html_digest
from generator.site.digest.plain_text import text_digest
from generator.site.i18n import Words

_ENCODING = "quoted-printable"  # so that the file can be read


def mail_digest(digest: Digest, words: Words) -> str:
    """A digest as a message (RFC 5322) without sender, recipients and date, which its sender adds.

    Mail programs open a message with the field `X-Unsent` as a draft. The boundary between the two
    parts follows from them, so the same list gives the same bytes.
    """
    text, html = text_digest(digest, words), html_digest(digest, words)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = digest.title
    message["X-Unsent"] = "1"
    message.set_content(text, cte=_ENCODING)
    message.add_alternative(html, subtype="html", cte=_ENCODING)
    message.set_boundary(f"digest-{sha256((text + html).encode()).hexdigest()[:32]}")
    return message.as_bytes().decode("ascii")
