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
    """A server on a free port that runs while the test does.

    Its loop lives in a thread of its own from beginning to end: a browser of another test may have
    left one running in this thread.
    """
    found, loop = MailServer(), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    try:
        server = asyncio.run_coroutine_threadsafe(_listening(found), loop).result()
        found.port = server.sockets[0].getsockname()[1]
        try:
            yield found
        finally:
            asyncio.run_coroutine_threadsafe(_closed(server), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _listening(found: MailServer) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    return await loop.create_server(
        lambda: SMTP(found, hostname="localhost", loop=loop), host="127.0.0.1", port=0
    )


async def _closed(server: asyncio.Server) -> None:
    server.close()
    await server.wait_closed()
