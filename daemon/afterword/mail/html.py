"""HTML to lines of text, with quoting and signatures marked the way plain text marks them."""

import re
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from afterword.mail.charset import TEXT_LIMIT, clean

QUOTE_LINE: Final = "-----Original Message-----"
"""Put where only the markup says that quoted mail begins; `quotes` reads it as it reads Outlook's own line."""

_SOURCE_LIMIT: Final = 1_000_000
_TAGS_LIMIT: Final = 20_000
"""HTML's own rules make a parser quadratic in the depth of unclosed tags."""
_NODES_LIMIT: Final = 60_000
_DEPTH_LIMIT: Final = 10
_LINKS_LIMIT: Final = 200
_LINK_LENGTH: Final = 2000

# Preheaders repeat the subject, and hidden text is not what the reader saw.
_HIDDEN: Final = (
    '[hidden], [style*="display:none" i], [style*="display: none" i], [style*="visibility:hidden" i], '
    '[style*="visibility: hidden" i], [style*="opacity:0;" i], [style*="opacity: 0;" i]'
)
# Thunderbird and Apple; Gmail; Proton; what follows the attribution line there.
_QUOTED: Final = (
    "blockquote[type=cite], blockquote.gmail_quote, blockquote.protonmail_quote, blockquote.tutanota_quote, "
    ".gmail_quote > .gmail_attr, .moz-cite-prefix, .zmail_extra blockquote"
)
# From here on all is older: Yahoo, Proton, Outlook on the web, GMX.
_OLDER: Final = (
    '.yahoo_quoted, div.protonmail_quote, #divRplyFwdMsg, #appendonsend, div[name="quote"], '
    "#mail-editor-reference-message-container"
)
# The line that Outlook draws above "From:"; others may draw one too, so the label decides.
_BORDERS: Final = (
    'div[style*="border-top:solid #E1E1E1" i], div[style*="border-top:solid #B5C4DF" i], '
    'div[style*="border-top: 1pt solid #E1E1E1" i], div[style*="border-top:solid windowtext" i]'
)
_LABEL: Final = re.compile(r"\w[^:\n]{0,20}:")
_ROLES_LIMIT: Final = 100
_SIGNATURES: Final = ".gmail_signature, #Signature, .moz-signature, #ms-outlook-mobile-signature, .protonmail_signature"
_UNSEEN: Final = frozenset({"head", "style", "script", "title", "template", "noscript", "object", "svg", "select"})
_PARAGRAPHS: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre"})
_BLOCKS: Final = _PARAGRAPHS | {
    *("div", "tr", "li", "hr", "body", "center", "section", "article", "header", "footer", "main", "address"),
    *("dl", "dt", "dd", "form", "fieldset", "tbody", "thead", "figure", "aside", "nav", "caption"),
}
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Page:
    """The text as far as it is written; `depth` is how many quotes deep the pen stands."""

    lines: list[str] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    depth: int = 0
    length: int = 0

    def end_row(self) -> None:
        if not self.row:
            return
        text = "".join(self.row)
        self.row.clear()
        for line in clean(text).split("\n"):
            stripped = _BLANKS.sub(" ", line).strip()
            if stripped:
                self.lines.append(self.quote + stripped)

    def end_paragraph(self) -> None:
        self.end_row()
        if self.lines and self.lines[-1] != self.quote.rstrip():
            self.lines.append(self.quote.rstrip())

    def write(self, text: str) -> None:
        self.row.append(text)
        self.length += len(text)

    def write_line(self, line: str) -> None:
        self.end_row()
        self.lines.append(self.quote + line)

    @property
    def quote(self) -> str:
        return "> " * min(self.depth, _DEPTH_LIMIT)


def read_html(source: str) -> tuple[str, tuple[str, ...]]:
    """
    Return the text of an HTML body and its links, at most `TEXT_LIMIT` characters and 200 links.

    Words stay whole across inline tags, blocks become lines, cells of a row stay on one
    line. Quoted blocks get "> ", a marked signature the "-- " line of RFC 3676.
    """
    tree = _tree_of(source)
    body = tree.body
    if body is None:
        return "", ()
    skipped = {node.mem_id for node in tree.css(_HIDDEN)}
    roles: dict[int, str] = {}
    for role, selector in (("border", _BORDERS), ("signature", _SIGNATURES), ("older", _OLDER), ("quoted", _QUOTED)):
        roles |= dict.fromkeys((node.mem_id for node in tree.css(selector)[:_ROLES_LIMIT]), role)
    return _text_of(body, skipped, roles), _links_of(tree)


