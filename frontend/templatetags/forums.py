"""``{% load forums %}``: topics as lines, drawn in Python."""

from __future__ import annotations

from django import template

from forums.parts import told_part
from frontend.forums import rows

register = template.Library()
register.filter("part", told_part)
register.simple_tag(rows.draw_topic, name="topic_row")
