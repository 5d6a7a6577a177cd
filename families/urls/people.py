"""Addresses of what is written about a child and the people around it."""

from django.urls import path

from ..views import care, homes, people, social_care

urlpatterns = [
    path("children/<ref:ref>/edit/", people.ChildEdit.as_view(), name="child_edit"),
    path("children/<ref:ref>/family/edit/", people.FamilyEdit.as_view(), name="family_edit"),
    path("children/<ref:ref>/adults/add/", people.CarerAdd.as_view(), name="carer_add"),
    path("adults/<ref:ref>/", people.CarerEdit.as_view(), name="carer_edit"),
    path("adults/<ref:ref>/rights/", people.CarerAccess.as_view(), name="carer_access"),
    path("adults/<ref:ref>/end/", people.CarerEnd.as_view(), name="carer_end"),
    path("children/<ref:ref>/needs/", care.NeedList.as_view(), name="need_list"),
    path("children/<ref:ref>/needs/add/", care.NeedAdd.as_view(), name="need_add"),
    path("needs/<ref:ref>/", care.NeedChange.as_view(), name="need_change"),
    path("needs/<ref:ref>/end/", care.NeedEnd.as_view(), name="need_end"),
    path("children/<ref:ref>/medical/add/", care.MedicalAdd.as_view(), name="medical_add"),
    path("medical/<ref:ref>/", care.MedicalEdit.as_view(), name="medical_edit"),
    path("medical/<ref:ref>/end/", care.MedicalEnd.as_view(), name="medical_end"),
    path("children/<ref:ref>/settings/add/", care.SettingAdd.as_view(), name="setting_add"),
    path("places/<ref:ref>/", care.SettingEdit.as_view(), name="setting_edit"),
    path("places/<ref:ref>/end/", care.SettingEnd.as_view(), name="setting_end"),
    path("children/<ref:ref>/people/add/", care.ProfessionalAdd.as_view(), name="professional_add"),
    path("professionals/<ref:ref>/", care.ProfessionalEdit.as_view(), name="professional_edit"),
    path("professionals/<ref:ref>/end/", care.ProfessionalEnd.as_view(), name="professional_end"),
    path("children/<ref:ref>/social-care/", social_care.SocialCareList.as_view(), name="social_care_list"),
    path("children/<ref:ref>/social-care/add/", social_care.SocialCareAdd.as_view(), name="social_care_add"),
    path("social-care/<ref:ref>/", social_care.SocialCareEdit.as_view(), name="social_care_edit"),
    path("children/<ref:ref>/orders/add/", social_care.CourtOrderAdd.as_view(), name="court_order_add"),
    path("orders/<ref:ref>/", social_care.CourtOrderEdit.as_view(), name="court_order_edit"),
    path("orders/<ref:ref>/end/", social_care.CourtOrderEnd.as_view(), name="court_order_end"),
    path("children/<ref:ref>/home/add/", homes.HomeAdd.as_view(), name="home_add"),
    path("children/<ref:ref>/home/hide/", homes.HomeProtect.as_view(), name="home_protect"),
    path("children/<ref:ref>/home/show/", homes.HomeShow.as_view(), name="home_show"),
    path("children/<ref:ref>/siblings/add/", homes.SiblingAdd.as_view(), name="sibling_add"),
    path("children/<ref:ref>/siblings/part/", homes.SiblingPart.as_view(), name="sibling_part"),
]
