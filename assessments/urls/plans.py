"""Addresses of a child's plan: aspirations, outcomes, strategies and plan reviews."""

from django.urls import path

from ..views import plan_reviews, plans, strategies

urlpatterns = [
    path("children/<ref:ref>/plan/", plans.PlanDetail.as_view(), name="plan_detail"),
    path("children/<ref:ref>/hopes/add/", plans.AspirationAdd.as_view(), name="aspiration_add"),
    path("hopes/<ref:ref>/edit/", plans.AspirationEdit.as_view(), name="aspiration_edit"),
    path("hopes/<ref:ref>/end/", plans.AspirationEnd.as_view(), name="aspiration_end"),
    path("children/<ref:ref>/outcomes/add/", plans.OutcomeAdd.as_view(), name="outcome_add"),
    path("outcomes/<ref:ref>/edit/", plans.OutcomeEdit.as_view(), name="outcome_edit"),
    path("outcomes/<ref:ref>/end/", plans.OutcomeEnd.as_view(), name="outcome_end"),
    path("children/<ref:ref>/advice/add/", strategies.StrategyAdd.as_view(), name="strategy_add"),
    path("advice/<ref:ref>/", strategies.StrategyReview.as_view(), name="strategy_review"),
    path("children/<ref:ref>/reviews/", plan_reviews.ReviewList.as_view(), name="review_list"),
    path("children/<ref:ref>/reviews/plan/", plan_reviews.ReviewPlan.as_view(), name="review_plan"),
    path("reviews/<ref:ref>/", plan_reviews.ReviewDetail.as_view(), name="review_detail"),
    path("reviews/<ref:ref>/hold/", plan_reviews.ReviewHold.as_view(), name="review_hold"),
    path("reviews/<ref:ref>/edit/", plan_reviews.ReviewEdit.as_view(), name="review_edit"),
]
