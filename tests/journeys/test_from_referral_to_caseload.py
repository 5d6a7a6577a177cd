"""From a stranger's referral to a worker's list: one child, four people, and nothing lost on the way."""

import re
from email import message_from_string, policy

from playwright.sync_api import expect

from .given import given_a_brother
from .screens import DESK, PHONE
from .test_progress_report import check_the_pages, open_pdf
from .visitor import as_label

CHILD, BROTHER, WORKER = "Wren Appleyard", "Rowan Appleyard", "Sofia Marsh"
REFERRER = "joanne.firth.clinic@example.org"
WORRY = "Wren does not yet point or babble. She turns when the radio plays."
WHY = "A visit each week will help the whole family to play with Wren."


def test_a_child_comes_from_a_strangers_form_to_a_workers_list(town, arrive):
    given_a_brother(town, BROTHER, WORKER)
    joanne = arrive(DESK)
    when_a_health_visitor_begins_a_referral(joanne)
    when_she_saves_it_for_later(joanne)
    at_home = arrive(PHONE)
    when_she_goes_on_by_the_link_in_her_mail(town, at_home)
    when_she_tells_what_she_has_seen(at_home)
    when_the_family_says_yes_and_she_sends_it(at_home)
    then_she_is_told_how_it_stands(town, at_home)

    mel = arrive(DESK).sign_in("Administrator")
    when_she_opens_what_came_in(mel)
    then_the_brother_is_among_those_found(mel)
    when_she_takes_it_in_as_his_sister(mel)
    when_she_completes_the_papers(mel)
    when_she_works_out_the_score(mel)
    when_she_plans_a_panel(mel)
    when_she_takes_it_to_the_panel(mel)
    when_the_panel_accepts(mel)
    when_she_says_that_the_mother_may_be_written_to(mel)
    then_the_letter_is_made_in_one_click(town, mel)
    when_she_keeps_in_touch_while_they_wait(mel)
    when_she_gives_a_place_in_a_team(mel)

    hannah = arrive(DESK).sign_in("Team lead")
    when_she_gives_the_child_to_a_worker(hannah)
    sofia = arrive(PHONE).sign_in("Portage worker")
    then_the_child_is_on_her_list(sofia)


# A stranger ------------------------------------------------------------------------------------------


def when_a_health_visitor_begins_a_referral(joanne):
    joanne.open("/")
    joanne.at("Are you a parent or carer?")
    joanne.follow("Refer a child to us")
    joanne.at("Ask for a Portage visitor")
    joanne.tick("I work with the child or the family")
    joanne.press("Start")
    joanne.at("Does the family know?")
    joanne.choose("Do the parents or carers know about this referral, and agree to it?", "Yes")
    go_on(joanne)
    joanne.at("About you")
    joanne.write("Your name", "Joanne Firth")
    joanne.pick("Your work", "Health visitor")
    joanne.write("Where you work", "Ashby clinic")
    joanne.write("Your telephone", "07700 900321")
    joanne.write("Your work e-mail", REFERRER)
    go_on(joanne)
    joanne.at("The child")
    joanne.write("First name", "Wren")
    joanne.write("Last name", "Appleyard")
    joanne.write("Date of birth", "3/2/2025")
    joanne.choose("Girl or boy", "Girl")
    go_on(joanne)


def when_she_saves_it_for_later(joanne):
    joanne.at("The family")
    joanne.write("Languages at home", "English")
    joanne.press("Save and come back later")
    joanne.at("Come back later")
    joanne.write("Your e-mail address", REFERRER)
    joanne.press("Send me the link")
    joanne.at("Look into your e-mail")


def when_she_goes_on_by_the_link_in_her_mail(town, at_home):
    at_home.open(link_in_newest_letter(town, REFERRER, after=0))
    at_home.at("Welcome back")
    at_home.press("Go on with it")
    at_home.at("The family")
    expect(at_home.field("Languages at home")).to_have_value("English")
    mother = at_home.page.get_by_role("group", name=as_label("A parent or carer"))
    mother.get_by_label(as_label("Name")).fill("Jess Appleyard")
    mother.get_by_label(as_label("Is the child’s")).select_option(label="Mum")
    mother.get_by_label(as_label("Telephone")).fill("07700 900471")
    at_home.write("House and street", "9 Orchard Row")
    at_home.write("Town or village", "Ashby")
    at_home.write("Postcode", "FN1 7QD")
    at_home.write("Brothers and sisters, with their ages", "Rowan, 4")
    go_on(at_home)


