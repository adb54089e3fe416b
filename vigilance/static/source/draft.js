// Keeps what is typed on this phone, never elsewhere, until it is sent or forgotten.
"use strict";
{
  const DAYS = 7;
  const nameOf = (key) => "draft:" + key;
  // Storage may be refused (private windows): then there is simply no draft.
  const store = (work) => { try { return work(window.localStorage); } catch { return null; } };
  const forget = (key) => store((box) => box.removeItem(nameOf(key)));
  const skipped = (field) => !field.name || field.name === "csrf_token"
    || ["hidden", "password", "file", "submit", "button"].includes(field.type);
  const ticked = (field) => field.type === "radio" || field.type === "checkbox";

  const read = (form) => {
    const kept = {};
    for (const field of form.elements) {
      if (skipped(field)) continue;
      if (!ticked(field)) { if (field.value) kept[field.name] = field.value; }
      else if (field.checked) (kept[field.name] ||= []).push(field.value);
    }
    return kept;
  };

  const write = (form, kept) => {
    for (const field of form.elements) {
      if (skipped(field) || !(field.name in kept)) continue;
      if (ticked(field)) field.checked = kept[field.name].includes(field.value);
      else field.value = kept[field.name];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  const fresh = (key) => {
    const draft = store((box) => JSON.parse(box.getItem(nameOf(key))));
    if (!draft || Date.now() - draft.at > DAYS * 86400000) { forget(key); return null; }
    return draft.kept;
  };

  for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = form.dataset.draft;
    const note = document.querySelector(`[data-draft-note="${key}"]`);
    let forgotten = false;
    let timer = 0;
    const keep = () => {
      // A form that was sent and has given way to its receipt is not kept once more by a late timer.
      if (forgotten || !form.isConnected) return;
      const kept = read(form);
      if (!Object.keys(kept).length) return;
      const done = store((box) => { box.setItem(nameOf(key), JSON.stringify({ at: Date.now(), kept })); return true; });
      if (note && done) note.hidden = false;
    };
    const kept = fresh(key);
    // A page that came back with mistakes already holds what was typed.
    if (kept && !document.querySelector("[data-errors]")) write(form, kept);
    if (kept && note) note.hidden = false;
    form.addEventListener("input", (event) => {
      if (!event.isTrusted) return;
      forgotten = false;
      clearTimeout(timer);
      timer = setTimeout(keep, 400);
    });
    form.addEventListener("submit", keep);
    window.addEventListener("pagehide", () => { if (timer) keep(); });
    if (note) note.querySelector("[data-draft-forget]").addEventListener("click", () => {
      forgotten = true;
      clearTimeout(timer);
      forget(key);
      form.reset();
      note.hidden = true;
    });
  }
  for (const done of document.querySelectorAll("[data-draft-clear]")) forget(done.dataset.draftClear);
}
