"""When what was asked cannot be done."""


class Refused(Exception):
    """What was asked cannot be done now. The message says why, in a sentence a person can act on."""
