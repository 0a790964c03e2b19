"""
A Maildir on this machine that another program (mbsync, offlineimap, fdm) keeps in step with the server.

Reading moves nothing from `new` to `cur`, so nothing is marked as read; a draft is linked in
complete, and the syncing program carries it to the server.
"""

from afterword.maildir.mailbox import MaildirMailbox

__all__ = ["MaildirMailbox"]
