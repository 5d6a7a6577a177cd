"""Places on a body, in plain words, for saying where something was seen. Each has a point on the drawing.

The list is what counts; the drawing (templates/families/_body.html) only shows it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """One place: its code, what it is called, the side, and its point on the drawing of that side."""

    code: str
    name: str
    side: str
    x: int
    y: int

    @property
    def in_words(self):
        """ "Left upper arm, back"."""
        return f"{self.name}, {self.side}"


# Left and right are the child's own. Seen from the front the child's left is on the right of the drawing.
_MIDDLE = {
    "front": [
        ("forehead", "Forehead", 18), ("nose", "Nose", 29), ("mouth", "Mouth", 36), ("chin", "Chin", 42),
        ("neck", "Neck", 50), ("chest", "Chest", 75), ("tummy", "Tummy", 105), ("nappy", "Nappy area", 130),
    ],
    "back": [
        ("head", "Back of the head", 24), ("neck", "Neck", 50), ("upper-back", "Upper back", 75),
        ("lower-back", "Lower back", 105), ("bottom", "Bottom", 128),
    ],
}  # fmt: skip
_PAIRED = {
    "front": [
        ("eye", "eye", 7, 25), ("cheek", "cheek", 10, 33), ("ear", "ear", 18, 28),
        ("shoulder", "shoulder", 25, 62), ("upper-arm", "upper arm", 33, 82), ("elbow", "elbow", 38, 98),
        ("lower-arm", "lower arm", 42, 113), ("hand", "hand", 47, 136), ("side", "side of the body", 20, 95),
        ("hip", "hip", 18, 124), ("thigh", "thigh", 12, 155), ("knee", "knee", 12, 178),
        ("shin", "lower leg", 12, 200), ("foot", "foot", 14, 226),
    ],
    "back": [
        ("ear", "ear", 18, 28), ("shoulder", "shoulder", 25, 62), ("upper-arm", "upper arm", 33, 82),
        ("elbow", "elbow", 38, 98), ("lower-arm", "lower arm", 42, 113), ("hand", "hand", 47, 136),
        ("thigh", "thigh", 12, 155), ("knee", "back of the knee", 12, 178), ("calf", "calf", 12, 200),
        ("foot", "foot", 14, 226),
    ],
}  # fmt: skip
CENTRE = 60
SIDES = ("front", "back")


def _places():
    for side in SIDES:
        for code, name, y in _MIDDLE[side]:
            yield Place(f"{side}-{code}", name, side, CENTRE, y)
        for code, name, off, y in _PAIRED[side]:
            for hand in ("left", "right"):
                to_the_right = (hand == "left") == (side == "front")
                x = CENTRE + off if to_the_right else CENTRE - off
                yield Place(f"{side}-{hand}-{code}", f"{hand.capitalize()} {name}", side, x, y)


PLACES = {place.code: place for place in _places()}


def choices():
    """The places for a list to choose from, front and back apart."""
    sides = {side: [one for one in PLACES.values() if one.side == side] for side in SIDES}
    groups = [
        (f"{side.capitalize()} of the body", [(one.code, one.in_words) for one in places])
        for side, places in sides.items()
    ]
    return [("", "Choose a place"), *groups]


def place(code):
    """The place of a code; one that the list no longer has is shown by its code."""
    return PLACES.get(code) or Place(code, code.replace("-", " "), "", CENTRE, 0)
