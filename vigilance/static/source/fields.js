// Counts letters as a reader counts them, and lists the files chosen.
"use strict";
{
  const cutter = window.Intl && Intl.Segmenter ? new Intl.Segmenter(document.documentElement.lang) : null;
  const letters = (text) => {
    if (text.length > 20000 || !cutter) return Array.from(text).length;
    let count = 0;
    for (const part of cutter.segment(text)) count += part.segment ? 1 : 0;
    return count;
  };
  const number = (value) => value.toLocaleString("en-IN");

  const size = (bytes) => bytes < 1e6 ? Math.ceil(bytes / 1e3) + " KB" : (bytes / 1e6).toFixed(1) + " MB";

  const count = (area) => {
    const line = document.querySelector(`[data-count="${area.id}"]`);
    const limit = Number(area.dataset.limit);
    let timer = 0;
    const show = () => {
      const left = limit - letters(area.value);
      line.textContent = (left < 0 ? line.dataset.over : line.dataset.left).replace("{n}", number(Math.abs(left)));
      line.classList.toggle("over", left < 0);
    };
    area.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 300); });
    if (area.value) show();
  };

  const name = (list) => {
    const input = document.getElementById(list.dataset.chosen);
    const show = () => {
      list.replaceChildren(...Array.from(input.files, (file) => {
        const row = document.createElement("li");
        for (const words of [file.name, size(file.size)]) {
          const part = document.createElement("span");
          part.textContent = words;
          row.append(part);
        }
        return row;
      }));
      list.hidden = !input.files.length;
    };
    input.addEventListener("change", show);
    input.form && input.form.addEventListener("reset", () => setTimeout(show));
  };

  const look = (root) => {
    root.querySelectorAll("textarea[data-limit]").forEach(count);
    root.querySelectorAll("[data-chosen]").forEach(name);
  };
  look(document);
  document.addEventListener("opened", (event) => look(event.detail));

  const errors = document.querySelector("[data-errors]");
  if (errors) errors.focus();
}
