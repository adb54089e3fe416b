// A table wider than a small window becomes a list of cards, so that no column is out of sight.
// Without this script it scrolls within its own frame.
"use strict";
{
  const SMALL = 640;

  const label = (table) => {
    const names = Array.from(table.tHead.rows[0].cells, (cell) => cell.textContent.trim());
    for (const body of table.tBodies) {
      for (const row of body.rows) {
        let column = 0;
        for (const cell of row.cells) {
          if (cell.colSpan < names.length) cell.dataset.label = names[column] || "";
          column += cell.colSpan;
        }
      }
    }
  };

  const fit = () => {
    for (const wrap of document.querySelectorAll(".table-wrap")) {
      const table = wrap.querySelector("table");
      if (!table || !table.tHead) continue;
      wrap.classList.remove("cards");
      if (window.innerWidth >= SMALL || wrap.scrollWidth <= wrap.clientWidth) continue;
      label(table);
      wrap.classList.add("cards");
    }
  };

  let width = 0;
  const refit = () => {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    fit();
  };
  refit();
  window.addEventListener("resize", refit);
  document.fonts.ready.then(fit);
}
