"""The shapes of the rule files, as people write them; `rules/README.md` explains every key."""

from typing import Annotated

from pydantic import Field, StringConstraints

from afterword.config.yamlfile import FileModel
from afterword.core.rules import Sign, Weight, Where
from afterword.core.verdict import Kind, OwnKind

Id = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z]{2,3})?/[a-z0-9-]+$")]
Code = Annotated[str, StringConstraints(pattern=r"^([a-z]{2}|any)$")]
CueText = Annotated[str, StringConstraints(min_length=2, max_length=400)]
Pattern = Annotated[str, StringConstraints(min_length=2, max_length=300)]
Sentence = Annotated[str, StringConstraints(min_length=10)]


class PhraseEntry(FileModel):
    """One rule about words."""

    id: Id
    says: Kind | Sign | OwnKind | None = None
    weight: Weight = Weight.STRONG
    theme: str = ""
    when: tuple[CueText, ...] = ()
    regex: tuple[Pattern, ...] = ()
    unless: tuple[CueText, ...] = ()
    unless_anywhere: tuple[CueText, ...] = ()
    needs: tuple[CueText, ...] = ()
    about_job: bool = False
    where: Where = Where.ANYWHERE
    in_condition: bool | None = None
    in_question: bool | None = None
    why: Sentence
    hits: tuple[str, ...] = Field(min_length=1)
    near_misses: tuple[str, ...] = Field(min_length=1)


class PhraseFile(FileModel):
    """`rules/phrases/*.yaml` and `rules/own/*.yaml`: rules of one meaning in one language."""

    says: Kind | Sign | OwnKind | None = None
    language: Code
    in_condition: bool = False
    in_question: bool = True
    rules: tuple[PhraseEntry, ...]


class WordsFile(FileModel):
    """`rules/phrases/words.*.yaml`: the families of words that cues name, and the commonest words of the language."""

    language: Code
    common: tuple[str, ...] = ()
    families: dict[str, tuple[str, ...]]


class ConditionsEntry(FileModel):
    """What a guard asks of headers, sender and words; all that is given must hold."""

    auto_submitted: tuple[str, ...] = ()
    auto_reply: bool | None = None
    precedence: tuple[str, ...] = ()
    report_type: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    null_sender: bool | None = None
    listed: bool | None = None
    failed_recipients: bool | None = None
    forwarded: bool | None = None
    own: bool | None = None
    answers: bool | None = None
    known: bool | None = None
    job: bool | None = None
    alert_sender: bool | None = None
    senders: tuple[str, ...] = ()
    vendor_kinds: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    subject: tuple[CueText, ...] = ()
    text: tuple[CueText, ...] = ()


class MailSample(FileModel):
    """A short mail to try a guard on; what is not given is as in an ordinary letter."""

    sender: str = Field(default="ada@example.com", alias="from")
    subject: str = ""
    text: str = ""
    auto_submitted: str = ""
    auto_reply: bool = False
    precedence: str = ""
    report_type: str = ""
    actions: tuple[str, ...] = ()
    null_sender: bool = False
    list_id: str = ""
    failed_recipients: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    forwarded: bool = False
    answers: bool = False
    known: bool = False


class GuardEntry(FileModel):
    """One rule about headers and senders."""

    id: Id
    kind: Kind
    firm: bool = True
    when: tuple[ConditionsEntry, ...] = Field(min_length=1)
    unless: tuple[ConditionsEntry, ...] = ()
    confidence: float = Field(default=0.95, gt=0, le=1)
    why: Sentence
    hits: tuple[MailSample, ...] = Field(min_length=1)
    near_misses: tuple[MailSample, ...] = Field(min_length=1)


class GuardFile(FileModel):
    """`rules/guards/*.yaml`."""

    language: Code = "any"
    guards: tuple[GuardEntry, ...]


class OrderFile(FileModel):
    """`rules/order.yaml`. In a user's folder every key may be left out; `off` switches rules off by id."""

    bar: float | None = Field(default=None, gt=0, lt=1)
    kinds: tuple[Kind, ...] = ()
    off: tuple[Id, ...] = ()
