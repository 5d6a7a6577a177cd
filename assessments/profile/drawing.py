"""A box of the profile as SVG by hand: coloured in, striped where nearly there, a pin at an earlier day.

For a page the colours are classes and the crayons are shared patterns of the page. For paper everything is in
the drawing itself, because WeasyPrint knows neither our classes nor filters inside an SVG; there the wobble
of a crayon is drawn as a path. Colours differ in pattern and brightness too, so that a copier loses nothing.
There is nothing in a drawing but numbers of ours; the tags of portage/templatetags/profile_box.py put it into
a page.
"""

from functools import lru_cache
from random import Random
from zlib import crc32

WIDEST = 98.5  # percent: a coloured-in box keeps a little paper at its end
HIGH, LOW = 36, 18
PAPER_WIDE, PAPER_HIGH = 200, 44


def _pin(count, before):
    """Where the pin stands: only where something has changed since, and where something was there."""
    return before.can if before and before.can != count.can else 0


def for_page(count, before, *, height=HIGH):
    """The box as it stands in a page. ``before`` is the same square on the earlier day, or None."""
    return _page(count.can, count.nearly, count.total, _pin(count, before), height)


@lru_cache(maxsize=4096)
def _page(can, nearly, total, pin, height):
    can_wide, nearly_wide, at = (WIDEST * n / total if total else 0 for n in (can, nearly, pin))
    low = height - 8
    parts = [
        f'<svg class="app-colour__box" width="100%" height="{height}" aria-hidden="true" focusable="false">'
    ]
    if can:
        parts.append(
            f'<rect class="app-colour__full" x="0.75%" y="4" width="{can_wide:.1f}%" height="{low}" rx="5" '
            'fill="url(#crayon-can)" filter="url(#wobble)"/>'
        )
    if nearly:
        parts.append(
            f'<rect x="{can_wide + 0.75:.1f}%" y="4" width="{nearly_wide:.1f}%" height="{low}" rx="5" '
            'fill="url(#crayon-nearly)" filter="url(#wobble)"/>'
        )
    if pin:
        down = f"M0 0v{height}"
        parts.append(
            f'<svg x="{at + 0.75:.1f}%" overflow="visible"><path class="app-colour__under" d="{down}"/>'
            f'<path class="app-colour__before" d="{down}"/>'
            '<path class="app-colour__mark" d="M-4 0h8L0 5z"/></svg>'
        )
    parts.append("</svg>")
    return "".join(parts)


def for_paper(count, before, *, name):
    """The box for paper. ``name`` gives it a wobble and names of patterns of its own."""
    mark = f"{crc32(name.encode()):08x}"
    return _paper(count.can, count.nearly, count.total, _pin(count, before), mark, count.in_words)


@lru_cache(maxsize=1024)
def _paper(can, nearly, total, pin, mark, words):
    inner = PAPER_WIDE - 6
    can_wide, nearly_wide, at = (inner * n / total if total else 0 for n in (can, nearly, pin))
    parts = [
        f'<svg class="colour" width="100%" viewBox="0 -6 {PAPER_WIDE} {PAPER_HIGH + 6}" '
        f'preserveAspectRatio="none"><title>{words}</title>'
        f'<rect x="1" y="1" width="{PAPER_WIDE - 2}" height="{PAPER_HIGH - 2}" rx="7" fill="#fffdf8" '
        'stroke="#cfc2ab" stroke-width="1.6"/>'
    ]
    if can:
        parts.append(_crayon(3, can_wide, f"can-{mark}", ground="#1f7a4d", ink="#4fa679", every=4.2, thick=1))
    if nearly:
        left = 3 + can_wide
        parts.append(
            _crayon(left, nearly_wide, f"nearly-{mark}", ground="#fff8e6", ink="#b8740a", every=9, thick=3.6)
        )
    if pin:
        x = f"{3 + at:.1f}"
        parts.append(
            f'<path d="M{x} 0V{PAPER_HIGH}" stroke="#ffffff" stroke-width="4.5" fill="none"/>'
            f'<path d="M{x} -4V{PAPER_HIGH}" stroke="#1d2433" stroke-width="2" fill="none"/>'
            f'<path d="M{3 + at - 6:.1f} -5h12l-6 8z" fill="#1d2433" stroke="#1d2433" stroke-width="0.5"/>'
        )
    parts.append("</svg>")
    return "".join(parts)


def _crayon(left, wide, name, *, ground, ink, every, thick):
    """Something coloured in by hand: its ground in a wobbly outline, and the strokes of the crayon within."""
    outline = _wobbly(left, wide, name)
    slant, at, strokes = PAPER_HIGH * 0.42, left - PAPER_HIGH * 0.42, []
    while at < left + wide:
        strokes.append(f"M{at:.1f} {PAPER_HIGH}L{at + slant:.1f} 0")
        at += every
    return (
        f'<defs><clipPath id="{name}"><path d="{outline}"/></clipPath></defs>'
        f'<path d="{outline}" fill="{ground}"/>'
        f'<g clip-path="url(#{name})"><path d="{"".join(strokes)}" stroke="{ink}" stroke-width="{thick}" '
        'fill="none"/></g>'
    )


def _wobbly(x, wide, mark):
    """The outline of something coloured in by hand, from x on so wide; the same each time."""
    chance = Random(f"{mark}{wide:.2f}")
    top, bottom, step = 4.0, PAPER_HIGH - 4.0, 9
    right = x + wide
    along = [x + step * n for n in range(1, int(wide // step) + 1) if x + step * n < right - 3]
    points = [f"M{x + 1:.1f} {top + 2:.1f}"]
    points += [f"L{at:.1f} {top + chance.uniform(-1.3, 1.3):.1f}" for at in along]
    points.append(f"L{max(right - 1.5, x):.1f} {top + 1.5:.1f}")
    points += [f"L{right + chance.uniform(-1.4, 0.6):.1f} {at:.1f}" for at in (12.0, 20.0, 28.0)]
    points.append(f"L{max(right - 1.5, x):.1f} {bottom - 1:.1f}")
    points += [f"L{at:.1f} {bottom + chance.uniform(-1.3, 1.3):.1f}" for at in reversed(along)]
    points.append(f"L{x + 1:.1f} {bottom - 1.5:.1f}Z")
    return "".join(points)


@lru_cache(maxsize=2048)
def tiny(can, nearly, total):
    """A bar as small as a word, for a list of many children; its number stands beside it."""
    full, half = (100 * n / total if total else 0 for n in (can, nearly))
    parts = ['<svg class="app-tiny" width="100%" height="10" aria-hidden="true" focusable="false">']
    if can:
        parts.append(f'<rect class="app-tiny__can" width="{full:.0f}%" height="10"/>')
    if nearly:
        parts.append(f'<rect x="{full:.0f}%" width="{half:.0f}%" height="10" fill="url(#crayon-nearly)"/>')
    parts.append("</svg>")
    return "".join(parts)
