"""The main menu: which doors a person sees, in which order. Permissions decide, never role names."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from accounts.permissions import Permission

IN_THE_BAR = 4  # how many fit under a thumb; the others wait behind “More”
ON_A_DESK = 7


@dataclass(frozen=True)
class Item:
    """A door of the main menu."""

    label: str
    url_name: str
    icon: str
    permission: Permission


@dataclass(frozen=True)
class Link:
    """A door that this person sees now."""

    label: str
    url: str
    icon: str
    current: bool


# My day first for whoever visits, the team first for whoever leads; the rest by how often it is opened.
STAFF = [
    Item("My day", "portage:my_day", "route", Permission.DAY_VIEW),
    Item("Team", "portage:team_home", "house", Permission.TEAM_VIEW),
    Item("Families", "families:child_list", "users", Permission.CHILD_VIEW),
    Item("Referrals", "families:referral_list", "inbox", Permission.REFERRAL_VIEW),
    Item("Diary", "visits:diary_week", "calendar-days", Permission.DIARY_VIEW),
    Item("Waiting list", "families:waiting_list", "hourglass", Permission.REFERRAL_VIEW),
    Item("Reports", "reports:report_queue", "file-text", Permission.REPORT_VIEW),
    Item("Toys", "equipment:equipment_list", "toy-brick", Permission.EQUIPMENT_VIEW),
    Item("Concerns", "families:concern_list", "shield-alert", Permission.CONCERN_RAISE),
    Item("Who did what", "accounts:audit_list", "eye", Permission.AUDIT_VIEW),
    Item("People", "accounts:person_list", "users-round", Permission.PERSON_VIEW),
    Item("Work that failed", "accounts:job_list", "rotate-ccw", Permission.JOB_MANAGE),
    Item("Our service", "accounts:service_edit", "settings", Permission.SERVICE_EDIT),
]
# Pages that have no door of their own lie behind one of these; the first door that claims a page has it.
SECTIONS = {
    "portage:team_home": ("portage:team_",),
    "families:child_list": (
        "portage:child_",
        "families:child_",
        "families:episode_",
        "families:caseload_",
        "families:reallocation_",
        "families:hand_over_",
        "reports:brief_",
        "families:address_",
        "families:professional_",
        "families:home_note_",
        "families:cover_",
        "families:chronology_",
        "families:access_",
        "families:record_open",
        "families:document_",
        "assessments:",
        "equipment:loan_",
        "visits:visit_",
        "reports:report_list",
    ),
    "families:referral_list": (
        "families:referral_",
        "families:incoming_",
        "families:notification_",
    ),
    "equipment:equipment_list": ("equipment:",),
    "reports:report_queue": ("reports:",),
}
FAMILY = [Item("Home", "portal:home", "house", Permission.PORTAL_USE)]


@dataclass(frozen=True)
class Navigation:
    """The main menu of one person on one page."""

    links: list[Link]

    @property
    def bar(self):
        """What stays in sight on a phone too."""
        return self.links[:IN_THE_BAR]

    @property
    def desk(self):
        """What is in sight on a wide screen and behind “More” on a phone."""
        return self.links[IN_THE_BAR:ON_A_DESK]

    @property
    def more(self):
        """What is behind “More” everywhere."""
        return self.links[ON_A_DESK:]


def navigation_for(request):
    """The menu of the person who asks; a visitor at the door has none."""
    user = request.user
    if not user.is_authenticated:
        return Navigation([])
    items = [item for item in (FAMILY if user.is_family else STAFF) if user.may(item.permission)]
    here = view_name(request)
    behind = next((item for item in items if belongs(here, item.url_name)), None)
    links = [link(item, current=item is behind) for item in items]
    return Navigation([found for found in links if found])


def view_name(request):
    """The name of the page we are on, as in `visits:diary_week`; empty on an error page."""
    return request.resolver_match.view_name if request.resolver_match else ""


def link(item, *, current):
    """The door with its address; none where a room is not installed."""
    try:
        url = reverse(item.url_name)
    except NoReverseMatch:
        return None
    return Link(item.label, url, item.icon, current)


def belongs(here, url_name):
    """Whether the page we are on lies behind this door."""
    return here == url_name or here.startswith(SECTIONS.get(url_name, (url_name,)))
