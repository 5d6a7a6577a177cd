"""Where the files lie that people brought along: by their hash, read back against it."""

from accounts import files

FOLDER = "imports"


def keep(content, format):
    """Keep the bytes of a file; their name and hash."""
    return files.keep(content, FOLDER, format)


def content_of(batch):
    """The bytes of the file of an import, held against the hash noted when it came."""
    return files.content_of(batch.file, batch.sha256)
