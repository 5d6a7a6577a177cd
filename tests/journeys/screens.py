"""The screens on which the journeys are made."""

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
ZOOMED = {"width": 320, "height": 256}  # what is left of a screen of 1280 by 1024 at 400 per cent

SCREENS = {
    "a desk": {"size": DESK},
    "a phone": {"size": PHONE},
    "no scripts": {"size": PHONE, "scripts": False},
}
