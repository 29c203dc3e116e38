"""Which numbers of a text count nothing: calibres, models, unit numbers, ages, telephone numbers, coordinates, names.

Decides by the characters and words around a number; dates and times are taken out before.
"""

import re

from analyst_app.extraction.words.number_words import GLUED_UNIT

_LEFT, _RIGHT = 48, 64
_NEAR = 20
_JOINING = "-/:.'"
MASK = "¤"
"""Stands for a character that belongs to something other than a quantity; it is no digit, letter or space."""

_NOT_COUNTS = re.compile(
    r"https?://\S{1,300}|www\.\S{1,300}|\bt\.me/\S{1,100}|[#@]\w{1,60}|[\w.+-]{1,60}@[\w-]{1,60}\.\w{1,20}"
    # Telephone numbers start with + or 0 and go on in groups.
    r"|(?<![\w,.])(?:\+[0-9]{1,3}|0)(?:[ -]?\(?[0-9]{2,4}\)?){2,5}(?![\w-])"
    r"|(?<![\w.])(?:0|8|1)[ -]800(?:[ -][0-9]{2,4}){2,3}(?!\w)"
    # Bank cards and accounts go in groups of four.
    r"|(?<![\w,.])[0-9]{4}(?:[ -][0-9]{4}){2,5}(?![\w-])"
    # Degrees, decimal pairs, grid squares.
    r"|[0-9]{1,3}(?:\.[0-9]+)? ?°[^\n]{0,20}?[NSEW]\b|(?<![\w.])-?[0-9]{1,3}\.[0-9]{3,12}, ?-?[0-9]{1,3}\.[0-9]{3,12}(?![0-9])"
    r"|\b[0-9]{1,2}[C-X] ?[A-Z]{2} ?[0-9]{2,5}(?: [0-9]{2,5})?\b"
    # 50/2021, 24/7, 2.1.3, footnote marks, list numbers.
    r"|(?<![\w.,])[0-9]{1,6}(?:/[0-9]{1,6}){1,5}(?!\w)|(?<![\w.,])[0-9]{1,4}(?:\.[0-9]{1,4}){2,6}(?![\w.])|\[[0-9]{1,3}\]"
    r"|(?:^|\n)[ >*•]{0,6}\(?[0-9]{1,2}[.)] (?=[^\W\d_])"
    # The number of a section: "2.1 Central Command reported".
    r"|(?:^|\n)[ >*•]{0,6}[0-9]{1,2}\.[0-9]{1,2} (?=[A-Z0-9])"
)
_DESIGNATION = re.compile(
    r"(?:\b(?:Su|MiG|Tu|Il|Mi|Ka|Kh|Ch|An|Yak|S|T|M|F|BM|BMP|BMD|BTR|MT|FAB|KAB|ODAB|UMPB|UPAB|RPG|AK|PK|MQ|RQ|UH|AH|TOS|TB|Mk|Mark|Type"
    r"|Shahed|Geran|Gerbera|Orlan|Lancet|Zala|Boeing|Airbus|Leopard|Challenger|Hermes|Heron|Mirage|Gripen|Grad|Bradley|Marder|Mohajer"
    r"|Qassem|Fajr|Fateh|Zelzal|Badr|Burkan|Quds|Toofan|Samad|Palestine|Yasin|Ayyash|Falaq|Covid|Agenda|Vision|G|E|P|A|Formula) ?$"
    r"|\b(?:No|Nr|no|nr)s?\.? ?$"
    r"|\b(?:[Rr]esolution|[Aa]rticles?|[Pp]aragraphs?|[Ss]ections?|[Cc]hapters?|[Pp]ages?|[Ff]ig\.|[Pp]p?\.|[Hh]ighway|[Rr]oute|[Mm]otorway"
    r"|[Mm]agnitude|[Nn]umbers?|[Nn]umbered|[Ff]light|[Cc]hannel|[Pp]rotocol|[Ss]ortie number|[Vv]ersion|[Gg]rid|FM|H\+|D\+"
    r"|Unit|Point|Checkpoint|Height|Hill|Elevation|Road|Bus|Train|Gate|Block|Building|House|School|Hospital|Kindergarten|Lyceum|Gymnasium"
    r"|Apartment|Room|Reactor|Mine|Shaft|Pole|Zone|Phase|Stage|Level|Category|Class|Line|Platform|Track|Terminal|Camp|Area|District|Day|Week"
    r"|Round|Part|Episode|Volume|Issue|Bulletin|Report|Order|Decree|Law|Operation|Battalion|Brigade|Division|Regiment|Corps|Army|Squadron"
    r"|Company|Force|Front|Annex|Appendix|Table|Figure|Map|Note|Item|Clause|Team|Group|Sector|Quarter|Microdistrict|CP|OP|EECP) $)"
)
_TELEPHONE = re.compile(
    r"\b(?:hotline|phone|telephone|tel|helpline|whatsapp|viber|sms|call|calls|dial|ring|fax)\b[^.\n;]{0,24}$"
    # Emergency services answer "on 101", trains and flights are known by number.
    r"|\b(?:service|services|police|rescuers|ambulance|operator|headquarters|line)(?: [A-Z][\w'-]+)* (?:on|at) $"
    r"|\b(?:trains?|flights?|buses|trams?|routes?|rooms?|exits?|gates?|platforms?|carriages?|wards?|lots?|points?|channels?)"
    r" (?:[0-9]{1,4},? ){0,4}(?:(?:and|or|to) )?$",
    re.IGNORECASE,
)
_AGED = re.compile(
    r"\b(?:aged?|ages|age of)(?: (?:between|from|under|over|below|above))?(?: [0-9]{1,3},?){0,6}(?: (?:and|to|or))? $"
    r"|\b(?:children|those|minors|boys|girls|persons|anyone|everyone) (?:aged )?(?:under|over|below|above)(?: the age of)? $"
    r"|\b(?:an?|another|the) (?:[a-z'-]+ ){0,2}(?:man|woman|boy|girl|resident|pensioner|worker|driver|farmer|civilian|teenager|courier"
    r"|guard|nurse|doctor|teacher|student|mother|father|son|daughter|volunteer|official|villager|shepherd|miner|priest|soldier|native) of $"
    r"|\b(?:youngest|oldest|eldest)\b[^.;\n]{0,30} (?:is|was|aged) (?:only |just )?$",
    re.IGNORECASE,
)
_AGE_HINTS = ("age", "Age", "er ", "ove ", "low ", " of ", "est ")
_YEARS_OLD = re.compile(r"(?: |-)(?:years?|months?|yrs?)(?: |-)(?:olds?\b|of age\b)| ?y\.?o\b")
_NAMED_BEFORE = re.compile(
    r"\b(?:[A-Z][\w'-]+|(?i:child|man|woman|boy|girl|teenager|mother|father|son|daughter|brother|sister|wife|husband|grandmother|grandfather"
    r"|resident|farmer|driver|pensioner|soldier|teacher|student|worker|civilian|doctor|nurse|medic|paramedic|journalist|officer|he|she)), $"
)
_AFTER_AGE = re.compile(r"[,;)]")
_AGES_OF_SEVERAL = re.compile(
    r"\b(?:men|women|people|residents|sisters|brothers|boys|girls|children|pensioners|workers|teenagers|drivers|civilians|siblings)"
    r"(?:, | \()(?:[0-9]{1,3},? ){0,3}(?:(?:and|or) )?$"
)
_MORE_AGES = re.compile(r",? and [0-9]{1,3}[,;)]")
_CLOCK_BEFORE = re.compile(r"\b(?:at|by|from|until|till|around|after|before) $", re.IGNORECASE)
_CALIBRE = re.compile(r"(?: |-)?(?:mm\b|cm\b(?= (?:gun|howitzer|mortar|rocket))|millimet|calib(?:re|er))", re.IGNORECASE)
_GLUED = re.compile(GLUED_UNIT, re.IGNORECASE)
_STREET = re.compile(r" (?:[A-Z][\w'-]+ ){1,3}(?:Street|St\.|Avenue|Ave\.|Lane|Square|Boulevard|Road)\b")
_STREET_BEFORE = re.compile(r"\b(?:Street|St\.|Avenue|Lane|Square|Boulevard|Road|vulytsia|prospekt),? $")
_YEAR_LIKE = re.compile(r"(?:19|20)[0-9]{2}")
_COUNTED = re.compile(
    r" (?:people|personnel|(?!was\b|has\b|is\b|as\b)[a-z-]+ ?[a-z-]*s)\b|%| (?:per cent|percent|of (?:them|these|those|the))\b"
)


