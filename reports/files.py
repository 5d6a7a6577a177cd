"""Where the pages of reports and papers lie: kept as every file of the house is, in a folder of their own."""

from accounts import files

FOLDER = "reports"


def keep(content):
    """Keep these pages; return their name and hash."""
    return files.keep(content, FOLDER, "pdf")


def content_of(made):
    """The bytes of a report or paper, held against the hash that was noted when they were made."""
    return files.content_of(made.file, made.sha256)


def sweep(named):
    """Remove pages that no report or paper names, as drafts that were made again. Returns how many went."""
    return files.sweep(FOLDER, named)
