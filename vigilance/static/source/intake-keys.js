// Walks a list by keys: j next, k previous, o open, and the letters its rows offer ([data-key]).
// The keys can be switched off (a speech user's words must not press them).
"use strict";
{
  const list = document.querySelector("table[data-keys]");
  const help = document.querySelector("[data-keys-help]");
  const store = (work) => { try { return work(window.localStorage); } catch { return null; } };
  let on = store((box) => box.getItem("keys")) !== "off";
  let at = -1;

  const rows = () => Array.from(list.tBodies[0].rows);
  const go = (step) => {
    const all = rows();
    if (!all.length) return;
    at = Math.min(Math.max(at + step, 0), all.length - 1);
    const target = all[at].querySelector("a, button, input");
    if (target) target.focus();
    all[at].scrollIntoView({ block: "nearest" });
  };

  const press = (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (!on || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows()[at];
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (!row || event.key.length > 1) return;
    else {
      const offered = row.querySelector(event.key === "o" ? "a" : `[data-key="${CSS.escape(event.key)}"]`);
      if (!offered) return;
      offered.click();
    }
    event.preventDefault();
  };

  if (list) {
    document.addEventListener("keydown", press);
    list.addEventListener("focusin", (event) => { at = rows().indexOf(event.target.closest("tbody tr")); });
  }
  if (list && help) {
    const toggle = help.querySelector("[data-keys-toggle]");
    const show = () => toggle.setAttribute("aria-pressed", String(on));
    toggle.addEventListener("click", () => {
      on = !on;
      store((box) => box.setItem("keys", on ? "on" : "off"));
      show();
    });
    help.hidden = false;
    show();
  }
}
