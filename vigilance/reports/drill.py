"""One slice of what is pending as its address says it: a place, a scheme, an age band, a stage, in any company."""

from flask import current_app, url_for

from vigilance.complaints.subject import district_name, scheme_name
from vigilance.domain.errors import NotFound
from vigilance.reference import Reference, load_reference
from vigilance.reports import queries
from vigilance.reports.queries import NOT_KNOWN
from vigilance.reports.schemas import Drill, DrillAddress
from vigilance.reports.sheet import NO_CODE, NO_DISTRICT, NO_PLACE, NO_SCHEME, Sheet
from vigilance.reports.stages import states_of
from vigilance.web.arguments import read_arguments
from vigilance.web.labels import label_of
from vigilance.web.language import language


def known_places() -> Reference:
    """The places and schemes of this office."""
    return load_reference(current_app.config["SETTINGS"].config_dir)


def everywhere(**said: str | None) -> str:
    """The address of a slice of the whole."""
    return url_for("minister.pending", **said)  # type: ignore[arg-type]  # codes


def read_drill() -> Drill:
    """Which slice this request asks for; NotFound where there is no such place or scheme."""
    drill: Drill = read_arguments(DrillAddress)
    divisions = {division.key for division in known_places().divisions}
    if drill.division not in {None, NO_PLACE, *divisions}:
        raise NotFound("division")
    if drill.district is not None and drill.district not in known_places().districts:
        raise NotFound("district")
    if drill.scheme not in {None, NO_CODE, *known_places().schemes}:
        raise NotFound("scheme")
    return drill


def slice_of(drill: Drill) -> queries.Slice:
    """The slice of the totals."""
    districts: list[str] | None = None
    if drill.district is not None:
        districts = [drill.district]
    elif drill.division == NO_PLACE:
        districts = [NOT_KNOWN]
    elif drill.division is not None:
        known = known_places().districts.values()
        districts = [each.code for each in known if each.division == drill.division]
    states = states_of(drill.stage) if drill.stage else None
    scheme = NOT_KNOWN if drill.scheme == NO_CODE else drill.scheme
    return queries.Slice(districts, drill.band, states, scheme)


def sheet_of(found: queries.Pending, drill: Drill) -> Sheet:
    """Its counts in words, each leading to a narrower slice."""
    return Sheet(found, known_places(), language(), lambda **more: address_of(drill, **more))


def address_of(drill: Drill, **more: str | None) -> str:
    """The address of this slice with one more thing said; another place takes the place of this one."""
    said: dict[str, str | None] = {
        "scheme": drill.scheme,
        "band": drill.band,
        "stage": drill.stage,
    }
    if not more.keys() & {"division", "district"}:
        said |= {"division": drill.division, "district": drill.district}
    return everywhere(**{**said, **more})


def matters_of(drill: Drill) -> str:
    """The address of the matters themselves, for who sees records."""
    return url_for(
        "pending.behind",
        division=drill.division,
        district=drill.district,
        scheme=drill.scheme,
        band=drill.band,
        stage=drill.stage,
    )


def chosen_of(drill: Drill) -> list[tuple[str, str]]:
    """What the slice is, in words, each with the address of the slice without it."""
    said = (
        ("district", _place(drill)),
        ("scheme", _scheme(drill)),
        ("band", label_of(drill.band).said_in(language()) if drill.band else None),
        ("stage", label_of(drill.stage).said_in(language()) if drill.stage else None),
    )
    return [(words, address_of(drill, **{name: None})) for name, words in said if words]


def _place(drill: Drill) -> str | None:
    if drill.district is not None:
        return district_name(drill.district)
    if drill.division is None:
        return None
    names = {division.key: division.name for division in known_places().divisions}
    return names.get(drill.division, NO_DISTRICT).said_in(language())


def _scheme(drill: Drill) -> str | None:
    if drill.scheme == NO_CODE:
        return NO_SCHEME.said_in(language())
    return scheme_name(drill.scheme) if drill.scheme else None
