"""The page on which a visit is written up, as hands use it."""

import re

from playwright.sync_api import expect

PLAY = "We rolled the red ball along the hall, and it came back every time."
SAW = "Looked up and laughed when the ball stopped."
NOTE = "Grandmother cried in the kitchen; she asked me to tell nobody."
ACTIVITY = "roll the ball to the cushion before tea, three times"
FILLED = {
    "Playing together": PLAY,
    "What I saw": SAW,
    "In the family’s words": "He waits for the ball now!",
    "News, worries, what would help": "A new cousin was born.",
    "How": "Sit on the floor, legs apart.",
    "How often": "3 times a day",
    "Note about a concern": NOTE,
}


def write_it_all(visitor, child, next_at):
    """Fill in a bit of every part; returns what was ticked, reached and lent, by the words on the page."""
    first = child.split()[0]
    visitor.choose("How did it go?", "With help")
    visitor.choose("Who was there?", first)
    visitor.write("Anyone else?", "Grandma")
    for label, text in FILLED.items():
        visitor.write(label, text)
    ticked = tick_a_line(visitor, "Can do")
    reached = reach_a_step(visitor)
    lent = lend_a_toy(visitor)
    visitor.write(f"{first} will…", ACTIVITY)
    visitor.choose("When", "Tea time")
    visitor.write("Next visit", next_at)
    return ticked, reached, lent


def tick_a_line(visitor, state):
    not_there_yet = re.compile("Not seen so far|Nearly on|Not yet on")
    line = visitor.page.locator(".app-items__item").filter(has_text=not_there_yet).first
    visitor.tick(state, within=line)
    return line.locator(".app-strong").inner_text()


def reach_a_step(visitor):
    label = visitor.page.locator("label").filter(has_text="Reached today:").first
    words = label.inner_text().replace("Reached today: ", "").strip()
    visitor.tick(f"Reached today: {words}")
    return words


def lend_a_toy(visitor):
    toys = visitor.field("Lend a toy")
    toy = toys.locator("option").nth(1)
    toys.select_option(value=toy.get_attribute("value"))
    return re.split(r",", toy.inner_text())[0]


def expect_it_all(visitor, child):
    """Everything that was typed is on the page."""
    first = child.split()[0]
    for label, text in FILLED.items():
        expect(visitor.field(label)).to_have_value(text)
    expect(visitor.field(f"{first} will…")).to_have_value(ACTIVITY)
    expect(visitor.field("Anyone else?")).to_have_value("Grandma")
    assert visitor.field("Lend a toy").input_value(), "the toy is still chosen"
    checked = visitor.page.locator("input:checked").evaluate_all("boxes => boxes.map(box => box.name)")
    for name in ("went", "present", "when", "reached"):
        assert name in checked, f"{name} is still chosen"
    assert any(name.startswith("tick_") for name in checked), "the tick is still there"


def wait_until_saved(visitor):
    """Wait until the page says that what was typed is kept."""
    visitor.field("Playing together").focus()
    expect(visitor.page.get_by_text(re.compile(r"^\s*Saved \d\d:\d\d")).first).to_be_visible()
    visitor.page.wait_for_function("() => !document.querySelector('.app-saved--busy')")
