from families.models import Child


def test_each_role_sees_the_children_of_its_rung(people):
    def seen(user):
        return set(Child.objects.visible_to(user))

    own, other = {people.child}, {people.other_child}
    assert seen(people.worker) == own
    assert seen(people.teammate) == set()
    assert seen(people.stranger) == other
    assert seen(people.team_lead) == own
    assert seen(people.other_lead) == other
    assert seen(people.administrator) == own | other
    assert seen(people.service_manager) == own | other
    assert seen(people.safeguarding_lead) == own | other
    assert seen(people.auditor) == set()
    assert seen(people.parent) == own
    assert seen(people.restricted) == set()
    assert seen(people.other_parent) == other
