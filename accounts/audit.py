"""The trail: one explicit line in the same transaction as what it records.

An action says ``audit.record("visit.signed", by=user, target=visit)``. Nothing is recorded by magic,
so nothing is forgotten by a bulk update, and a failed line undoes what it would have recorded.
"""

from dataclasses import dataclass

from .logs import request_id
from .models import AuditEvent


class Clock:
    """Who acts when nobody asked: the clock."""

    pk = None
    name = "The clock"
    role_labels = ""
    is_anonymous = False


class Outside:
    """Who acts when somebody without an account sends us something, as a referral from outside."""

    pk = None
    name = "Somebody outside"
    role_labels = ""
    is_anonymous = False


CLOCK = Clock()
OUTSIDE = Outside()
SOMEBODY = "Somebody at the door"


def record(what, *, by, target=None, child=None, before=None, after=None, reason="", restricted=False):
    """Write one line about a change.

    Arguments: ``what`` is noun.past; ``by`` is a user, CLOCK or OUTSIDE; ``child`` is taken from the target
    where it has one; ``before`` and ``after`` hold only the fields that changed; ``reason`` is in the
    person's words; ``restricted`` is for what few may know of: the auditor is not shown such a line.
    Raises ValueError if nobody did it.
    """
    changed = {"before": before, "after": after, "reason": reason, "is_restricted": restricted}
    return _write(AuditEvent.Kind.DONE, what, by, target, child, **changed)


@dataclass(frozen=True)
class Line:
    """One of many lines about changes that are written together; the arguments are those of ``record``."""

    what: str
    target: object
    child: object = None
    before: dict | None = None
    after: dict | None = None
    reason: str = ""


def record_many(lines, *, by):
    """Write many lines about changes in one query: what a bulk update did is recorded child by child."""
    done = [
        _line(
            AuditEvent.Kind.DONE, one.what, by, one.target, one.child,
            before=one.before, after=one.after, reason=one.reason,
        )
        for one in lines
    ]  # fmt: skip
    return AuditEvent.objects.bulk_create(done) if done else []


def seen(what, *, by, target=None, child=None, reason="", restricted=False):
    """Write one line about a look at a child's record."""
    return _write(AuditEvent.Kind.SEEN, what, by, target, child, reason=reason, is_restricted=restricted)


def refused(what, *, by, path, child_ref=""):
    """Write one line about something that was asked for and not given."""
    return AuditEvent.objects.create(
        kind=AuditEvent.Kind.REFUSED,
        what=what,
        target_name=_clean(path)[:200],
        child_ref=child_ref[:26],
        **_who(by),
    )


def knocked(what, *, account=None, mark=""):
    """Write one line about somebody at the door who was not let in: on which account, if there is one."""
    return AuditEvent.objects.create(
        kind=AuditEvent.Kind.REFUSED,
        what=what,
        by_name=SOMEBODY,
        target_type="accounts.User" if account is not None else "",
        target_pk=str(account.pk) if account is not None else "",
        target_name=account.name if account is not None else mark[:200],
        request_id=request_id.get(),
    )


def _write(kind, what, by, target, child, **rest):
    line = _line(kind, what, by, target, child, **rest)
    line.save(force_insert=True)
    return line


def _line(kind, what, by, target, child, **rest):
    child = child or _child_of(target)
    return AuditEvent(
        kind=kind,
        what=what,
        target_type=target._meta.label if target is not None else "",
        target_pk=str(target.pk) if target is not None else "",
        target_name=str(target)[:200] if target is not None else "",
        child_ref=child.ref if child is not None else "",
        **_who(by),
        **rest,
    )


def _who(by):
    if by is None or by.is_anonymous:
        raise ValueError("A line of the trail says who.")
    return {
        "by_pk": by.pk,
        "by_name": by.name,
        "by_roles": by.role_labels,
        "request_id": request_id.get(),
    }


def _child_of(target):
    if target is None:
        return None
    if target._meta.label == "families.Child":
        return target
    return getattr(target, "child", None)


def _clean(text):
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
