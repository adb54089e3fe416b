"""The questions of a complaint's form that are the same at every door; each door asks the others in its own words."""

from flask_babel import gettext as _


def matter_labels() -> dict[str, str]:
    """What is asked of the matter, by field, in the reader's language."""
    return {
        "district": _("District"),
        "place": _("Where in the district?"),
        "scheme": _("Which scheme or work?"),
        "post_complained_against": _("Who did it?"),
        "incident_date": _("When did it happen?"),
        "amount_demanded": _("How much money was asked for?"),
        "live_demand": _("The money is still to be paid"),
    }


def reached_labels() -> dict[str, str]:
    """Who complains and how he is reached, by field, asked by somebody who writes it down for him."""
    return {
        "name": _("Name"),
        "mobile": _("Mobile number"),
        "email": _("E-mail address"),
        "address": _("Postal address"),
    }
