"""Papers: made once by the real worker, with the rights of who asked; no address on any of them."""

import io
import shutil
import subprocess
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Job
from accounts.refusals import Refused
from families.models import LocalService, Referral
from reports import papers as register
from reports.actions import letters, papers
from reports.jobs import sweep_files
from reports.kinds.letters import receivers
from reports.models import Paper
from tests.factories.families import AddressFactory, CarerFactory, ReferralFactory
from tests.factories.reports import PaperFactory
from tests.factories.triage import (
    DecisionFactory,
    PanelActionFactory,
    PanelCaseFactory,
    PanelFactory,
    PanelMemberFactory,
)
from tests.reports.world import carry_out_all

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
SECRETS = ("9 Hidden Row", "Secretham", "FN9 9ZZ", "07700 900888", "hidden@example.org")


def family(decision, **fields):
    """An adult who may be given letters, at a protected address."""
    child = decision.referral.child
    AddressFactory(
        family=child.family, lines=SECRETS[0], town=SECRETS[1], postcode=SECRETS[2], protected=True
    )
    told = {"sees": True, "may_receive_records": True, "phone": SECRETS[3], "email": SECRETS[4]}
    return CarerFactory(child=child, **(told | fields))


def hide(child):
    """A protected address that must stand on no paper."""
    lines, town, postcode = SECRETS[:3]
    AddressFactory(family=child.family, lines=lines, town=town, postcode=postcode, protected=True)


def content_of(paper):
    with default_storage.open(paper.file) as file:
        return file.read()


