"""What a browser calls itself, in words that its owner recognises."""

from django import template

register = template.Library()

BROWSERS = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
]
MACHINES = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
]


@register.filter
def browser(user_agent):
    """Say “Firefox on Windows” for the line that a browser sends."""
    name = next((word for sign, word in BROWSERS if sign in user_agent), "A browser")
    machine = next((word for sign, word in MACHINES if sign in user_agent), "")
    return f"{name} on {machine}" if machine else name
