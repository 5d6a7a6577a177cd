"""A progress report: asked for, made although its maker dies, read by a second person, given to a parent."""

import io
import os
import signal

import page as pages_of_a_pdf
import pikepdf
from playwright.sync_api import expect

from .given import given_the_child, newest_report
from .screens import PHONE

CHILD, PARENT = "Freya West", "family21@example.org"
RUNNING = "SELECT count(*) FROM accounts_job WHERE kind = 'report.render' AND state = 'running'"
LET_THE_LEASE_RUN_OUT = (
    "UPDATE accounts_job SET lease_until = now() - interval '1 second' WHERE state = 'running'"
)


def test_a_report_is_made_though_its_worker_is_killed_then_approved_and_shared(town, arrive):
    family = given_the_child(town, CHILD)
    sofia = arrive().sign_in("Portage worker")
    hold(town.worker)
    when_she_asks_for_a_report(sofia, family)
    then_the_page_says_that_it_is_being_made(sofia)
    when_its_worker_is_killed_in_the_middle(town)
    then_the_page_shows_the_result_without_being_loaded_again(town, sofia)

    hannah = arrive().sign_in("Team lead")
    when_she_reads_and_approves_it(hannah)
    when_she_shares_it(hannah)
    parent = arrive(PHONE).sign_in_as(PARENT)
    then_the_parent_opens_it(parent)
    then_it_is_known_that_it_was_opened(hannah)


def test_without_scripts_one_looks_again(town, arrive):
    family = given_the_child(town, "Hugo Cole")
    sofia = arrive(PHONE, scripts=False).sign_in("Portage worker")
    when_she_asks_for_a_report(sofia, family, slip=True)
    town.wait_for(lambda: newest_report(town) == "ready", 60, what="a report that is ready")
    if sofia.page.get_by_role("link", name="Look again").count():
        sofia.follow("Look again")
    sofia.sees("The pages are ready to read.")
    sofia.look()
    check_the_pages(sofia, open_pdf(sofia))


def hold(worker):
    """Let the worker do nothing, as if it were busy elsewhere."""
    os.killpg(worker.process.pid, signal.SIGSTOP)


def when_she_asks_for_a_report(sofia, family, *, slip=False):
    sofia.open(family + "reports/")
    sofia.at("Reports")
    sofia.follow("Ask for a report")
    sofia.at("Ask for a progress report")
    if slip:
        right = sofia.field("Until").input_value()
        sofia.write("Until", "2031-05-01")
        sofia.press("Ask for the report")
        sofia.sees_mistake("not in the future")
        sofia.write("Until", right)
    sofia.press("Ask for the report")
    sofia.page.wait_for_url("**/reports/*/")


def then_the_page_says_that_it_is_being_made(sofia):
    sofia.sees("The pages are being made.")
    sofia.look()
    sofia.page.evaluate("() => { window.sameDocument = true }")


def when_its_worker_is_killed_in_the_middle(town):
    os.killpg(town.worker.process.pid, signal.SIGCONT)
    town.wait_for(lambda: town.rows(RUNNING)[0][0] or newest_report(town) == "ready", what="work begun")
    town.worker.kill()
    town.rows(LET_THE_LEASE_RUN_OUT)
    town.worker.start()
    town.worker.wait()


def then_the_page_shows_the_result_without_being_loaded_again(town, sofia):
    town.wait_for(lambda: newest_report(town) == "ready", 90, what="a report that is ready")
    sofia.sees("The pages are ready to read.", "Somebody else approves them")
    assert sofia.page.evaluate("() => window.sameDocument"), "the page was loaded again"
    sofia.look()
    check_the_pages(sofia, open_pdf(sofia))


def when_she_reads_and_approves_it(hannah):
    hannah.open("/reports/")
    hannah.at("To read and approve")
    hannah.follow(f"Progress report about {CHILD}")
    hannah.at(CHILD)
    hannah.follow("Read and approve")
    hannah.at(f"Approve the report about {CHILD}")
    assert open_pdf(hannah).startswith(b"%PDF")
    hannah.press("Approve the report")
    hannah.sees_mistake("Please read the report first")
    hannah.tick("I have read the whole report")
    hannah.press("Approve the report")
    expect(hannah.page.get_by_text("Approved and frozen")).to_be_visible(timeout=60_000)
    hannah.look()


def when_she_shares_it(hannah):
    hannah.follow("Share with the family")
    hannah.at(f"Share the report about {CHILD}")
    hannah.page.get_by_role("group", name="Who receives it?").locator("label").first.click()
    hannah.press("Share the report")
    hannah.sees("Shared. We have told them", "not opened yet")
    hannah.look()


def then_the_parent_opens_it(parent):
    parent.at("Hello")
    parent.follow("Letters and reports")
    parent.at("Letters and reports")
    check_the_pages(parent, open_pdf(parent))


def then_it_is_known_that_it_was_opened(hannah):
    hannah.page.reload()
    hannah.sees("opened Today")


def open_pdf(visitor):
    """What the link to the pages gives."""
    link = visitor.page.get_by_role("link", name="(PDF,").first.get_attribute("href")
    answer = visitor.context.request.get(visitor.town.url + link)
    assert answer.ok, f"{link} answered {answer.status}"
    return answer.body()


def check_the_pages(visitor, content):
    """A tagged PDF in English, with no finding of a validator."""
    assert content.startswith(b"%PDF")
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang).startswith("en")
    found = pages_of_a_pdf.validate_pdf_bytes(content, profile=pages_of_a_pdf.ValidationProfile.PDF_UA_1)
    assert found.is_compliant, found
