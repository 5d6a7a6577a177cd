"""Who may keep aspirations, outcomes, strategies and plan reviews."""

from ..rows import READS_CHILD, WRITES_CHILD, Row

BOTH = ("GET", "POST")


def adds(name, why):
    """A form about a child's plan, for whoever writes in its record."""
    return Row(f"assessments:{name}", why, may=WRITES_CHILD, about="child", methods=BOTH)


def changes(name, why, about):
    """A form about one thing of a child's plan."""
    return Row(f"assessments:{name}", why, may=WRITES_CHILD, about=f"assessments.{about}", methods=BOTH)


ROWS = [
    Row("assessments:plan_detail", "see a child’s plan, from hope to play", may=READS_CHILD, about="child"),
    adds("aspiration_add", "write down what a family hopes for"),
    changes("aspiration_edit", "put a hope in other words", "Aspiration"),
    changes("aspiration_end", "say that a hope is no more", "Aspiration"),
    adds("outcome_add", "write down an outcome of an EHC plan"),
    changes("outcome_edit", "put an outcome right", "Outcome"),
    changes("outcome_end", "say that an outcome is no longer in the plan", "Outcome"),
    adds("strategy_add", "write down what somebody advised"),
    changes("strategy_review", "say whether an advice still holds", "Strategy"),
    Row("assessments:review_list", "see the reviews of a child’s goals", may=READS_CHILD, about="child"),
    adds("review_plan", "plan or move the next review"),
    Row("assessments:review_detail", "read a review", may=READS_CHILD, about="assessments.PlanReview"),
    changes("review_hold", "write down a review that was held", "PlanReview"),
    changes("review_edit", "put the words of a review right", "PlanReview"),
]
