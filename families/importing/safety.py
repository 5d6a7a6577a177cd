"""Notes that say who must not know where a child lives.

Pure. Such a note is never decided on silently: it protects the address until a person has looked at it. It is
read generously: a note too many costs a look, a note too few may cost a family its safety.
"""

import re

_PATTERNS = [
    r"\b(?:not|never|no|n[o']t|mustn'?t|cannot|can'?t|don'?t|without)\b[^.;]{0,40}\b(?:address|whereabouts|"
    r"location|where (?:they|she|he|we|mum|dad|child|family) live)",
    r"\baddress\b[^.;]{0,30}\b(?:withheld|confidential|protected|secret|private|not (?:to )?be|hidden|"
    r"do not|don'?t|unknown to)\b",
    r"\b(?:safe|confidential|protected|undisclosed|secret) (?:address|house|location|accommodation)\b",
    r"\brefuge\b|\bmarac\b|\bidva\b|\bnon[- ]?mol(?:estation)?\b|\brestraining order\b|\binjunction\b",
    r"\bprohibited steps\b|\bdomestic (?:abuse|violence)\b|\bd\.?v\.?\b|\bstalk",
    r"\bno contact (?:with|from|by|order|allowed)\b|\bmust not (?:contact|see|collect|know)\b",
    r"\b(?:do not|don'?t|never) (?:disclose|share|give out|tell|send)\b",
]
HINT = re.compile("|".join(_PATTERNS), re.IGNORECASE)
_WHO = {
    "PAF": r"\b(?:dad|father|daddy|bio(?:logical)? dad)\b",
    "PAM": r"\b(?:mum|mother|mummy|mam|bio(?:logical)? mum)\b",
    "STP": r"\bstep-?(?:dad|mum|father|mother|parent)\b",
    "GRP": r"\b(?:gran|grandma|nan|granddad|grandad|grandparents?|grandmother|grandfather)\b",
}


def hint_in(text: str) -> str:
    """The text, if it speaks of somebody who must not know the address; else empty."""
    return text.strip() if HINT.search(text.replace("’", "'")) else ""


def who_is_meant(text: str) -> list[str]:
    """The relationships that such a note names."""
    return [code for code, pattern in _WHO.items() if re.search(pattern, text, re.IGNORECASE)]
