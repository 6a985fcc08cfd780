"""A mail server of the real protocol (RFC 5321) on this machine, for tests that send letters."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class MailServer:
    """What came in, and whom it refuses to deliver to."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    async def handle_RCPT(
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Take whom it delivers to."""
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Keep a letter; to whom it goes is what the envelope says."""
        assert isinstance(envelope.content, bytes)
        letter = BytesParser(EmailMessage, policy=default).parsebytes(envelope.content)
        assert [letter["To"]] == envelope.rcpt_tos
        self.letters.append(letter)
        return "250 taken"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A server on a free port that runs while the test does."""
    found, loop = MailServer(), asyncio.new_event_loop()
    server = loop.run_until_complete(
        loop.create_server(
            lambda: SMTP(found, hostname="localhost", loop=loop), host="127.0.0.1", port=0
        )
    )
    found.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.run_until_complete(server.wait_closed())
        loop.close()
