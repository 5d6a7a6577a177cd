"""Who may use what: permissions, packages, agreements, closing, lead professionals."""

from ..rows import Row
from .rungs import ADDS, ASKS, EVERYBODY, PLACES


def sees(name, why, about="child"):
    return Row(f"families:{name}", why, may=EVERYBODY, about=about)


def writes(name, why, about="child"):
    """A form for whoever supports the family: the worker, and her lead."""
    return Row(f"families:{name}", why, may=ADDS, about=about, methods=ASKS)


def leads(name, why, about="child"):
    """A form for whoever leads."""
    return Row(f"families:{name}", why, may=PLACES, about=about, methods=ASKS)


ROWS: list[Row] = [
    sees("episode_detail", "how a child is supported now, and was before"),
    sees("consent_list", "what a family has said yes to"),
    writes("consent_add", "write a family’s yes down"),
    writes("consent_withdraw", "write down that a yes was taken back", "families.Consent"),
    writes("package_add", "begin a package with a family"),
    writes("package_end", "end a package", "families.Package"),
    writes("intensity_add", "change how often a child is visited"),
    writes("intensity_call_off", "call off a change of how often", "families.Intensity"),
    writes("agreement_add", "write an agreement with a family, or its next version"),
    sees("agreement_detail", "read and print an agreement", "families.Agreement"),
    writes("agreement_sign", "have the family sign an agreement", "families.Agreement"),
    writes("agreement_countersign", "sign an agreement for the service", "families.Agreement"),
    leads("episode_weigh", "say what adds to a child’s weight"),
    leads("lead_professional_add", "say who is a child’s lead professional"),
    leads("lead_professional_end", "end being lead professional", "families.LeadProfessional"),
    leads("episode_close", "end a child’s time with us"),
    leads("episode_reopen", "begin a child’s time with us again"),
    leads("death_add", "record that a child has died"),
    leads("death_undo", "take back a death recorded in error", "families.Death"),
]
