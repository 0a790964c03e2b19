"""
afterword: follows up on job interviews from your own Drafts folder.

The way of the data, each arrow one function, each noun one frozen value::

    bytes -> mail.parse -> MessageFacts -> core.attribution + core.classify -> Verdict -> core.decide -> Event
    Event -> core.machine -> Application -> core.schedule -> due time -> core.decide (tick) -> Action
    Action -> outbox -> core.compose -> mail.build -> bytes -> the Drafts folder

Floors, each may import those below it: cli > service > imap | maildir | memory | smtp | store | config
> mail > settings > core > errors. `core` and `mail` touch nothing outside.
"""

__version__ = "0.1.0"
