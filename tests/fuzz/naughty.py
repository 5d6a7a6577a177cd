"""What people and attackers type: text that has broken other systems."""

MARKUP = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "<svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% debug %}",
    "${7*7}#{7*7}<%= 7*7 %>",
    "${jndi:ldap://127.0.0.1/x}",
    "' OR 1=1 --",
    "'; DROP TABLE families_child; --",
    "../../../../etc/passwd",
    "%00%0d%0aSet-Cookie: x=1",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "+1+1",
    "-1+1",
]
LETTERS = [
    "O’Brien-Ñuñez, Åsa & Łukasz",
    "مرحبا بالعالم",
    "שלום",
    "ਸਤ ਸ੍ਰੀ ਅਕਾਲ",
    "田中さんにあげて下さい",
    "👩‍👧‍👦🧸🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
    "\u202etfel ot thgir\u202c",
    "zero\u200bwidth\ufeffjoiner",
    "tab\tinside and \u00a0 spaces",
    "x" * 5000,
]
BYTES = [  # as they arrive on the wire, percent-encoded
    "%00",
    "before%00after",
    "%ED%A0%80",
    "%FF%FE%FD",
    "%C0%AF",
    "%F4%90%80%80",
]
NUMBERS = ["-1", "0", "99999999999999999999", "1e309", "NaN", "0x10", "1.5", "٣", " 7 ", "-0", "2147483648"]
DATES = [
    "0001-01-01",
    "9999-12-31",
    "1/1/0001",
    "31/12/9999",
    "30/2/2026",
    "2026-13-45",
    "29/2/2027",
    "2027-03-28T01:30",
    "yesterday",
    "0/0/0",
]
REFS = ["0", "-1", "none", "a" * 300, "%00", "..%2f..%2fetc", "%F0%9F%A7%B8", "'", "2" * 26]
EVERYTHING = MARKUP + LETTERS + NUMBERS + DATES
