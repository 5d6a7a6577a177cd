"""Each view names the permission that its row of the policy implies, or says that it is open."""

import pytest

from accounts.permissions import Permission
from accounts.roles import ROLES
from portage.policy import Door

from .test_matrix import PATTERNS, ROWS

GUARDED = [name for name, row in ROWS.items() if row.door is Door.ROLES and ":" in name]


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_view_names_a_permission_or_says_that_it_is_open(name):
    view = PATTERNS[name].callback
    row = ROWS[name]
    permission = getattr(getattr(view, "view_class", None), "permission", None)
    if row.door in (Door.PUBLIC, Door.OUTSIDE):
        assert not getattr(view, "login_required", True), f"{name} is open in the policy only"
    elif row.door is Door.ROLES and ":" in name:  # allauth’s own pages are held by the matrix alone
        assert permission in list(Permission), f"{name} has no guard"


@pytest.mark.parametrize("name", GUARDED)
def test_the_roles_of_a_row_are_those_that_hold_the_views_permission(name):
    permission = PATTERNS[name].callback.view_class.permission
    holders = {role for role, what in ROLES.items() if permission in what.permissions}
    assert set(ROWS[name].may) == holders
