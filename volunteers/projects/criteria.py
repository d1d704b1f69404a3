"""What every municipality looks at that has named no criteria of its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

DEFAULT_CRITERIA = (
    _("It serves the people of the municipality, and nobody's private gain."),
    _("It is clear what will be done, where, when and by whom."),
    _("Its goals can be checked when it ends."),
    _("Hours, things and money asked for fit what will be done."),
    _("It is safe for those who take part, children among them."),
    _("It is open to everybody, whatever their origin, faith, sex, age or ability."),
    _("It needs no permit, or has it, or says how it will get it."),
    _("It breaks no law and does not campaign for a party or a candidate."),
)
