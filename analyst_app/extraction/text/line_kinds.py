"""What one line of a report looks like by itself: bullet, time stamp, headline, heading, boilerplate.

Knows no neighbouring lines; putting lines together to blocks is the work of `structure`.
"""

import re
import unicodedata

from analyst_app.extraction.dates.dates import date_spans
from analyst_app.extraction.words.calendar_words import MONTH, TIME

_MARKS = "•◦▪▫‣⁃∙·●○■□▶►▸➤➢➡→✔✅❗‼⚡💥🔹🔸🔷🔶🔻🔺🔴🟢🟡🔵⚫⚪🟥🟩*>"
_BULLET = re.compile(rf"(?:[{_MARKS}]|[-—+](?![0-9])|\(?[0-9]{{1,2}}[.)](?=\s)|\(?[a-zA-Z]\)(?=\s)|[-—+](?=\s))\s*")
_STAMP = re.compile(rf"[\[(]?(?:(?i:updated|posted|published)(?: at)?:? )?{TIME}[\])]?(?=\s|$|[-—:|])")
_STAMP_ALONE = re.compile(r"(?:[-—:|.]| ago)?")
_AGO = re.compile(r"[0-9]{1,2} ?(?:h|hrs?|hours?|m|mins?|minutes?)(?: [0-9]{1,2} ?m(?:in)?s?)? ago", re.IGNORECASE)
_STAMP_THEN = re.compile(r"\s*(?:[-—:|]\s*|\s)(?=[\"'(]?[A-Z])")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_VERB = re.compile(
    r"\b(?:was|were|is|are|has|have|had|hit|struck|shot|fell|took|said|says|fired|drove|beat|lost|seen|heard|felt|left"
    r"|shells|strikes? (?:on|at|in|kills?)"
    r"|kills?|wounds?|injures?|attacks? (?!on\b|in\b)"
    r"|(?!(?:armed|united|unmanned|combined|occupied|need|red|speed|mohammed|ahmed)\b)\w{2,}ed)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[0-9]|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|dozens?|several)\b", re.IGNORECASE)
_TALLY = re.compile(
    r"[^.!?\n]{2,70}?(?<![0-9])(?: [-—=] ?|[-—:=|] ?| {2,}|\t+)(?:about |approx\.? ?|~)?[0-9][0-9 ,.]{0,12}"
    r"(?: *(?:\([-+]?[0-9 ,.]+%?\)|\([a-z][a-z ]{2,20}\)|\| *(?:[-+]?[0-9 ,.]+%?)?|[-+][0-9 ,]+))?[ ;.,]*$"
)
_PLACE_LABEL = re.compile(
    r"(?:\W*)(?:in|on|at|near|along|within) (?:the )?[^.:]{2,60}:$"
    r"|.{2,60}\b(?:direction|axis|axes|sector|front|region|oblast|governorate|province|state|district|area|border|city)s?:?$",
    re.IGNORECASE,
)
_SECTION = re.compile(r"(?:[A-Z][\w'-]*,? |of |and |the |in )+(?:#[0-9]+ )?- [A-Z]")
_BOILERPLATE = re.compile(
    r"\W*(?:(?:please )?(?:share|subscribe|follow us|follow (?:our|the)|join (?:us|our|the)|like and|sign up|read (?:more|also)|see also"
    r"|related:|source:|photo|image|picture|video:|caption|infographic|map:|credit|copyright|©|\(c\)|all rights reserved|hotline|help ?line"
    r"|contacts?:|e-?mail|tel(?:ephone)?[.:]|phone:|press (?:service|office)(?: contact)?:|for (?:more|further) information"
    r"|reporting by|additional reporting|editing by|writing by|edited by|translated by|compiled by"
    r"|this (?:story|article|post|report|page|blog|entry) (?:was|is|has been|will be)"
    r"|stay (?:in|safe|tuned|with|calm)|together (?:to|we)|glory to|slava|believe in|keep calm|take care of|thank|support the|donate"
    r"|do not (?:ignore|neglect|publish|film|share)|don't (?:ignore|share)"
    r"|welcome\b|good (?:morning|evening|afternoon)|send (?:us )?your|a reminder|reminder:|we remind|as a reminder|note:|disclaimer"
    r"|all times|newest entries|times are|the (?:data|figures|information) (?:are|is) being (?:updated|clarified|verified)"
    r"|(?:the )?(?:map|full report|report) (?:is )?available|click|advertisement|-30-|\(?ends\)?\W*$))",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?i:by) [A-Z][\w'-]+(?: [A-Z][\w'.-]+){1,3}(?:,| and |$)")
