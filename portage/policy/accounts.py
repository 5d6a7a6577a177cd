"""Who may use what in accounts, allauth's doors included."""

from accounts.roles import ROLES, Scope

from .rows import STAFF, Door, Row, each

BOTH = ("GET", "POST")
EVERYBODY = each(*ROLES, on=Scope.NOTHING)
ALL_STAFF = each(*STAFF, on=Scope.NOTHING)


def door(name, why):
    """A row for a page before signing in."""
    return Row(name, why, door=Door.OUTSIDE, methods=BOTH)


def own(name, why, *, may=ALL_STAFF, methods=BOTH, about=""):
    """A row for a page about oneself, and no child."""
    return Row(name, why, may=may, methods=methods, about=about)


ROWS: list[Row] = [
    door("account_login", "staff sign in; families find their way to a code"),
    door("mfa_login_webauthn", "sign in by passkey alone"),
    door("mfa_authenticate", "the second step of signing in"),
    door("account_request_login_code", "a family asks for a code by e-mail"),
    door("account_confirm_login_code", "a family types the code"),
    Row("account_reset_password", "staff ask for a link to a new password", door=Door.PUBLIC, methods=BOTH),
    Row("account_reset_password_done", "says that a link may be on its way", door=Door.PUBLIC),
    Row("account_reset_password_from_key", "choose a new password by a link", door=Door.PUBLIC, methods=BOTH),
    Row("account_reset_password_from_key_done", "says that the password is set", door=Door.PUBLIC),
    Row("account_logout", "sign out; harmless for whoever is not signed in", door=Door.PUBLIC, methods=BOTH),
    Row("accounts:brand_css", "the service’s colours, on the sign-in page too", door=Door.PUBLIC),
    Row("accounts:logo", "the service’s logo, on the sign-in page too", door=Door.PUBLIC),
    own("account_reauthenticate", "show by password that it is still you"),
    own("mfa_reauthenticate", "show by a code that it is still you"),
    own("mfa_reauthenticate_webauthn", "show by passkey that it is still you"),
    own("account_change_password", "change one’s password"),
    own("mfa_index", "see one’s second steps, or begin with the first", methods=("GET",)),
    own("mfa_activate_totp", "set up an app as second step"),
    own("mfa_deactivate_totp", "remove the app"),
    own("mfa_view_recovery_codes", "see one’s recovery codes, once", methods=("GET",)),
    own("mfa_generate_recovery_codes", "make new recovery codes"),
    own("mfa_list_webauthn", "see one’s passkeys", methods=("GET",)),
    own("mfa_add_webauthn", "add a passkey"),
    own("mfa_edit_webauthn", "rename one’s passkey", about="mfa.Authenticator"),
    own("mfa_remove_webauthn", "remove one’s passkey", about="mfa.Authenticator"),
    own("usersessions_list", "see where one is signed in, and end it", may=EVERYBODY),
    own("accounts:me", "see and change one’s own name and telephone", may=EVERYBODY),
    own("accounts:draft_save", "keep what one types", may=EVERYBODY, methods=("POST",)),
    own("accounts:draft_discard", "forget what one typed", may=EVERYBODY, methods=("POST",)),
    own("accounts:session_keep", "stay signed in", may=EVERYBODY, methods=("POST",)),
    own("accounts:saved_filter_list", "see the views of lists that one has saved", methods=("GET",)),
    own("accounts:saved_filter_add", "save a view of a list"),
    own("accounts:saved_filter_open", "open a view", about="accounts.SavedFilter", methods=("GET",)),
    own("accounts:saved_filter_edit", "rename a view", about="accounts.SavedFilter"),
    own("accounts:saved_filter_delete", "delete a view", about="accounts.SavedFilter"),
    Row(
        "accounts:person_list",
        "see who works here and in which role",
        may=each("team_lead", "administrator", "service_manager", on=Scope.NOTHING),
    ),
    Row(
        "accounts:audit_list",
        "search who did what",
        may=each("auditor", on=Scope.NOTHING),
        methods=BOTH,
    ),
    Row(
        "accounts:job_list",
        "see work that failed",
        may=each("administrator", "service_manager", on=Scope.NOTHING),
    ),
    Row(
        "accounts:job_retry",
        "have work tried again",
        may=each("administrator", "service_manager", on=Scope.NOTHING),
        about="accounts.Job",
        methods=("POST",),
    ),
    Row(
        "accounts:service_edit",
        "change the service’s name, logo and colours",
        may=each("service_manager", on=Scope.NOTHING),
        methods=BOTH,
    ),
]
