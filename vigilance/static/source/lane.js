// Who complains without a name is not asked for one: the questions about him are hidden and are not sent.
"use strict";
for (const asked of document.querySelectorAll("fieldset[data-not-for]")) {
  const lane = asked.dataset.notFor;
  const form = asked.form || asked.closest("form");
  const shown = document.querySelector(`[data-only-for="${lane}"]`);
  const show = () => {
    const chosen = form.querySelector('[name="lane"]:checked');
    const away = Boolean(chosen) && chosen.value === lane;
    asked.hidden = asked.disabled = away;
    if (shown) shown.hidden = !away;
  };
  form.addEventListener("input", show);
  form.addEventListener("reset", () => setTimeout(show));
  show();
}
