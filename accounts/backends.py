"""Who may come in with a password: active staff. Everyone else is answered alike, after the same work."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.hashers import check_password


class StaffPassword(AuthenticationBackend):
    """Passwords are for staff. Families sign in by code, and an account that is closed opens to nobody."""

    def _check_password(self, user, password):
        if user is None:
            return None
        self._did_check_password = True
        known = user.is_active and user.is_staff_member and user.has_usable_password()
        if known and user.check_password(password):
            return user
        if not known:
            self.work_as_long(password)
        return None

    def _mitigate_timing_attack(self, password):
        self.work_as_long(password)

    def work_as_long(self, password):
        """Check the password against one that nobody has: the same work as for somebody who is here."""
        check_password(password, _nobodys_password())


def _nobodys_password():
    """A password hash that fits nothing, made once by each process with the hasher in use."""
    from django.contrib.auth.hashers import get_hasher, make_password

    name = get_hasher().algorithm
    if name not in _MADE:
        _MADE[name] = make_password("nobody has this password: it is only compared with")
    return _MADE[name]


_MADE = {}
