"""What came with the first version is carried over: places, safe addresses, names for addresses."""

import json

from django.db import migrations
from django.db.models import Q

from accounts.refs import new_ref


def carry_over(apps, schema_editor):
    for name in ("Carer", "Professional"):
        model = apps.get_model("families", name)
        for row in model.objects.filter(ref=None).iterator():
            row.ref = new_ref()
            row.save(update_fields=["ref"])
    apps.get_model("families", "Carer").objects.filter(access="full").update(may_receive_records=True)
    hide_homes(apps.get_model("families", "Address"))
    SettingPlace = apps.get_model("families", "SettingPlace")
    for child in apps.get_model("families", "Child").objects.exclude(setting="").iterator():
        SettingPlace.objects.create(child=child, name=child.setting)


def hide_homes(Address):
    """A protected address goes where it can be read only with the key."""
    for home in Address.objects.filter(is_protected=True, safe="").iterator():
        home.safe = json.dumps({"lines": home.lines, "town": home.town, "postcode": home.postcode})
        home.lines = home.town = home.postcode = ""
        home.save(update_fields=["safe", "lines", "town", "postcode"])


def carry_back(apps, schema_editor):
    Address = apps.get_model("families", "Address")
    for home in Address.objects.filter(~Q(safe="")).iterator():
        told = json.loads(home.safe)
        home.lines, home.town, home.postcode = told["lines"], told["town"], told["postcode"]
        home.safe = ""
        home.save(update_fields=["safe", "lines", "town", "postcode"])
    places = apps.get_model("families", "SettingPlace").objects.filter(until_on=None)
    for place in places.select_related("child").order_by("-pk").iterator():
        place.child.setting = place.name
        place.child.save(update_fields=["setting"])


class Migration(migrations.Migration):
    dependencies = [("families", "0012_evidence_decisions_panels")]

    operations = [migrations.RunPython(carry_over, carry_back, elidable=True)]
