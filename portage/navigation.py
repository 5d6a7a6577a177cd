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
    Item("Concerns", "families:concern_list", "shield", Permission.CONCERN_DECIDE),
    Item("Families", "families:child_list", "users", Permission.CHILD_VIEW),
    Item("Caseloads", "families:caseload_list", "scale", Permission.CASELOAD_VIEW),
    Item("Referrals", "families:referral_list", "inbox", Permission.REFERRAL_VIEW),
    Item("Waiting list", "families:waiting_list", "hourglass", Permission.REFERRAL_VIEW),
    Item("Diary", "visits:diary_week", "calendar-days", Permission.DIARY_VIEW),
    Item("Reports", "reports:report_queue", "file-text", Permission.REPORT_VIEW),
    Item("Toys", "equipment:equipment_list", "toy-brick", Permission.EQUIPMENT_VIEW),
    Item("Concerns", "families:concern_list", "shield-alert", Permission.CONCERN_RAISE),
    Item("Panels", "families:panel_list", "users-round", Permission.PANEL_VIEW),
    Item("Local services", "families:local_service_list", "map-pin", Permission.DIRECTORY_VIEW),
    Item("Profiles", "assessments:team_profiles", "palette", Permission.ASSESSMENT_VIEW),
    Item("Checklists", "assessments:framework_list", "palette", Permission.FRAMEWORK_VIEW),
    Item("Bring in a workbook", "families:import_list", "upload", Permission.IMPORT_RUN),
    Item("Our rules", "families:rules_detail", "list-checks", Permission.RULES_EDIT),
    Item("Who did what", "accounts:audit_list", "eye", Permission.AUDIT_VIEW),
    Item("People", "accounts:person_list", "id-card", Permission.PERSON_VIEW),
    Item("Work that failed", "accounts:job_list", "rotate-ccw", Permission.JOB_MANAGE),
    Item("Our service", "accounts:service_edit", "settings", Permission.SERVICE_EDIT),
]
# Pages that have no door of their own lie behind one of these; the first door that claims a page has it.
SECTIONS = {
    "portage:team_home": ("portage:team_",),
    "families:concern_list": ("families:concern_",),
    "families:caseload_list": (
        "families:caseload_",
        "families:reallocation_",
        "families:hand_over_",
        "families:cover_",
        "reports:brief_",
    ),
    "families:rules_detail": ("families:rules_",),
    "families:referral_list": (
        "families:referral_",
        "families:rules_",  # for whoever reads them and has no door to them
        "families:incoming_",
        "families:notification_",
        "families:evidence_",
        "reports:letter_",
    ),
    "families:waiting_list": ("families:waiting_", "reports:waiting_"),
    "assessments:team_profiles": ("assessments:team_",),
    "families:panel_list": ("families:panel_", "reports:panel_"),
    "families:local_service_list": (
        "families:local_service_",
        "families:directory_",
        "families:outward_overdue",
    ),
    "assessments:framework_list": (
        "assessments:framework_",
        "assessments:upload_",
        "assessments:area_",
        "assessments:strand_",
        "assessments:band_",
        "assessments:item_add",
        "assessments:item_edit",
        "assessments:item_remove",
        "assessments:item_first",
        "assessments:scale_list",
        "assessments:scale_detail",
        "assessments:scale_add",
        "assessments:scale_edit",
    ),
    "families:import_list": ("families:import_",),
    "equipment:equipment_list": ("equipment:equipment_",),
    "reports:report_queue": ("reports:report_queue", "reports:report_detail", "reports:paper_"),
    # what is left of families is about one child
    "families:child_list": (
        "portage:child_",
        "families:",
        "assessments:",
        "equipment:loan_",
        "visits:visit_",
        "reports:report_",
        "reports:profile_",
    ),
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
    items = list({item.url_name: item for item in items}.values())  # each door once
    here = view_name(request)
    behind = section_of(here, items)
    links = [link(item, current=item is behind) for item in items]
    return Navigation([found for found in links if found])


def section_of(here, items):
    """The door behind which a page lies: its own, or that of its section; the child's record comes last."""
    doors = {item.url_name: item for item in reversed(items)}
    names = [here, *(name for name in SECTIONS if belongs(here, name))]
    return next((doors[name] for name in names if name in doors), None)


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
