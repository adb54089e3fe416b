// Read-back of the code, and the print buttons.
"use strict";
{
  const plain = (text) => text.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "")
    .replace(/[०-९]/g, (digit) => digit.charCodeAt(0) - 0x966).replace(/O/g, "0").replace(/[IL]/g, "1");
  for (const box of document.querySelectorAll("[data-readback]")) {
    const input = box.querySelector("input");
    const asked = plain(box.dataset.readback);
    box.hidden = false;
    input.addEventListener("input", () => {
      const typed = plain(input.value);
      box.querySelector("[data-right]").hidden = typed !== asked;
      box.querySelector("[data-wrong]").hidden = typed.length < asked.length || typed === asked;
    });
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
