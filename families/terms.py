"""The words of the vocabularies, as forms offer them and pages say them.

A page asks once for all that it needs: ``words_for("language", "communication")`` is one query.
"""

from django.utils import timezone

from .models import Term


def choices(code, *, on=None):
    """The pairs (code, label) one may choose from now."""
    in_use = Term.objects.in_use(code, on=on or timezone.localdate())
    return list(in_use.order_by("order").values_list("code", "label"))


def words_for(*codes):
    """What each code of these vocabularies means, whatever its version; the newest label wins."""
    words = {code: {} for code in codes}
    terms = Term.objects.filter(vocabulary__code__in=codes).order_by("vocabulary__from_on", "pk")
    for vocabulary, code, label in terms.values_list("vocabulary__code", "code", "label"):
        words[vocabulary][code] = label
    return words


def in_a_row(labels):
    """“Urdu and English”, “a, b and c”."""
    labels = list(labels)
    return " and ".join(part for part in (", ".join(labels[:-1]), *labels[-1:]) if part)


def codes_in(text, words):
    """The codes whose labels stand in a text as people write it: “Urdu, and some English”."""
    said = {part.strip(" .").casefold() for part in text.replace(" and ", ",").replace("/", ",").split(",")}
    return [code for code, label in words.items() if label.casefold() in said]