def links_in_html(source: str) -> tuple[str, ...]:
    """Return the web links of an HTML body without reading its text."""
    return _links_of(_tree_of(source))


def _tree_of(source: str) -> LexborHTMLParser:
    pieces = source[:_SOURCE_LIMIT].replace("\0", "").split("<", _TAGS_LIMIT)
    return LexborHTMLParser("<".join(pieces[:_TAGS_LIMIT]))


def _links_of(tree: LexborHTMLParser) -> tuple[str, ...]:
    targets = (clean(node.attributes.get("href") or "").strip() for node in tree.css("a[href]")[: 10 * _LINKS_LIMIT])
    wanted = (
        link for link in targets if len(link) <= _LINK_LENGTH and link[:8].lower().startswith(("http:", "https:"))
    )
    return tuple(dict.fromkeys(wanted))[:_LINKS_LIMIT]


def _text_of(body: LexborNode, skipped: set[int], roles: dict[int, str]) -> str:
    # Without recursion: a mail may nest ten thousand blocks.
    page = _Page()
    node = body.first_child
    for _ in range(_NODES_LIMIT):
        if node is None or page.length > TEXT_LIMIT:
            break
        entered = _enter(node, page, skipped, roles)
        down = node.first_child if entered else None
        if down is not None:
            node = down
            continue
        if entered:
            _leave(node, page, roles)
        node = _next_beyond(node, body, page, roles)
    page.end_row()
    return "\n".join(page.lines).strip("\n")


def _next_beyond(node: LexborNode, body: LexborNode, page: _Page, roles: dict[int, str]) -> LexborNode | None:
    while node.next is None:
        up = node.parent
        if up is None or up.mem_id == body.mem_id:
            return None
        node = up
        _leave(node, page, roles)
    return node.next


def _enter(node: LexborNode, page: _Page, skipped: set[int], roles: dict[int, str]) -> bool:
    tag = node.tag or ""
    if tag == "-text":
        page.write(_BLANKS.sub(" ", node.text_content or ""))
        return False
    if not node.is_element_node or tag in _UNSEEN or node.mem_id in skipped:
        return False
    if tag == "br":
        if page.row:
            page.end_row()
        else:
            page.end_paragraph()
        return False
    if tag == "pre":
        _write_verbatim(node, page)
        return False
    if tag in _BLOCKS:
        (page.end_paragraph if tag in _PARAGRAPHS else page.end_row)()
    elif tag in {"td", "th"}:
        page.write(" ")
    if tag == "li":
        page.write("- ")
    _open_role(node, page, roles)
    return True


def _write_verbatim(node: LexborNode, page: _Page) -> None:
    page.end_paragraph()
    for line in clean(node.text() or "").split("\n"):
        page.write_line(line.rstrip())
        page.length += len(line)


def _open_role(node: LexborNode, page: _Page, roles: dict[int, str]) -> None:
    role = roles.get(node.mem_id)
    if role == "quoted" and (node.tag == "blockquote" or not _opening(node).startswith("--")):
        page.end_row()
        page.depth += 1
        roles[node.mem_id] = "open"
    elif role == "older" or (role == "border" and _LABEL.match(_opening(node))):
        page.write_line(QUOTE_LINE)
    elif role == "signature":
        page.write_line("-- ")


def _opening(node: LexborNode) -> str:
    # Gmail writes "---- Forwarded message ----" where it otherwise writes who wrote when.
    return (node.text() or "")[:4000].strip()


def _leave(node: LexborNode, page: _Page, roles: dict[int, str]) -> None:
    tag = node.tag or ""
    if tag in _BLOCKS:
        (page.end_paragraph if tag in _PARAGRAPHS else page.end_row)()
    if roles.get(node.mem_id) == "open":
        page.end_row()
        page.depth -= 1
