"""By keyboard alone, and at 400 per cent: the pages that matter most."""

import pytest
from playwright.sync_api import expect

from .given import given_a_visit, given_the_child
from .screens import DESK, ZOOMED

FOCUSED = """() => {
  const one = document.activeElement;
  const label = one.id ? document.querySelector(`label[for="${one.id}"]`) : null;
  const marks = (element, part) => {
    const style = getComputedStyle(element, part);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return outlined || style.boxShadow !== "none";
  };
  const shown = [one, label, one.parentElement].filter(Boolean);
  const visible = shown.some((element) => [null, "::before", "::after"].some((part) => marks(element, part)));
  const box = (parseFloat(getComputedStyle(one).opacity) ? one : label || one).getBoundingClientRect();
  const spots = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [x, y]));
  const clear = spots.some(([x, y]) => {
    const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return top && (top === one || one.contains(top) || top.contains(one) || (label && label.contains(top)));
  });
  const words = one.innerText || one.getAttribute("aria-label") || one.tagName;
  const name = one.tagName === "BUTTON" ? words : one.name || words;
  return { name: name.trim().slice(0, 60), visible, clear };
}"""
MOST = 250


def test_a_visit_is_written_up_by_keyboard_alone(town, arrive):
    visit = given_a_visit(town, "Zofia Nowak", days_ago=4)
    sofia = arrive(DESK).sign_in("Portage worker")
    sofia.open(visit + "write-up/")
    first = press_tab(sofia)
    assert first["name"] == "Skip to main content"
    assert first["visible"]
    sofia.page.keyboard.press("Enter")
    names = go_through(sofia, until="Sign and finish")
    for name in ("play", "saw", "reached", "lend", "what", "next_at", "note", "Later"):
        assert name in names, f"{name} is not reached by Tab: {names}"

    sofia.field("Playing together").focus()
    sofia.page.keyboard.type("By keyboard alone.")
    while press_tab(sofia)["name"] != "Sign and finish":
        pass
    sofia.page.keyboard.press("Enter")
    sofia.sees("Signed. The family can read it now.")


def press_tab(visitor):
    visitor.page.keyboard.press("Tab")
    return visitor.page.evaluate(FOCUSED)


def go_through(visitor, *, until):
    """Press Tab up to a button; each stop shows that it has the focus and is not hidden behind a bar."""
    names = []
    for _ in range(MOST):
        stop = press_tab(visitor)
        names.append(stop["name"])
        assert stop["visible"], f"{stop['name']} does not show that it has the focus"
        assert stop["clear"], f"{stop['name']} has the focus behind something else"
        if stop["name"] == until:
            return names
    raise AssertionError(f"{until} is not reached by Tab: {names}")


@pytest.mark.parametrize("page", ["my day", "write-up", "child", "family home"])
def test_at_four_hundred_per_cent_nothing_is_cut_off(town, arrive, page):
    visitor = arrive(ZOOMED).sign_in("Parent" if page == "family home" else "Portage worker")
    path = {
        "my day": lambda: "/my-day/",
        "write-up": lambda: given_a_visit(town, "Zofia Nowak", days_ago=5) + "write-up/",
        "child": lambda: given_the_child(town, "Aisha Khan"),
        "family home": lambda: "/family/",
    }[page]()
    visitor.open(path)
    visitor.look()
    heading = visitor.page.get_by_role("heading", level=1).first
    expect(heading).to_be_visible()
    used = visitor.page.evaluate(HEIGHT_OF_BARS)
    assert used < ZOOMED["height"] / 2, f"bars that stay take {used} of {ZOOMED['height']} px"


HEIGHT_OF_BARS = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const style = getComputedStyle(one);
  return ["fixed", "sticky"].includes(style.position) && style.visibility !== "hidden"
    && !one.closest("dialog:not([open])");
}).map((one) => one.getBoundingClientRect())
  .filter((box) => box.height && box.width > 160 && box.top < innerHeight && box.bottom > 0 && box.top >= 0)
  .reduce((sum, box) => sum + box.height, 0)
"""
