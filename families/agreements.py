"""The words of an agreement, made from the service's own template: pure."""

HOW_OFTEN = {
    "weekly": "every week",
    "fortnightly": "every two weeks",
    "monthly": "every month",
    "group": "in our group",
}


def terms_from(template, *, child, worker, frequency):
    """The parts of a new agreement, with names filled in; who comes stays open where nobody does yet."""
    words = {
        "{child}": child,
        "{worker}": worker or "Your Portage worker",
        "{frequency}": HOW_OFTEN[frequency],
    }
    return [{**part, "text": fill(part["text"], words)} for part in template]


def fill(text, words):
    """Put words in for their places; what a service wrote in braces of its own stays as it is."""
    for place, word in words.items():
        text = text.replace(place, word)
    return text


def changes(before, after):
    """The titles of the parts that differ between two versions, a new or dropped part included."""
    old = {part["code"]: part for part in before}
    new = {part["code"]: part for part in after}
    different = [part["title"] for code, part in new.items() if old.get(code, {}).get("text") != part["text"]]
    return different + [part["title"] for code, part in old.items() if code not in new]
