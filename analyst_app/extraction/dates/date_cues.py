"""Which words around decide whether a form is a date: "in 2014" is one, "2014 shells" none; "May" needs "in" before it."""

import re

_LEFT = 40
_TIME_CUE = r"(?:in|since|of|from|until|till|by|before|after|during|early|late|throughout|between|through|mid|than|around|into)"
_YEAR = re.compile(rf"\b(?:{_TIME_CUE}|and|to)\s(?:the )?$|\($", re.IGNORECASE)
_THE_YEAR = re.compile(r"\bthe $", re.IGNORECASE)
_YEAR_OF_WAR = re.compile(
    r" (?:\w+ )?(?:war|conflict|ceasefire|truce|offensive|invasion|coup|uprising|siege|election|agreement|revolution|campaign)s?\b"
)
_COUNTED = re.compile(r" (?:people|personnel|(?!was\b|has\b|is\b|as\b)[a-z]+(?:-[a-z]+)? ?[a-z]*s)\b")
_MONTH = re.compile(rf"\b(?:{_TIME_CUE}|last|this|next|for|to|and|on)\s(?:the )?$", re.IGNORECASE)
_CUES = {
    "day": r"(?:during|over|throughout|through|course of|rest of|for) the $",
    "night": r"(?:during|over|throughout|through|in|for|into|at) the $",
    "week": r"(?:during|over|throughout|through|in|(?:course|end) of|earlier in|later in) the $"
    r"|\b(?:for|in|within|than|after|lasted|every) an? $",
    "weekend": r"\b(?:the|at|over|this|on) $",
    "part": r"\b(?:in|during|by|since|until|till|before|through|throughout|of|over|into|from) (?:the )?$",
    "clock": r"\b(?:at|before|after|by|until|till|since|from|around|about|towards|toward) $",
    "season": r"\b(?:since|in|during|until|till|by|over|through|throughout|before|after|of|this) (?:the )?$",
}
_CUE = {name: re.compile(cue, re.IGNORECASE) for name, cue in _CUES.items()}
_CUE_OF = {"day": "day", "night": "night", "nights": "night", "week": "week", "month": "week", "year": "week", "weekend": "weekend"}
_CUE_OF |= dict.fromkeys(("noon", "midday", "midnight", "dawn", "dusk", "daybreak", "nightfall", "sunrise", "sunset", "lunchtime"), "clock")
_CUE_OF |= dict.fromkeys(("spring", "summer", "autumn", "winter"), "season")
_CLOCK = re.compile(r"\b(?:as of|at|by|from|until|till|since|around|before|after) $", re.IGNORECASE)
_MEASURED = re.compile(r" ?(?:%|per|km|m\b|kilomet|met|mil|thousand|million|billion|dollars|tons|tonnes|points?)", re.IGNORECASE)
_WITH_DATE = re.compile(r" (?:on|of)\b")
_ARTICLE = re.compile(r"\b[Aa]n? $")
_IDIOM = re.compile(
    r"(?:last|next) minutes?|day after(?= day)|(?:day|night|week|month|year) after(?= (?:day|night|week|month|year)\b)", re.IGNORECASE
)
_RATE = re.compile(r"\b(?:a|an|per|every|each) $", re.IGNORECASE)
_AGE = re.compile(r"\b(?:aged?|age of) $", re.IGNORECASE)

_OPENS_ENTRY = re.compile(r"(?:^|\n)[^\w\n]*$")
_ENTRY = re.compile(r" ?(?:[–—|:]|- )")
_NOTHING = re.compile(r"(?!)")
_NEEDS = {"dotted_time": (_CLOCK, _MEASURED), "month": (_MONTH, _NOTHING), "year_of": (_ARTICLE, _NOTHING)}
"""What must stand before a form, and what must not follow it."""


def holds(form: str, plain: str, start: int, end: int) -> bool:
    """Whether a form (by its name in `date_forms`) that was matched there is a date in its context."""
    before = plain[max(0, start - _LEFT) : start]
    if form in {"year", "years"}:
        return _is_year(before, plain, end)
    if form == "month" and _OPENS_ENTRY.search(before) and _ENTRY.match(plain, end):
        return True
    if form in _NEEDS:
        cue, excluded = _NEEDS[form]
        return cue.search(before) is not None and excluded.match(plain, end) is None
    if form == "cued":
        words = plain[start:end].lower()
        return _CUE[_CUE_OF.get(words, "part")].search(before) is not None and not (words == "day" and _WITH_DATE.match(plain, end))
    if form in {"duration", "ago"}:
        return not _AGE.search(before)
    return not _IDIOM.match(plain, start, end + 8)


def _is_year(before: str, plain: str, end: int) -> bool:
    if _COUNTED.match(plain, end):
        return False
    return _YEAR.search(before) is not None or (_THE_YEAR.search(before) is not None and _YEAR_OF_WAR.match(plain, end) is not None)
