"""Who may read, write and publish the checklists themselves, and the scales they are judged in."""

from accounts.roles import Scope

from ..rows import Row, each

BOTH = ("GET", "POST")
READS = each(
    "portage_worker",
    "team_lead",
    "service_manager",
    "administrator",
    "safeguarding_lead",
    on=Scope.NOTHING,
)
EDITS = each("administrator", "service_manager", on=Scope.NOTHING)


def reads(name, why, about=""):
    return Row(f"assessments:{name}", why, may=READS, about=about and f"assessments.{about}")


def writes(name, why, about="", methods=BOTH):
    about = about and f"assessments.{about}"
    return Row(f"assessments:{name}", why, may=EDITS, about=about, methods=methods)


POST = ("POST",)
ROWS = [
    reads("framework_list", "see which checklists there are"),
    reads("framework_detail", "read a checklist", "Framework"),
    reads("framework_export", "take a checklist out as a file", "Framework"),
    reads("framework_preview", "see how a checklist looks for an invented child", "Framework"),
    writes("framework_add", "begin a checklist"),
    writes("framework_edit", "change what a draft says of itself", "Framework"),
    writes("framework_copy", "make a new version of a checklist", "Framework"),
    writes("framework_publish", "check a draft and bring it into use", "Framework"),
    writes("framework_retire", "use a checklist no more", "Framework"),
    writes("framework_discard", "throw away a draft", "Framework"),
    writes("area_add", "add an area to a draft", "Framework"),
    writes("area_edit", "change an area of a draft", "Area"),
    writes("area_shift", "give an area of a draft another place", "Area", POST),
    writes("area_remove", "take an area out of a draft", "Area"),
    writes("strand_add", "add a strand to an area of a draft", "Area"),
    writes("strand_edit", "change a strand of a draft", "Strand"),
    writes("strand_shift", "give a strand of a draft another place", "Strand", POST),
    writes("strand_remove", "take a strand out of a draft", "Strand"),
    writes("band_add", "add an age band to a draft", "Framework"),
    writes("band_edit", "change an age band of a draft", "Band"),
    writes("band_remove", "take an age band out of a draft", "Band"),
    writes("item_add", "write an item of a draft", "Area"),
    writes("item_edit", "change an item of a draft", "Item"),
    writes("item_shift", "give an item of a draft another place", "Item", POST),
    writes("item_remove", "take an item out of a draft", "Item"),
    writes("item_first", "say what comes before an item of a draft", "Item"),
    reads("scale_list", "see the scales that items are judged in"),
    reads("scale_detail", "see the words of a scale", "Scale"),
    writes("scale_add", "make a scale"),
    writes("scale_edit", "change a scale that nothing published uses", "Scale"),
]
