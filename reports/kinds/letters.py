"""Letters about a decision: to the family in warm plain words, to the referrer without what is private."""

from accounts.permissions import Permission

from ..papers import kind


@kind(
    "letter.accepted",
    title="Letter: a place with us",
    template="print/letter_accepted.html",
    permission=Permission.CHILD_VIEW,
    everywhere=Permission.REFERRAL_VIEW,
)
def accepted(referral, user, **options):
    """The family has a place."""
    return {"first_name": referral.child.first_name}
