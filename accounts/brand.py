"""A service's own colours: whether they can be read, and the stylesheet that puts them on."""

DEFAULT = {"colour_brand": "#0f5c6e", "colour_line": "#f6b93b", "colour_tint": "#e8f3f3"}
INK = "#1c2433"
WHITE = "#ffffff"
READABLE = 4.5  # WCAG 2.2 AA for text


def channels(colour):
    """The red, green and blue of ``#rrggbb``, from 0 to 255."""
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def luminance(colour):
    """How bright a colour is to the eye, from 0 to 1 (WCAG)."""
    shares = [value / 255 for value in channels(colour)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """How well one colour stands out from another, from 1 to 21 (WCAG)."""
    bright, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def darker(colour, share=0.6):
    """The same colour with less light, for what is pressed or pointed at."""
    return "#" + "".join(f"{round(value * share):02x}" for value in channels(colour))


def complaints(colours):
    """Say in plain words, by field, which colours could not be read."""
    found = {}
    if contrast(colours["colour_brand"], WHITE) < READABLE:
        found["colour_brand"] = "White words on this colour are hard to read. Please choose a darker one."
    if contrast(colours["colour_tint"], INK) < 7:
        found["colour_tint"] = "Dark words on this background are hard to read. Please choose a lighter one."
    if contrast(colours["colour_line"], colours["colour_brand"]) < 1.5:
        found["colour_line"] = "The line can hardly be told from the main colour. Please choose another."
    return found


def stylesheet(service):
    """The custom properties that differ from ours."""
    if all(getattr(service, name) == colour for name, colour in DEFAULT.items()):
        return "/* our own colours */\n"
    return (
        ":root{"
        f"--brand:{service.colour_brand};--brand-dark:{darker(service.colour_brand)};"
        f"--brand-line:{service.colour_line};--brand-tint:{service.colour_tint}"
        "}\n"
    )
