"""Who may use what: what comes from outside, notifications from health, and the papers of a child."""

from accounts.roles import Scope

from ..rows import Door, Row, each
from .rungs import ASKS, KEYS, SEES_REFERRALS

POSTS = ("POST",)
OPENS_PAPERS = {
    "portage_worker": Scope.CASELOAD,
    "team_lead": Scope.TEAM,
    **each("administrator", "service_manager", "safeguarding_lead", on=Scope.ALL),
}
ADDS_PAPERS = {
    "portage_worker": Scope.CASELOAD,
    "team_lead": Scope.TEAM,
    **each("administrator", on=Scope.ALL),
}


def outside(name, why, methods=("GET",)):
    """A page of the public form: anybody may come, and is shown nothing of our records."""
    return Row(f"families:{name}", why, door=Door.PUBLIC, methods=methods)


ROWS: list[Row] = [
    outside("refer_start", "begin a referral, without an account", ASKS),
    outside("refer_step", "a page of the referral one is writing", ASKS),
    outside("refer_advice", "what to know before going on"),
    outside("refer_papers", "add papers to the referral one is writing", ASKS),
    outside("refer_paper_drop", "take a paper out of it", POSTS),
    outside("refer_review", "look at it once more, and send it", ASKS),
    outside("refer_sent", "the reference of what one has sent"),
    outside("refer_save", "have a link sent, to go on with it later", ASKS),
    outside("refer_saved", "that a link is on its way"),
    outside("refer_return", "have the link sent again", ASKS),
    outside("refer_open", "where a mailed link leads; pressing the button opens", ASKS),
    outside("refer_status", "how a referral stands, for who holds the link"),
    Row(
        "families:incoming_detail",
        "a referral from outside, and who it may be",
        may=SEES_REFERRALS,
        about="families.Incoming",
    ),
    Row(
        "families:incoming_settle",
        "say which child a referral from outside is about",
        may=KEYS,
        about="families.Incoming",
        methods=POSTS,
    ),
    Row(
        "families:incoming_take_in",
        "put a referral from outside on a record",
        may=KEYS,
        about="families.Incoming",
        methods=ASKS,
    ),
    Row(
        "families:incoming_refuse",
        "set a referral from outside aside",
        may=KEYS,
        about="families.Incoming",
        methods=ASKS,
    ),
    Row(
        "families:incoming_file_open",
        "a paper that came with a referral",
        may=SEES_REFERRALS,
        about="families.IncomingFile",
    ),
    Row("families:notification_list", "the log of notifications from health", may=KEYS),
    Row("families:notification_add", "log a notification from health", may=KEYS, methods=ASKS),
    Row(
        "families:notification_detail",
        "one notification from health",
        may=KEYS,
        about="families.HealthNotification",
    ),
    *(
        Row(
            f"families:notification_{verb}", why, may=KEYS, about="families.HealthNotification", methods=POSTS
        )
        for verb, why in (
            ("file", "keep a notification for information"),
            ("refer", "make a notification a referral"),
        )
    ),
    Row("families:document_list", "the papers of a child", may=OPENS_PAPERS, about="child"),
    Row("families:document_add", "add a paper of a child", may=ADDS_PAPERS, about="child", methods=ASKS),
    Row("families:document_open", "one paper of a child", may=OPENS_PAPERS, about="families.Document"),
]
