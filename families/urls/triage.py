"""Addresses of triage: the rules, one referral and its papers, the panel."""

from django.urls import path

from ..views import evidence, panels, referrals, rules

urlpatterns = [
    path("rules/", rules.RulesDetail.as_view(), name="rules_detail"),
    path("rules/edit/", rules.RulesEdit.as_view(), name="rules_edit"),
    path("referrals/", referrals.ReferralList.as_view(), name="referral_list"),
    path("referrals/<ref:ref>/", referrals.ReferralDetail.as_view(), name="referral_detail"),
    path("referrals/<ref:ref>/triage/", referrals.ReferralTriage.as_view(), name="referral_triage"),
    path("referrals/<ref:ref>/stage/", referrals.ReferralStage.as_view(), name="referral_stage"),
    path("referrals/<ref:ref>/band/", referrals.ReferralBand.as_view(), name="referral_band"),
    path("referrals/<ref:ref>/accept/", referrals.ReferralAccept.as_view(), name="referral_accept"),
    path("referrals/<ref:ref>/ask-for-paper/", evidence.EvidenceAsk.as_view(), name="evidence_ask"),
    path("evidence/<ref:ref>/here/", evidence.EvidenceReceive.as_view(), name="evidence_receive"),
    path("evidence/<ref:ref>/without/", evidence.EvidenceWaive.as_view(), name="evidence_waive"),
    path("panels/", panels.PanelList.as_view(), name="panel_list"),
    path("panels/add/", panels.PanelAdd.as_view(), name="panel_add"),
    path("panels/actions/", panels.PanelActionList.as_view(), name="panel_action_list"),
    path("panels/actions/<ref:ref>/done/", panels.PanelActionDone.as_view(), name="panel_action_done"),
    path("panels/<ref:ref>/", panels.PanelDetail.as_view(), name="panel_detail"),
    path("panels/<ref:ref>/edit/", panels.PanelEdit.as_view(), name="panel_edit"),
    path("panels/<ref:ref>/agenda/", panels.PanelAgenda.as_view(), name="panel_agenda"),
    path("panels/<ref:ref>/minutes/", panels.PanelMinutes.as_view(), name="panel_minutes"),
    path("panels/<ref:ref>/cancel/", panels.PanelCancel.as_view(), name="panel_cancel"),
]
