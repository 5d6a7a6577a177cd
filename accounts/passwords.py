"""Rules for staff passwords beyond Django's own."""

from django.core.exceptions import ValidationError

OUR_WORDS = ("portage", "stepping", "stones", "council", "password", "welcome")


class NotOurOwnWords:
    """A password is not built on the words anyone would guess here (ASVS 6.2.11)."""

    def validate(self, password, user=None):
        lowered = password.lower()
        rest = lowered
        for word in OUR_WORDS:
            rest = rest.replace(word, "")
        if len(rest) < 8 and rest != lowered:
            raise ValidationError(
                "This password is built on a word anyone would guess here. Try three odd words."
            )

    def get_help_text(self):
        return "Do not build your password on words like Portage or Stepping Stones."