def masked(plain: str, taken: list[tuple[int, int]]) -> str:
    """The text with everything blotted out that is no quantity by its own form, and all of `taken`."""
    spans = sorted([*taken, *((m.start(), m.end()) for m in _NOT_COUNTS.finditer(plain))])
    parts, at = [], 0
    for start, end in spans:
        if end > at:
            begin = max(start, at)
            parts += [plain[at:begin], MASK * (end - begin)]
            at = end
    return "".join([*parts, plain[at:]])


def counts(plain: str, start: int, number: int, end: int) -> bool:
    """Whether the quantity `plain[start:end]`, whose number begins at `number`, counts or measures something."""
    before, after = plain[max(0, number - _LEFT) : number], plain[end : end + _RIGHT]
    words = plain[number:end]
    if not _stands_free(before, after, words) or _is_age(before, after, words) or _CALIBRE.match(after):
        return False
    if not words[0].isdigit():
        return not (words[0].isupper() and _is_name(before, after))
    near = before[-_NEAR:]
    if start == number and (_DESIGNATION.search(near) or _TELEPHONE.search(before)):
        return False
    if _STREET.match(after) or _STREET_BEFORE.search(near) or "\u20e3" in after[:2]:
        return False
    if "." in words and len(words) <= 5 and _CLOCK_BEFORE.search(before) and re.fullmatch(r"[0-2]?[0-9]\.[0-5][0-9]", words):
        return False
    return not (start == number and _YEAR_LIKE.fullmatch(words) and not _COUNTED.match(after))