def text_of(paper):
    read = subprocess.run(["pdftotext", "-", "-"], input=content_of(paper), capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


VERDICTS = {"place": "has a place with us", "wait": "on our waiting list", "ask": "a little more",
            "decline": "not the right service"}  # fmt: skip


@needs_poppler
@pytest.mark.parametrize("verdict", VERDICTS)
def test_the_letters_of_a_decision_are_made_in_one_click(people, signed_in, verdict):
    referral = ReferralFactory(waiting=True, referrer_name="Ellen Price")
    decision = DecisionFactory(
        referral=referral, verdict=verdict, reason="Two areas need a hand. Muscle condition.",
        asked_for=["Hearing test result"],
        signposts=[{"name": "Toy library", "offers": "Toys to borrow", "phone": "", "email": "", "site": ""}],
    )  # fmt: skip
    family(decision, name="Abena Mensah")
    answer = signed_in(people.administrator).post(reverse("reports:letter_add", args=[decision.ref]))
    assert answer.status_code == 302
    carry_out_all()
    made = {paper.to_name: paper for paper in Paper.objects.all()}
    assert set(made) == {"Abena Mensah", "Ellen Price"}
    assert {paper.status for paper in made.values()} == {"ready"}
    said = text_of(made["Abena Mensah"])
    assert "Dear Abena Mensah" in said
    assert VERDICTS[verdict] in said.replace("A little", "a little")
    told = text_of(made["Ellen Price"])
    assert "Muscle condition" not in told
    for secret in SECRETS:
        assert secret not in said + told + str([paper.data for paper in made.values()])
    if verdict == "decline":
        assert "Toy library" in said
        assert "Two areas need a hand" in said


def test_a_letter_is_a_tagged_document_for_screen_readers(people):
    decision = DecisionFactory()
    family(decision)
    letters.write(decision, by=people.administrator)
    carry_out_all()
    for paper in Paper.objects.all():
        with pikepdf.open(io.BytesIO(content_of(paper))) as document:
            assert bool(document.Root.MarkInfo.Marked)
            assert str(document.Root.Lang) == "en-GB"
            assert document.open_metadata()["pdfuaid:part"] == "1"
            assert str(document.docinfo.Title)


def test_only_adults_who_may_receive_records_get_a_letter(people):
    decision = DecisionFactory(referral__source=Referral.Source.PARENT)
    family(decision, may_receive_records=False, name="May Not")
    CarerFactory(child=decision.referral.child, restricted=True, name="Must Not")
    with pytest.raises(Refused, match="may be given letters yet"):
        letters.write(decision, by=people.administrator)
    assert not Paper.objects.exists()


def test_one_who_may_no_longer_receive_records_when_it_is_made_gets_none(people):
    decision = DecisionFactory()
    carer = family(decision)
    letters.write(decision, by=people.administrator)
    carer.access, carer.may_receive_records = "none", False
    carer.save()
    carry_out_all()
    paper = Paper.objects.get(kind="letter.waiting")
    assert (paper.status, paper.file) == ("failed", "")
    assert "may not be given letters" in paper.problem


@needs_poppler
def test_large_print_and_an_interpreter_are_thought_of(people):
    decision = DecisionFactory()
    decision.referral.child.family.interpreter = "Twi"
    decision.referral.child.family.save()
    family(decision, format="large", needs_interpreter=True)
    letters.write(decision, by=people.administrator)
    carry_out_all()
    paper = Paper.objects.get(kind="letter.waiting")
    assert paper.data["large_print"] is True
    assert "in Twi, with an interpreter" in text_of(paper)


def test_the_same_ask_twice_is_one_paper(people):
    decision = DecisionFactory()
    family(decision)
    first = letters.write(decision, by=people.administrator)
    again = letters.write(decision, by=people.team_lead)
    assert [paper.pk for paper in first] == [paper.pk for paper in again]
    assert Job.objects.filter(kind="reports.paper").count() == len(first)


def test_rights_are_asked_again_when_the_paper_is_made(people):
    decision = DecisionFactory()
    family(decision)
    letters.write(decision, by=people.administrator)
    people.administrator.roles = ["portage_worker"]
    people.administrator.save()
    carry_out_all()
    assert set(Paper.objects.values_list("status", flat=True)) == {"failed"}
    assert AuditEvent.objects.filter(what="paper.failed").count() == 2


def test_the_same_work_done_twice_has_one_effect(people):
    from reports import paper_tasks

    decision = DecisionFactory()
    family(decision)
    letters.write(decision, by=people.administrator)
    carry_out_all()
    for job in Job.objects.filter(kind="reports.paper"):
        paper_tasks.make_paper(job)
    assert AuditEvent.objects.filter(what="paper.made").count() == 2


def test_a_paper_that_failed_is_made_again_by_who_asks_now(people, signed_in):
    decision = DecisionFactory()
    carer = family(decision, may_receive_records=False)
    paper = papers.ask(
        "letter.waiting", decision, by=people.administrator, child=decision.referral.child, carer=carer.pk
    )
    carry_out_all()
    assert (
        "could not be made"
        in signed_in(people.team_lead).get(reverse("reports:paper_detail", args=[paper.ref])).content.decode()
    )
    carer.may_receive_records = True
    carer.save()
    signed_in(people.team_lead).post(reverse("reports:paper_retry", args=[paper.ref]))
    carry_out_all()
    paper.refresh_from_db()
    assert (paper.status, paper.tries, paper.asked_by) == ("ready", 2, people.team_lead)
    with pytest.raises(Refused, match="do not change any more"):
        papers.make_again(paper, by=people.team_lead)


def test_the_file_of_a_paper_is_not_swept_away(people):
    decision = DecisionFactory()
    family(decision)
    letters.write(decision, by=people.administrator)
    carry_out_all()
    sweep_files(None)
    assert all(default_storage.exists(paper.file) for paper in Paper.objects.all())


def test_who_reads_a_paper_depends_on_its_kind_and_its_child(people):
    letter = PaperFactory(child=people.child, kind="letter.accepted")
    minutes = PaperFactory(child=None, kind="panel.minutes", about_type="families.Panel", about_pk="1")
    unknown = PaperFactory(child=people.child, kind="gone.long_ago")

    def seen(person):
        return set(Paper.objects.visible_to(person))

    assert seen(people.worker) == {letter}
    assert seen(people.stranger) == set()
    assert seen(people.other_lead) == {letter, minutes}
    assert seen(people.administrator) == {letter, minutes}
    assert seen(people.parent) == seen(people.auditor) == set()
    assert unknown not in seen(people.service_manager)


def test_two_rooms_cannot_make_papers_of_one_name():
    with pytest.raises(ValueError, match="Two rooms"):
        register.kind("letter.accepted", title="x", template="x", permission="x")(lambda about, user: {})


# The panel ----------------------------------------------------------------------------------------------


@needs_poppler
def test_the_papers_of_a_panel_say_what_it_needs_and_no_address(people, signed_in):
    panel = PanelFactory()
    PanelMemberFactory(panel=panel, name="Ravi Menon", has_attended=True)
    referral = ReferralFactory(triaged=True, reason="She loves music. Not yet walking.")
    AddressFactory(
        family=referral.child.family, lines=SECRETS[0], town=SECRETS[1], postcode=SECRETS[2], protected=True
    )
    CarerFactory(child=referral.child, phone=SECRETS[3], email=SECRETS[4])
    case = PanelCaseFactory(panel=panel, referral=referral, notes="We heard how she plays.", verdict="wait")
    PanelActionFactory(panel=panel, case=case, due_on=timezone.localdate() + timedelta(days=5))
    lead = signed_in(people.team_lead)
    for name in ("agenda", "pack"):
        lead.post(reverse(f"reports:panel_{name}_add", args=[panel.ref]))
    refused = lead.post(reverse("reports:panel_minutes_add", args=[panel.ref])).content.decode()
    assert "Close the panel first" in refused
    from families.actions import panels

    panels.close(panel, by=people.team_lead)
    lead.post(reverse("reports:panel_minutes_add", args=[panel.ref]))
    carry_out_all()
    said = {paper.kind: text_of(paper) for paper in Paper.objects.all()}
    assert set(said) == {"panel.agenda", "panel.pack", "panel.minutes"}
    assert "She loves music" in said["panel.pack"]
    assert "We heard how she plays." in said["panel.minutes"]
    assert "Ask the clinic for the hearing test" in said["panel.minutes"]
    for words in said.values():
        assert referral.child.name in words
        assert not [secret for secret in SECRETS if secret in words]


def test_services_named_at_a_decline_are_kept_as_they_were(people):
    from families.actions import referrals

    service = LocalService.objects.create(name="Toy library", kind="group", offers="Toys to borrow")
    referral = ReferralFactory(triaged=True)
    referrals.decline(referral, by=people.administrator, reason="Too old", signposts=[service])
    service.name = "Renamed"
    service.save()
    assert referral.decisions.get().signposts[0]["name"] == "Toy library"


def test_nobody_is_written_to_of_whom_it_was_not_said(people):
    child = DecisionFactory().referral.child
    CarerFactory(child=child, name="Lives There")
    CarerFactory(child=child, name="Sees It", sees=True, may_receive_records=False)
    CarerFactory(child=child, name="Must Not", restricted=True)
    assert not receivers(child).exists()
    CarerFactory(child=child, name="May", sees=True)
    assert [carer.name for carer in receivers(child)] == ["May"]


def test_that_the_family_hears_nothing_yet_is_said(people, signed_in):
    decision = DecisionFactory()
    address = reverse("reports:letter_add", args=[decision.ref])
    page = signed_in(people.administrator).post(address, {}, follow=True).text
    assert "Nobody around" in page
    assert "Only the referrer is written to" in page
