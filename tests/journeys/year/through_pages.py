"""What officers and citizens do on pages: filing, freezing, directing. The forms are sent as a browser sends them."""

from datetime import date, timedelta

from tests.builders.forms import file_complaint
from tests.journeys.year.complaints import story_of
from tests.journeys.year.conftest import Year
from tests.journeys.year.sittings import released_cases
from tests.journeys.year.world import Matter
from vigilance.complaints.models import Complaint
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.roles import Role

FROM_THE_PAGE = 5
"""So many complaints a month come through the citizens' own form; the others by the command behind it."""


def file_on_the_page(year: Year, month: date) -> None:
    """Citizens fill in the form; each complaint then has a story like any other."""
    world = year.world
    for number in range(FROM_THE_PAGE):
        rng = world.rng("page", month, number)
        answer = file_complaint(
            year.app.test_client(),
            text=f"An invented complaint of {month} by the page, {number}.",
            district="135",
            scheme="OAP",
            name="Invented Person",
            mobile="9000000777",
        )
        assert answer.status_code == 201, answer.status_code
        matter = _entered(year)
        world.matters[matter.number] = matter
        world.tell(story_of(world, matter, rng), matter, rng)


def _entered(year: Year) -> Matter:
    with year.world.database.reading() as session:
        act_as(session, SYSTEM)
        found = session.query(Complaint).order_by(Complaint.number.desc()).first()
        return Matter(
            found.record_id,
            found.number,
            found.lane.value,
            found.district_code or "-",
            found.scheme_code or "-",
        )


def freeze_sheet(year: Year) -> str:
    """The minister freezes his sheet; where it stands from now on."""
    answer = year.reader(Role.MINISTER).browser.post("/minister/sheets")
    assert answer.status_code == 303
    year.reader(Role.MINISTER).open("/minister/sheets")  # where it is said that it is frozen
    return str(answer.headers["Location"])


def freeze_return(year: Year, cadence: str, since: date) -> str:
    """The CVO freezes the return of a period that is over."""
    address = f"/office/returns/{cadence}/{since.isoformat()}"
    answer = year.reader(Role.CVO).browser.post(f"{address}/freeze")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return address


def direct(year: Year, day: date) -> None:
    """The minister directs on two released cases, on their pages."""
    cases = released_cases(year.world)
    for number in year.world.rng("minister", day).sample(cases, min(2, len(cases))):
        due = day + timedelta(days=20)
        fields = {"text": "To be brought before me with the papers.", "due_on": f"{due:%d/%m/%Y}"}
        browser = year.reader(Role.MINISTER).browser
        answer = browser.post(f"/minister/cases/{number}/directions", data=fields)
        assert answer.status_code == 303, (number, answer.get_data(as_text=True))
    year.reader(Role.MINISTER).open("/minister/directions")  # where it is said that they are given
