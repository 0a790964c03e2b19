"""
The codec of mail: RFC 5322 bytes to values and back. No I/O, no clock, no log, no randomness.

bytes -> `parse` -> MessageFacts, by way of
    `headers`   the fields of a header, damaged or not
    `parts`     the MIME tree: bodies, calendars, reports, attached mail
    `charset`   octets to characters, and characters to clean text
    `html`      HTML to lines of text
    `text`      which body speaks, and what in it is new
    `quotes`    new text apart from quoted mail; `marks` has the words by which each client quotes
    `footers`   signatures and disclaimers; `closings` has their words
    `calendar`  iCalendar to Invite; `zones` has the names of time zones
    `reports`   delivery status notifications

values -> `build` -> bytes. `subject` and `fingerprint` tell whether two mails are one thread, one draft.

Mail is written by strangers: nothing here raises on damage, and every cost has a bound.
"""
