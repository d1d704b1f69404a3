"""Addresses of forums and topics."""

from django.urls import path

from .views import acts, doors, feeds, history, lists, order, posts, settings, topics

urlpatterns = [
    path("forums/", lists.forums, name="forums"),
    path("forums/<key:pk>/", lists.forum, name="forum"),
    path("forums/<key:pk>/new/", topics.new, name="topic_new"),
    path("forums/<key:pk>/read/", acts.forum_read, name="forum_read"),
    path("forums/<key:pk>/settings/", settings.settings, name="forum_settings"),
    path("forums/<key:pk>/feed.atom", feeds.forum_feed, name="forum_feed"),
    path("municipalities/<str:code>/forum/", doors.of_municipality, name="municipality_forum"),
    path("consultations/<key:pk>/forum/", doors.of_consultation, name="consultation_forum"),
    path("organisations/<key:pk>/forum/", doors.of_organisation, name="organisation_forum"),
    path("topics/<key:pk>/", topics.topic, name="topic"),
    path("topics/<key:pk>/post/", posts.say, name="topic_post"),
    path("topics/<key:pk>/read/", acts.read, name="topic_read"),
    path("topics/<key:pk>/level/", acts.level, name="topic_level"),
    path("topics/<key:pk>/resume/", acts.resume, name="topic_resume"),
    path("topics/<key:pk>/react/<key:question_id>/", acts.react, name="topic_react"),
    path("topics/<key:pk>/order/", order.order, name="topic_order"),
    path("topics/<key:pk>/split/", order.split, name="topic_split"),
    path("topics/<key:pk>/take-back/", order.take_back, name="topic_take_back"),
    path("topics/<key:pk>/history/", history.topic_history, name="topic_history"),
    path("topics/<key:pk>/feed.atom", feeds.topic_feed, name="topic_feed"),
    path("topics/<key:pk>/posts/<key:post_id>/edit/", posts.edit, name="topic_post_edit"),
    path("topics/<key:pk>/posts/<key:post_id>/history/", posts.history, name="topic_post_history"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
]
