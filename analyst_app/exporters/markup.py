"""HTML and SVG put together from elements, so that words of reports can never become markup. Knows nothing of what is written."""

import re
from html import escape

_UNSEEN = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
"""Control characters, marks that turn the direction of the words around them, and what no document may hold."""


class Markup(str):
    """Text that is markup already. Made by `tag` and `joined` alone."""

    __slots__ = ()


def tag(name: str, *content: str, **attributes: str | float | None) -> Markup:
    """An element. Content that is no `Markup` is escaped, and so is every attribute; one that is None is left out.

    A trailing underscore is cut off an attribute's name (`class_`), other underscores become hyphens.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(visible(str(value)))}"' for key, value in attributes.items() if value is not None
    )
    if not content and name in _EMPTY:
        return Markup(f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{joined(*content)}</{name}>")


def joined(*content: str) -> Markup:
    """Pieces one after another; what is no `Markup` is escaped."""
    return Markup("".join(piece if isinstance(piece, Markup) else escape(visible(piece)) for piece in content))


def foreign(words: str) -> Markup:
    """Words of a report, kept from turning the direction of what stands beside them."""
    return tag("bdi", words)


def visible(words: str) -> str:
    """The words without characters that cannot be seen and change how others are shown."""
    return _UNSEEN.sub("", words)


_EMPTY = frozenset({"img", "br", "line", "rect", "circle", "path", "polygon"})
