"""Who may use what: what is written about a child, its adults, its home and who else helps."""

from ..rows import Row
from .rungs import ASKS, EDITS, EVERYBODY, REVEALS, SOCIAL


def about_child(name, why, may=EDITS):
    return Row(f"families:{name}", why, may=may, about="child", methods=ASKS)


def about_row(name, why, model, may=EDITS):
    return Row(f"families:{name}", why, may=may, about=f"families.{model}", methods=ASKS)


ROWS: list[Row] = [
    about_child("child_edit", "change what is written about a child for life"),
    about_child("family_edit", "change a family’s name and languages"),
    about_child("carer_add", "add an adult around a child"),
    about_row("carer_edit", "change who an adult is and how to reach them", "Carer"),
    about_row("carer_access", "change what an adult may see and do", "Carer"),
    about_row("carer_end", "take an adult off those around a child", "Carer"),
    Row("families:need_list", "all that was written of needs and alerts", may=EVERYBODY, about="child"),
    about_child("need_add", "write down what a child needs help with"),
    about_row("need_change", "change what is known of a need", "Need"),
    about_row("need_end", "end a need", "Need"),
    about_child("medical_add", "add a medical alert"),
    about_row("medical_edit", "change a medical alert", "MedicalFlag"),
    about_row("medical_end", "end a medical alert", "MedicalFlag"),
    about_child("setting_add", "add a place at a nursery or school"),
    about_row("setting_edit", "change a place at a nursery or school", "SettingPlace"),
    about_row("setting_end", "end a place at a nursery or school", "SettingPlace"),
    about_child("professional_add", "add who works with a child"),
    about_row("professional_edit", "change who works with a child", "Professional"),
    about_row("professional_end", "say that somebody no longer works with a child", "Professional"),
    Row("families:social_care_list", "social care and orders of a court", may=REVEALS, about="child"),
    about_child("social_care_add", "say how a child stands with social care", SOCIAL),
    about_row("social_care_edit", "change who is a child’s social worker", "SocialCareStatus", SOCIAL),
    about_child("court_order_add", "write down an order of a court", SOCIAL),
    about_row("court_order_edit", "put right an order of a court", "CourtOrder", SOCIAL),
    about_row("court_order_end", "say that an order was lifted", "CourtOrder", SOCIAL),
    about_child("home_add", "write down where a family lives now"),
    about_child("home_protect", "hide an address"),
    about_child("home_show", "show a hidden address again, for good", REVEALS),
    about_child("sibling_add", "link a brother or sister"),
    about_child("sibling_part", "say that a child belongs to another family"),
]