def _stands_free(before: str, after: str, words: str) -> bool:
    return _is_free_before(before[-1:], before[-2:-1]) and _is_free_behind(after, words)


def _is_free_before(sign: str, left: str) -> bool:
    """Whether a number can start behind `sign`, which stands behind `left`: "(+890)" and "'16 raids'" do, "T-72" and "1,500" do not."""
    if sign == "+":
        return left in {"(", " ", "\n"}
    if sign in {"'", "-", ","}:
        return not left.isalnum()
    if sign in {".", ":"}:
        return left.isalpha()
    return not sign or not (sign.isalnum() or sign in "_/#№°&")


def _is_free_behind(after: str, words: str) -> bool:
    if words[0].isdigit() and (unit := _GLUED.match(after)):
        after = after[unit.end() :]
    if not after or after[0] not in _JOINING:
        return not after or not (after[0].isalnum() or after[0] in "_°")
    return not after[1:2].isalnum()


def _is_age(before: str, after: str, words: str) -> bool:
    if _YEARS_OLD.match(after) or (any(hint in before for hint in _AGE_HINTS) and _AGED.search(before)):
        return True
    if not words.isdigit() or not 1 <= int(words[:4]) <= 110:
        return False
    if _AGES_OF_SEVERAL.search(before) and (_AFTER_AGE.match(after) or _MORE_AGES.match(after)):
        return True
    if not before.endswith(", "):
        return False
    return _NAMED_BEFORE.search(before) is not None and _AFTER_AGE.match(after) is not None


def _is_name(before: str, after: str) -> bool:
    """Whether a number word with a capital is part of a name: "the Three Brotherhood Alliance"."""
    inside = re.search(r"[^\W\d_][,]? $", before) is not None
    return inside and re.match(r" [A-Z][a-z]", after) is not None
