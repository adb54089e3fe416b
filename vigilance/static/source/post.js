// The post desk by keyboard: the first field is ready to be typed in, and Ctrl with Enter sends the form.
"use strict";
{
  const form = document.querySelector("form[data-focus]");
  const first = form && document.getElementById(form.dataset.focus);
  if (first && !document.querySelector("[data-errors]")) first.focus({ preventScroll: true });
  if (form) {
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      const buttons = form.querySelectorAll("button:not([type=button])");
      form.requestSubmit(Array.from(buttons).find((one) => !one.hasAttribute("formaction")));
    });
  }
}
