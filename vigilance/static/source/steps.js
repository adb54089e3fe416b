// Turns a long form into one question at a time, for those who ask for it.
"use strict";
for (const form of document.querySelectorAll("form[data-steps]")) {
  const sections = Array.from(form.querySelectorAll("fieldset[data-step]"));
  const part = (name) => form.querySelector(`[data-steps-${name}]`);
  const [bar, offer, place, buttons] = ["bar", "offer", "place", "buttons"].map(part);
  const last = Array.from(form.querySelectorAll("[data-steps-end]"));
  if (!bar || sections.length < 2) continue;
  let at = -1;

  const show = (index) => {
    at = index;
    const all = at < 0;
    sections.forEach((section, i) => { section.hidden = !all && i !== at; });
    last.forEach((end) => { end.hidden = !all && at !== sections.length - 1; });
    offer.hidden = !all;
    place.hidden = all;
    buttons.hidden = all;
    if (all) return;
    place.textContent = place.dataset.words.replace("{n}", at + 1).replace("{all}", sections.length);
    part("back").hidden = at === 0;
    part("next").hidden = at === sections.length - 1;
    const legend = sections[at].querySelector("legend");
    legend.tabIndex = -1;
    legend.focus();
    bar.scrollIntoView();
  };

  part("start").addEventListener("click", () => show(0));
  part("next").addEventListener("click", () => show(at + 1));
  part("back").addEventListener("click", () => show(at - 1));
  part("all").addEventListener("click", () => show(-1));
  // Enter in a one-line box goes on; it does not send a half-filled form.
  form.addEventListener("keydown", (event) => {
    const next = at > -1 && at < sections.length - 1;
    if (event.key === "Enter" && next && event.target.matches("input:not([type=file])")) {
      event.preventDefault();
      show(at + 1);
    }
  });
  bar.hidden = false;
}
