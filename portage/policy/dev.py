"""The demo's own doors. Production has no such addresses; a test proves it."""

from .rows import Door, Row

ROWS = [
    Row("dev:personas", "Sign in as one of the demo’s people.", Door.PUBLIC, methods=("POST",)),
    Row("dev:mailbox", "Read the mail that the demo has sent.", Door.PUBLIC),
    Row("dev:letter", "Read one e-mail of the demo.", Door.PUBLIC),
    Row("dev:gallery", "See every part that pages are made of.", Door.PUBLIC),
]
