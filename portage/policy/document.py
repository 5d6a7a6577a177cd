"""The policy as a page for people: docs/access.md is written from the same rows that are enforced."""

from accounts.roles import ROLES

from . import all_rows
from .rows import Door

HEAD = """# Who may reach what

Written by `manage.py write_access` from `portage/policy/` and `accounts/roles.py`; a test holds it to them.
What is out of sight answers “not found”, what is not allowed answers “not allowed”, and both leave a line in
the trail.

## Roles
"""


def as_markdown():
    """The whole policy in Markdown."""
    lines = [HEAD]
    for role in ROLES.values():
        lines.append(f"- **{role.label}**: {role.description} Reaches {role.scope}.")
    lines += ["", "## Addresses", "", "| address | what for | who | methods |", "|---|---|---|---|"]
    lines += [line_for(row) for name, row in sorted(all_rows().items()) if not name.startswith("dev:")]
    return "\n".join(lines) + "\n"


def line_for(row):
    who = row.door if row.door is not Door.ROLES else "; ".join(who_may(row))
    return f"| `{row.name}` | {row.why} | {who} | {', '.join(row.methods)} |"


def who_may(row):
    for role, scope in row.may.items():
        yield f"{ROLES[role].label} ({scope})"
