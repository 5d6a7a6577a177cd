"""What other tools' figures may be, and in which zone they lie."""

import pytest

from assessments.tools import TOOLS, Zone, zone_of


@pytest.mark.parametrize(
    ("tool", "figures", "wrong"),
    [
        ("asq3", {"communication": 35}, set()),
        ("asq3", {"communication": 0, "personal_social": 60}, set()),
        ("asq3", {"communication": 33}, {"communication"}),
        ("asq3", {"communication": 65, "gross_motor": -5}, {"communication", "gross_motor"}),
        ("asq3", {"reading": 5}, {"reading"}),
        ("asq3", {}, {""}),
        ("sgs2", {"locomotor": 18}, set()),
        ("sgs2", {"locomotor": 18.5}, {"locomotor"}),
        ("toms", {"activity": 3.5}, set()),
        ("toms", {"activity": 3.3}, {"activity"}),
        ("toms", {"activity": 5.5}, {"activity"}),
        ("standard_score", {"percentile": 2.3, "standard_score": 70}, set()),
        ("standard_score", {"percentile": 100}, {"percentile"}),
        ("wellcomm", {}, set()),
    ],
)
def test_a_figure_lies_within_the_bounds_of_its_tool(tool, figures, wrong):
    assert set(TOOLS[tool].problems(figures)) == wrong


@pytest.mark.parametrize(
    ("score", "zone"),
    [
        (24.9, Zone.LOOK_FURTHER),
        (25, Zone.WATCH),
        (37.9, Zone.WATCH),
        (38, Zone.AS_EXPECTED),
        (60, Zone.AS_EXPECTED),
    ],
)
def test_a_score_lies_in_a_zone_by_the_two_cut_offs(score, zone):
    assert zone_of(score, refer_below=25, watch_below=38) is zone


def test_cut_offs_the_wrong_way_round_are_refused():
    with pytest.raises(ValueError, match="lower cut-off"):
        zone_of(30, refer_below=40, watch_below=30)


def test_a_questionnaire_has_its_21_forms_and_five_areas():
    asq = TOOLS["asq3"]
    assert len(asq.forms) == 21
    assert len(asq.figures) == 5
    assert {figure.step for figure in asq.figures} == {5}
