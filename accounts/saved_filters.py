"""Views of lists that people save for themselves: which lists there are, and what a saved view still means.

A room says in its AppConfig.ready() which of its lists can be saved and how the filters of an address are
checked; the foundation knows no list itself.
"""

from dataclasses import dataclass

PAGES = {}


@dataclass(frozen=True)
class Page:
    """A list whose views can be saved."""

    name: str  # of its address, as in families:waiting_list
    title: str
    permission: str
    clean: object  # function(user, params) -> what of these filters means something today, as an address


def add_page(name, *, title, permission, clean):
    """Let views of a list be saved; a room calls this in ready()."""
    PAGES[name] = Page(name, title, permission, clean)


def page_for(user, name):
    """The list of this name, if there is one and this person may see it; else None."""
    page = PAGES.get(name)
    return page if page and user.may(page.permission) else None


def pages_for(user):
    """The names of the lists that this person may see."""
    return [name for name, page in PAGES.items() if user.may(page.permission)]
