"""Who may use what: children, caseloads, referrals and the waiting list."""

from ..rows import Row
from .rungs import ADDS, ASKS, EVERYBODY, KEYS, LOADS, PLACES, REVEALS, SEES_REFERRALS

ROWS: list[Row] = [
    Row("families:child_list", "the children one may see", may=EVERYBODY),
    Row("families:child_family", "family and team of a child", may=EVERYBODY, about="child"),
    Row(
        "families:address_reveal",
        "a protected address, once, with a reason",
        may=REVEALS,
        about="child",
        methods=ASKS,
    ),
    Row("families:home_note_add", "add what to know at the door", may=ADDS, about="child", methods=ASKS),
    Row("families:referral_again", "one more referral of a child", may=KEYS, about="child", methods=ASKS),
    Row(
        "families:referral_sibling",
        "refer a brother or sister of a child",
        may=KEYS,
        about="child",
        methods=ASKS,
    ),
    Row("families:episode_allocate", "give a child to a worker", may=PLACES, about="child", methods=ASKS),
    Row("families:caseload_list", "the workers of a team and their load", may=LOADS),
    Row("families:referral_list", "the queue of referrals", may=SEES_REFERRALS),
    Row("families:referral_find", "search before a referral is keyed", may=KEYS, methods=ASKS),
    Row("families:referral_add", "key a referral", may=KEYS, methods=ASKS),
    Row(
        "families:referral_detail",
        "one referral, and what is decided about it",
        may=SEES_REFERRALS,
        about="families.Referral",
        methods=ASKS,
    ),
    *(
        Row(
            f"families:referral_{verb}",
            why,
            may=SEES_REFERRALS,
            about="families.Referral",
            methods=ASKS,
        )
        for verb, why in (
            ("triage", "work out the score of a referral"),
            ("stage", "move a referral to another stage"),
            ("band", "choose another band than the score gives"),
            ("accept", "give a waiting child a place"),
        )
    ),
]
