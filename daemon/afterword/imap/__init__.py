"""
IMAP4rev1 (RFC 3501): one connection works, a second one listens for new mail.

Rules of this package: a folder is opened with EXAMINE and read with BODY.PEEK, so nothing
is ever marked as read; SELECT serves only to withdraw a draft of our own; EXPUNGE and CLOSE
without a UID are never sent; IDLE is a hint to look, never the source of what arrived.
"""

from afterword.imap.mailbox import ImapMailbox

__all__ = ["ImapMailbox"]
