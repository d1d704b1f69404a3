"""Addresses of projects."""

from django.urls import path

from .views import asking, leading, lists, news, offering, proposing

urlpatterns = [
    path("", lists.projects, name="projects"),
    path("new/", proposing.new, name="project_new"),
    path("criteria/", lists.criteria, name="project_criteria"),
    path("<key:pk>/", lists.project, name="project"),
    path("<key:pk>/follow/", lists.follow, name="project_follow"),
    path("<key:pk>/edit/", proposing.edit, name="project_edit"),
    path("<key:pk>/submit/", proposing.submit, name="project_submit"),
    path("<key:pk>/withdraw/", proposing.withdraw, name="project_withdraw"),
    path("<key:pk>/discard/", proposing.discard, name="project_discard"),
    path("<key:pk>/lead/", leading.lead, name="project_lead"),
    path("<key:pk>/begin/", leading.begin, name="project_begin"),
    path("<key:pk>/end/", leading.end, name="project_end"),
    path("<key:pk>/coordinators/", leading.name, name="coordinator_name"),
    path("<key:pk>/coordinators/<key:person_id>/remove/", leading.remove, name="coordinator_remove"),
    path("<key:pk>/news/new/", news.new, name="project_news_new"),
    path("<key:pk>/news/<key:update_id>/edit/", news.edit, name="project_news_edit"),
    path("<key:pk>/news/<key:update_id>/remove/", news.remove, name="project_news_remove"),
    path("<key:pk>/report/", news.report, name="project_report"),
    path("<key:pk>/needs/<key:need_id>/offer/", offering.offer, name="project_offer"),
    path("<key:pk>/offers/", offering.offers, name="project_offers"),
    path("<key:pk>/offers/<key:offer_id>/answer/", offering.answer, name="offer_answer"),
    path("<key:pk>/offers/<key:offer_id>/brought/", offering.brought, name="offer_brought"),
    path("<key:pk>/offers/<key:offer_id>/withdraw/", offering.withdraw, name="offer_withdraw"),
    path("<key:pk>/questions/", asking.ask, name="project_ask"),
    path("<key:pk>/posts/<key:post_id>/", asking.question, name="project_question"),
    path("<key:pk>/posts/<key:post_id>/answer/", asking.reply, name="project_reply"),
    path("<key:pk>/posts/<key:post_id>/edit/", asking.change, name="project_post_edit"),
    path("<key:pk>/support/<key:question_id>/", asking.support, name="project_support"),
]