def when_she_tells_what_she_has_seen(at_home):
    at_home.at("What you have seen")
    at_home.write("What does the child enjoy, and do well?", "Music, water, her brother")
    at_home.write("What worries you, and since when?", WORRY)
    at_home.choose("Talking and understanding", "Much later")
    at_home.choose("Moving: sitting, walking, using hands", "Quite a bit later")
    go_on(at_home)
    at_home.at("Who else helps")
    go_on(at_home)
    at_home.at("Letters and reports")
    at_home.follow("Go on without papers")
    at_home.at("If we come to the home")
    at_home.write("Are there pets?", "Two rabbits")
    go_on(at_home)


def when_the_family_says_yes_and_she_sends_it(at_home):
    at_home.at("What the family agrees to")
    at_home.choose("With whom may we share what we know, to help the child?", "Health visitor and GP")
    at_home.choose("May we write by e-mail?", "Yes")
    at_home.choose("May we send text messages?", "No")
    at_home.write("Who says so?", "Jess Appleyard")
    at_home.write("On which day?", "today")
    at_home.choose("How was it said?", "By word of mouth")
    at_home.tick("The family agrees that the Portage service reads this referral")
    go_on(at_home)
    at_home.at("Check your answers")
    at_home.sees("Wren", "9 Orchard Row", WORRY)
    at_home.press("Send this referral")


def then_she_is_told_how_it_stands(town, at_home):
    at_home.at("We have your referral")
    at_home.open(link_in_newest_letter(town, REFERRER, after=1))
    at_home.sees("We have it")
    at_home.sees_no("Wren", "Appleyard")
    at_home.look()


def go_on(visitor):
    visitor.press("Save and go on")


def link_in_newest_letter(town, address, *, after):
    """The way into our pages that a letter shows, once more than so many have come."""
    town.wait_for(lambda: len(town.letters_to(address)) > after, what=f"a letter to {address}")
    letter = message_from_string(town.letters_to(address)[-1], policy=policy.default)
    text = letter.get_body(preferencelist=("plain",)).get_content()
    return re.search(r"https?://[^/\s]+(/refer/\S+)", text).group(1)


# The administrator -----------------------------------------------------------------------------------


def when_she_opens_what_came_in(mel):
    mel.open("/")
    mel.look()
    mel.follow("Referrals")
    mel.at("Referrals")
    mel.follow(CHILD)
    mel.at(CHILD)
    mel.sees("Joanne Firth", WORRY)


def then_the_brother_is_among_those_found(mel):
    found = mel.page.get_by_role("region", name=re.compile("already in our records"))
    expect(found.get_by_role("listitem").filter(has_text=BROTHER).first).to_contain_text("brother or sister")


def when_she_takes_it_in_as_his_sister(mel):
    mel.press(f"Brother or sister of {BROTHER}")
    mel.at("brother or sister")
    expect(mel.field("First name")).to_have_value("Wren")
    mel.tick("Two-year review")
    mel.press("Save this referral")
    mel.at(CHILD)
    mel.sees("The referral is on the child’s record")
    form = (
        mel.page.get_by_role("region", name="Papers").get_by_role("listitem").filter(has_text="Referral form")
    )
    expect(form).to_contain_text("Here")


def when_she_completes_the_papers(mel):
    mel.follow("Ask for another paper")
    mel.at("paper")
    mel.choose("Which paper?", "Hearing test result")
    mel.press("Ask for it")
    mel.at(CHILD)
    mel.page.get_by_role("link", name=re.compile("It is here.*Hearing test result")).click()
    mel.at("Hearing test result")
    mel.press("It is here")
    mel.at(CHILD)


def when_she_works_out_the_score(mel):
    mel.follow("Triage this referral")
    mel.at(f"Triage: {CHILD}")
    mel.choose("Playing with others", "About a third")
    mel.choose("Does the family live in our area?", "Yes")
    mel.press("Work out the score")
    mel.at("How the score is made")
    mel.sees("The score is worked out")


def when_she_plans_a_panel(mel):
    mel.follow("Referrals")
    mel.follow("Panels")
    mel.at("Panels")
    mel.follow("Plan a panel")
    mel.at("Plan a panel")
    mel.write("Day", "today")
    mel.write("Time", "9:30")
    mel.write("Who chairs?", "Hannah Osei")
    mel.press("Save this panel")
    mel.at("Agenda of the")


