"""A clerk at a camp without a network: writes, closes the page, opens it again, and sends when the network is back."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

PLACE = "/office/intake/camp"
STORED = """async () => {
  const box = await new Promise((found) => {
    const asked = indexedDB.open("camp", 1);
    asked.onsuccess = () => found(asked.result);
  });
  const all = await new Promise((found) => {
    const asked = box.transaction("entries").objectStore("entries").getAll();
    asked.onsuccess = () => found(asked.result);
  });
  const texts = [];
  for (const each of all) texts.push(await each.sealed.text());
  return [all.length, JSON.stringify(all) + texts.join("")];
}"""


@pytest.fixture
def camp(person):
    """The camp page of a clerk, kept on the phone."""
    page = person("clerk", language="en", viewport={"width": 360, "height": 740})
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(f"{PLACE}?lang=en")
    page.wait_for_selector("html[data-camp-kept=yes]", state="attached")
    return page


def write(page, text, mobile="9000000631"):
    page.fill("#camp", "Camp at the block office")
    page.fill("#text", text)
    page.fill("#mobile", mobile)
    page.check("#read_back")
    page.check("#consent")
    page.click("main form[data-camp] button:not([type=button])")


def waits(page, words):
    page.wait_for_function(
        "words => document.querySelector('[data-said]').textContent.includes(words)", arg=words
    )


def test_entries_wait_sealed_and_are_sent_when_the_network_is_back(camp):
    context = camp.context
    context.set_offline(True)
    for place in range(3):
        write(camp, f"Money was asked at the camp, matter {place}.")
        waits(camp, f"{place + 1} waiting to be sent")
    camp.reload()
    waits(camp, "3 waiting to be sent")
    assert camp.locator("#text").input_value() == ""
    assert camp.locator("header .me form").count() == 0
    count, stored = camp.evaluate(STORED)
    assert count == 3
    assert "matter" not in stored
    assert "9000000631" not in stored

    context.set_offline(False)

    waits(camp, "Nothing waits")
    assert camp.locator("[data-list] li").count() == 3
    camp.locator("[data-list] li button").first.click()
    camp.wait_for_selector("[data-list] li strong")
    code = camp.locator("[data-list] li strong").first.inner_text()
    assert len(code.replace("-", "")) == 17
    camp.locator("[data-list] li button", has_text="Done").first.click()
    camp.wait_for_function("() => document.querySelectorAll('[data-list] li').length === 2")
    assert camp.errors == []
    camp.goto("/office/intake?lang=en")
    assert camp.locator("main tbody", has_text="Camp or field visit").count() == 1


def test_what_the_office_cannot_take_is_put_right_on_the_phone(camp):
    write(camp, "Money was asked for a pension here.", mobile="12")
    row = camp.locator("[data-list] li", has_text="must be put right")
    row.wait_for()

    row.locator("button").click()
    camp.wait_for_selector(".mistake >> text=10 digits")
    assert camp.locator("#text").input_value() == "Money was asked for a pension here."
    camp.fill("#mobile", "9000000632")
    camp.click("main form[data-camp] button:not([type=button])")

    waits(camp, "Nothing waits")
    assert camp.locator("[data-list] li", has_text="Sent").count() >= 1
    assert camp.errors == []


def test_what_is_missing_is_told_before_anything_is_kept(camp):
    camp.context.set_offline(True)
    camp.fill("#camp", "Camp at the block office")
    camp.click("main form[data-camp] button:not([type=button])")

    camp.wait_for_selector("[data-missing]:not([hidden])")

    assert "What happened" in camp.locator("[data-missing]").inner_text()
    assert camp.evaluate(STORED)[0] == 0
    camp.context.set_offline(False)


def test_no_other_page_is_handed_out_from_the_phone(camp):
    camp.context.set_offline(True)

    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        camp.goto("/office/intake")
    camp.context.set_offline(False)
