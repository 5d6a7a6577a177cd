"""The trail in plain sentences. Each room says how its events are told; what nobody told is told plainly.

``say({"visit.signed": "signed the record of the home visit to {child}"})`` in a room's AppConfig.ready(). A
sentence may name {child} and {thing} (what the line is about, as it was called then). ``children_by`` hands
down how a child is named: the foundation knows only her ref.
"""

SENTENCES = {
    "person.signed_in": "signed in",
    "person.signed_out": "signed out",
    "person.changed": "changed {thing}’s own details",
    "person.added": "added {thing}",
    "password.changed": "chose a new password",
    "password.reset": "chose a new password by a link",
    "second_factor.added": "set up a second step for signing in",
    "second_factor.removed": "removed a second step for signing in",
    "recovery_codes.made": "made new recovery codes",
    "sign_in.refused": "was refused: wrong password for {thing}",
    "sign_in.code_refused": "was refused: wrong code for {thing}",
    "sign_in.second_step_refused": "was refused: wrong second step for {thing}",
    "access.refused": "was refused {thing}",
    "page.not_found": "asked for a page that is not there for them: {thing}",
    "job.tried_again": "had work tried again: {thing}",
    "service.changed": "changed the service’s own details",
    "saved_filter.saved": "saved a view of a list: {thing}",
    "saved_filter.renamed": "renamed a view of a list: {thing}",
    "saved_filter.deleted": "deleted a view of a list: {thing}",
    "trail.searched": "searched this record",
    "visit.planned": "planned a home visit to {child}",
    "visit.moved": "moved a home visit to {child}",
    "visit.cancelled": "cancelled a home visit to {child}",
    "visit.found_nobody_in": "found nobody in at {child}’s home",
    "visit.put_back": "put a visit to {child} back into the diary",
    "visit.handed_over": "moved a planned visit to {child} to another worker",
    "visit.stayed_behind": "left a visit to {child} with the old worker, who alone is free then",
    "visit.signed": "signed the record of the home visit to {child}",
    "visit.corrected": "corrected the record of a home visit to {child}",
    "visit.seen": "read the record of a home visit to {child}",
    "visit.list_seen": "looked at the list of visits to {child}",
    "week.seen": "looked at {child}’s week",
    "practice.recorded": "said how practice went with {child}",
    "practice.taken_back": "took back what was said of practice with {child}",
    "activity.set": "gave {child} an activity for the week",
    "note.written": "wrote a private note about {child}",
    "note.seen": "read a private note about {child}",
    "child.registered": "registered {child}",
    "child.found": "found {child} by a search",
    "child.seen": "looked at {child}’s page",
    "child.family_seen": "looked at {child}’s family and team",
    "address.revealed": "looked at {child}’s protected address",
    "carer.added": "added a carer of {child}",
    "referral.received": "took in a referral for {child}",
    "referral.seen": "read the referral for {child}",
    "referral.triaged": "triaged the referral for {child}",
    "referral.put_on_list": "put {child} on the waiting list",
    "referral.accepted": "accepted the referral for {child}",
    "referral.declined": "declined the referral for {child}",
    "referral.withdrawn": "withdrew the referral for {child}",
    "episode.allocated": "gave {child} a worker: {thing}",
    "episode.handed_over": "moved {child} to another worker: {thing}",
    "assessment.made": "recorded what {child} can do",
    "observation.recorded": "recorded what {child} can do",
    "checklist.seen": "looked at {child}’s checklist",
    "profile.seen": "looked at {child}’s profile",
    "goal.seen": "looked at {child}’s goals",
    "goal.set": "set a goal with {child}’s family",
    "goal.changed": "changed a goal of {child}",
    "goal.taken_up": "took up a goal of {child}",
    "step.added": "added a small step for {child}",
    "step.changed": "changed a small step for {child}",
    "step.achieved": "recorded that {child} achieved a small step",
    "step.undone": "took back a small step of {child}",
    "loan.lent": "lent {child} a toy: {thing}",
    "loan.seen": "looked at {child}’s toys",
    "loan.list_seen": "looked at {child}’s toys",
    "loan.returned": "took back a toy from {child}: {thing}",
    "equipment.added": "added a toy: {thing}",
    "equipment.changed": "changed what is written about a toy: {thing}",
    "equipment.set_apart": "set a toy apart: {thing}",
    "framework.loaded": "loaded a checklist: {thing}",
    "equipment.condition_changed": "changed what state a toy is in: {thing}",
    "report.requested": "asked for a report about {child}",
    "report.asked_again": "asked for a report about {child} to be made again",
    "report.prepared": "prepared a report about {child}",
    "report.failed": "could not make a report about {child}",
    "report.list_seen": "looked at {child}’s reports",
    "report.queue_seen": "looked at the reports on their way",
    "report.opened": "opened the pages of a report about {child}",
    "report.seen": "read a report about {child}",
    "report.approved": "approved a report about {child}",
    "report.released": "released a report about {child}",
    "practice.added": "told how practice went with {child}",
    "day.seen": "looked at the day’s list",
}


class Children:
    """How children are named and found; families hands it down, since the foundation imports no room."""

    def names(self, refs):
        """The name of each child by ref."""
        return {}

    def refs_of(self, words):
        """The refs of the children whose name this may be."""
        return []


_children = [Children()]


def children_by(children):
    """Hand down how children are named and found."""
    _children[0] = children


def children():
    return _children[0]


def say(sentences):
    """Tell how a room's events are told."""
    SENTENCES.update(sentences)


def words_for(event, names):
    """What a line of the trail says that somebody did, without who. ``names`` are children's names by ref."""
    child = names.get(event.child_ref) or (
        "a child" if event.child_ref else event.target_name or "nobody in particular"
    )
    thing = event.target_name or child
    sentence = SENTENCES.get(event.what)
    if sentence is None:
        noun, _, past = event.what.partition(".")
        sentence = f"{past.replace('_', ' ')} the {noun.replace('_', ' ')}".replace("{", "").replace("}", "")
        sentence += " of {child}" if event.child_ref else ": {thing}"
    return sentence.format(child=child, thing=thing)