def when_she_takes_it_to_the_panel(mel):
    mel.follow("Referrals")
    mel.follow(CHILD)
    mel.at(CHILD)
    mel.tick("Take to panel")
    mel.field("Which panel?").select_option(index=1)
    mel.write("Reason", "The panel hears of every child who has two areas of delay.")
    mel.press("Record this decision")
    mel.sees("Wren goes to the panel")
    mel.look()
    mel.page.get_by_role("link", name=re.compile("^panel of", re.IGNORECASE)).click()
    mel.at("Agenda")
    mel.follow("Choose the children")
    mel.at("Agenda of the")
    mel.press("Save the agenda")
    mel.sees("The agenda is saved")


def when_the_panel_accepts(mel):
    mel.follow("Take the minutes")
    mel.at("Minutes of the")
    mel.choose("Who is here?", "Ravi Menon", "Ellen Price")
    mel.write("What was said", "Wren plays with sounds. The family is keen to begin.")
    mel.choose("Decision", "Accept to the waiting list")
    mel.write("Why", WHY)
    mel.press("Close the panel and carry out its decisions")
    mel.sees("The panel is closed and its decisions are carried out")
    mel.look()
    mel.follow(CHILD)
    mel.at(CHILD)


def when_she_says_that_the_mother_may_be_written_to(mel):
    """Nobody is written to of whom it was not said: the family comes first, then the letter."""
    mel.follow("Family and team")
    mel.at(CHILD)
    mel.follow("Rights of Jess Appleyard")
    mel.at("What Jess Appleyard (mum) may see and do")
    mel.tick("Sees the shared record")
    mel.tick("May be given letters and reports")
    mel.write("Why do these rights change?", "Birth certificate seen; she asked for letters by post.")
    mel.press("Save these rights")
    mel.at(CHILD)
    mel.sees("May be given letters and reports")
    mel.follow("Waiting list")
    mel.at("Waiting list")
    mel.follow(CHILD)
    mel.at(CHILD)
    mel.follow("See the referral")
    mel.at(CHILD)


def then_the_letter_is_made_in_one_click(town, mel):
    made = "SELECT count(*) FROM reports_paper WHERE status = 'ready' AND starts_with(kind, 'letter')"
    before = town.rows(made)[0][0]
    mel.page.get_by_role("button", name=re.compile("^Make the letters")).click()
    mel.sees("The letters are being made: to Jess Appleyard, Joanne Firth")
    mel.follow("Letter: on the waiting list")
    town.wait_for(lambda: town.rows(made)[0][0] == before + 2, 60, what="both letters")
    expect(mel.page.get_by_role("link", name=re.compile("^Open"))).to_be_visible()
    mel.look()
    check_the_pages(mel, open_pdf(mel))
    mel.follow("Referral")
    mel.at(CHILD)


def when_she_keeps_in_touch_while_they_wait(mel):
    mel.follow("Waiting list")
    mel.at("Waiting list")
    mel.follow(CHILD)
    mel.at(CHILD)
    mel.sees("What the family can expect")
    mel.follow("Write down a contact")
    mel.look()
    mel.write("When?", "today")
    mel.choose("How?", "Telephone call")
    mel.choose("How did it go?", "We spoke")
    mel.write("Who did you speak with?", "Jess Appleyard")
    mel.write("What was said?", "Wren has begun to clap. They would like toys meanwhile.")
    mel.press("Save this contact")
    mel.at(CHILD)
    mel.sees("spoke with Jess Appleyard")


def when_she_gives_a_place_in_a_team(mel):
    mel.follow("Give a place in a team")
    mel.at("Give Wren a place")
    mel.tick("Ashby and Thorne")
    mel.press("Accept")
    mel.at(CHILD)
    mel.sees("Wren has a place")


# The team lead and the worker ------------------------------------------------------------------------


def when_she_gives_the_child_to_a_worker(hannah):
    hannah.follow("Caseloads")
    hannah.at("Caseloads")
    hannah.follow(f"Choose a worker for {CHILD}")
    hannah.at(f"Choose a worker for {CHILD}")
    hannah.tick(WORKER)
    hannah.write("Reason", "Sofia visits the brother already.")
    hannah.press("Give the child to this worker")
    hannah.sees(f"is with {WORKER} now")
    hannah.look()


def then_the_child_is_on_her_list(sofia):
    sofia.follow("Families")
    sofia.at("My families")
    sofia.follow(CHILD)
    sofia.at(CHILD)
    sofia.look()
