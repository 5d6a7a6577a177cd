"""What changed in a score: line by line, in words. Pure rules."""

from collections.abc import Iterable, Mapping


def why_changed(before: Iterable[Mapping], after: Iterable[Mapping]) -> str:
    """ "Time waited: 2 to 3 points (13 weeks). Before school: 0 to 3 points (2 terms left)"."""
    old = {_key(line): line for line in before}
    said = []
    for line in after:
        was = old.pop(_key(line), None)
        points = was["points"] if was else 0
        if points != line["points"]:
            said.append(_change(line["label"], points, line["points"], line.get("why", "")))
    said += [
        _change(line["label"], line["points"], 0, "no longer counted")
        for line in old.values()
        if line["points"]
    ]
    return ". ".join(said)


def _key(line):
    return line.get("code") or line["label"]


def _change(label, old, new, why):
    unit = "point" if new == 1 else "points"
    return f"{label}: {old} to {new} {unit}" + (f" ({why})" if why else "")
