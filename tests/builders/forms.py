"""What a browser without JavaScript does: read the page's hidden fields, fill in, send."""

import re

from html5lib import parse

SPACE = "{http://www.w3.org/1999/xhtml}"


def page_of(answer):
    """The page as a tree."""
    return parse(answer.get_data(as_text=True), namespaceHTMLElements=False)


def hidden(answer, name):
    """The value of the first hidden field with this name."""
    return next(
        field.get("value")
        for field in page_of(answer).iter("input")
        if field.get("name") == name and field.get("type") == "hidden"
    )


def said(answer):
    """All words of the page's main part, spaces made plain."""
    main = next(page_of(answer).iter("main"))
    return re.sub(r"\s+", " ", "".join(main.itertext())).strip()


def value_of(answer, name):
    """What stands in a field of the page."""
    page = page_of(answer)
    for field in page.iter("input"):
        if field.get("name") == name and field.get("type") in ("radio", "checkbox"):
            if field.get("checked") is not None:
                return field.get("value")
        elif field.get("name") == name:
            return field.get("value")
    for area in page.iter("textarea"):
        if area.get("name") == name:
            return area.text or ""
    for select in page.iter("select"):
        if select.get("name") == name:
            chosen = [
                option.get("value")
                for option in select.iter("option")
                if option.get("selected") is not None
            ]
            return chosen[0] if chosen else ""
    return None


def codes(answer):
    """Number and secret code of a receipt's page."""
    shown = [
        "".join("".join(dd.itertext()).split())
        for dd in page_of(answer).iter("dd")
        if dd.get("translate") == "no"
    ]
    return shown[0], shown[1]


def file_complaint(client, files=(), **fields):
    """Open the form, fill it in and send it, as a browser does."""
    form = client.get("/complaints/new", query_string={"lang": "en"})
    data = {
        "submission_id": hidden(form, "submission_id"),
        "language": "en",
        "lane": "ordinary",
    } | fields
    if files:
        data["evidence"] = list(files)
    return client.post("/complaints?lang=en", data=data, content_type="multipart/form-data")


def open_status(client, reference, secret, **query):
    """Open the tracking page with number and code."""
    return client.post(
        "/complaints/track",
        data={"reference": reference, "secret": secret},
        query_string={"lang": "en"} | query,
    )
