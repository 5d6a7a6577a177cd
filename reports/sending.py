"""Handing a frozen report or paper to a browser, under a name that is not a child's."""

from accounts.handing_out import download

PDF = "application/pdf"


def pdf_response(report):
    """The pages of a report as a download. 404 if they are not there."""
    name = f"{report.kind}-report-{report.period_to:%Y-%m-%d}.pdf"
    return download(report.file, report.sha256, content_type=PDF, name=name)


def paper_response(paper):
    """The pages of a letter, minutes or a brief as a download."""
    name = f"{paper.kind.replace('.', '-')}-{paper.ready_at:%Y-%m-%d}.pdf"
    return download(paper.file, paper.sha256, content_type=PDF, name=name)
