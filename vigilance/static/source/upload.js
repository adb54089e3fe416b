// Sends a form with a bar that fills, and tries again when the line breaks. The form's submission
// number makes it safe to send the same thing twice: the second time is the first one's answer.
"use strict";
for (const form of document.querySelectorAll("form[data-upload]")) {
  const box = document.querySelector("[data-upload-progress]");
  const bar = box && box.querySelector("progress");
  const WAITS = [2, 5, 15, 30, 60];
  if (!box) continue;
  let sending = false;

  const say = (name) => {
    for (const part of ["sending", "broken", "failed"]) box.querySelector(`[data-${part}]`).hidden = part !== name;
    box.hidden = false;
  };

  const replacePage = (request) => {
    const policy = window.trustedTypes && trustedTypes.createPolicy("upload-answer", { createHTML: (html) => html });
    const html = policy ? policy.createHTML(request.responseText) : request.responseText;
    history.replaceState(null, "", request.responseURL || form.action);
    document.open();
    document.write(html);
    document.close();
    window.scrollTo(0, 0); // a new page is read from its beginning
  };

  const send = (data, tries) => {
    const request = new XMLHttpRequest();
    const again = () => {
      if (tries >= WAITS.length) { sending = false; say("failed"); return; }
      say("broken");
      let timer = 0;
      const retry = () => {
        clearTimeout(timer);
        window.removeEventListener("online", retry);
        send(data, tries + 1);
      };
      timer = setTimeout(retry, WAITS[tries] * 1000);
      window.addEventListener("online", retry);
    };
    say("sending");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = 100 * event.loaded / event.total;
    });
    request.addEventListener("error", again);
    request.addEventListener("timeout", again);
    request.addEventListener("load", () => {
      if ([429, 502, 503, 504].includes(request.status)) again();
      else replacePage(request);
    });
    request.open("POST", form.action);
    request.timeout = 30 * 60 * 1000;
    request.send(data);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    const data = new FormData(form);
    if (event.submitter && event.submitter.name) data.append(event.submitter.name, event.submitter.value);
    send(data, 0);
    box.scrollIntoView({ block: "nearest" });
  });
}