_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]*\.?){1,3}"
_NAMES = re.compile(rf"{_NAME}(?:, {_NAME}){{0,8}},? (?:and|with) {_NAME}")
_ACT = re.compile(
    r"\b(?:killed|wounded|injured|attacked|struck|shelled|shot down|downed|destroyed|captured|repelled|launched|fired|detained|evacuated"
    r"|bombed|hit|foiled|stormed|exploded|burnt|burned|intercepted|died|dead|carried out)\b"
    r"|\b(?:[0-9][0-9,]*|two|three|four|five|six|seven|eight|nine|ten|dozens?)\b[^.\n]{0,30}\b(?:assaults|attacks|strikes|airstrikes|clashes"
    r"|engagements|explosions|raids|shellings|attempts)\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\W*(?:photo|image|picture|video|caption|infographic|credit|map|reporting by|additional reporting|editing by)\b", re.IGNORECASE
)
_DATE_REST = re.compile(
    rf"\b(?:as of|on|at|of|date|dated|published|updated|issued|by|local|time|UTC|GMT|{MONTH})\b|[\W\d_]+", re.IGNORECASE
)
_HEADLINE_WORDS = 18
_HEADING_WORDS = 12
_LONGEST_LINE = 400


def bullet_length(line: str) -> int:
    """How many characters the mark of a bullet takes at the start of a line, 0 where there is none."""
    mark = _BULLET.match(line)
    if mark is not None:
        return mark.end() if mark.end() < len(line) else 0
    sign = 0
    while sign < min(len(line), 8) and (unicodedata.category(line[sign]) in {"So", "Sk", "Mn", "Me"} or line[sign] == " "):
        sign += 1
    return sign if 0 < sign < len(line) and line[0] != " " else 0


def stamp_length(line: str) -> int:
    """How many characters of a line its time stamp takes with what parts it from the text, 0 where it has none."""
    found = _STAMP.match(line) or _AGO.match(line)
    if found is None:
        return 0
    rest = line[found.end() :]
    if _STAMP_ALONE.fullmatch(rest.strip()):
        return len(line)
    then = _STAMP_THEN.match(rest)
    return found.end() + then.end() if then else 0


def is_tally(line: str) -> bool:
    """Whether a line is a name with its number: "Kupiansk axis – 7", "tanks – 6 684 (+21)"."""
    return len(line) < 110 and line[0].isalpha() and not date_spans(line) and _TALLY.match(line) is not None


def is_shouted(line: str) -> bool:
    """Whether a line is in capitals, as flash headlines are."""
    words = [w for w in _WORD.findall(line[:_LONGEST_LINE]) if len(w) > 1]
    return (
        len(words) > 1
        and len(words) <= _HEADLINE_WORDS
        and sum(w.isupper() for w in words) >= 0.8 * len(words)
        and len(line) < _LONGEST_LINE
    )


def is_headline(line: str) -> bool:
    """Whether the first line of a report can be its title: short, and no full sentence with a full stop."""
    return (len(line) <= 200 and not line.rstrip("\"') ").endswith((".", "!", "?", ";", ","))) or is_shouted(line)


def is_second_title(line: str) -> bool:
    """Whether a line right below a title goes on with it: short, and it tells of no act."""
    return is_headline(line) and not line.endswith(":") and _VERB.search(line) is None


def is_heading(line: str) -> bool:
    """Whether a line between others heads what follows: a name, a place with a colon, a title without verb or number."""
    if is_shouted(line) and not line.endswith((";", ",")):
        return True
    section = _SECTION.match(line)
    if section is not None and not line.endswith((".", "!", "?", ";", ",")) and len(line) < 200 and not _VERB.search(line):
        return True
    words = _WORD.findall(line[:_LONGEST_LINE])
    if not words or len(words) > _HEADING_WORDS or len(line) > 110 or line.endswith((".", "!", "?", ";", ",")) or line[0].islower():
        return False
    if _FIGURE.search(line) or (_VERB.search(line) and (line.endswith(":") or not _is_titled(words))):
        return False
    if line.endswith(":") and not _PLACE_LABEL.fullmatch(line):
        return len(words) <= 7 and not date_spans(line)
    return len(words) <= 8 or _is_titled(words) or _PLACE_LABEL.fullmatch(line) is not None


def _is_titled(words: list[str]) -> bool:
    return all(word[0].isupper() for word in words if len(word) > 3)


def is_boilerplate(line: str) -> bool:
    """Whether a line speaks of the channel, the report or its makers and not of the war."""
    if _BYLINE.match(line) or _NAMES.fullmatch(line):
        return True
    head = _BOILERPLATE.match(line[:_LONGEST_LINE])
    if head is None:
        return False
    return _CAPTION.match(line) is not None or not _ACT.search(line[:_LONGEST_LINE])


def is_date_line(line: str) -> bool:
    """Whether a line holds a date or time and next to nothing else: "23 January 2025, 08:00", "KHARKIV, 15 May 2024"."""
    if len(line) > 100:
        return False
    spans = date_spans(line)
    if not spans:
        return False
    rest = "".join(line[a:b] for a, b in zip([0, *(s.end for s in spans)], [*(s.start for s in spans), len(line)], strict=True))
    words = _WORD.findall(_DATE_REST.sub(" ", rest))
    return len(words) <= 3 and all(w[0].isupper() for w in words) and not line.endswith(":")
