// The meeting room: arrow keys turn the page, F takes the whole screen, Escape leaves.
"use strict";
{
  const full = document.querySelector("[data-full]");
  const take = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  const keys = {
    ArrowRight: "[rel=next]", PageDown: "[rel=next]", " ": "[rel=next]",
    ArrowLeft: "[rel=prev]", PageUp: "[rel=prev]", Escape: "[data-leave]",
  };
  if (document.fullscreenEnabled) {
    full.hidden = false;
    full.addEventListener("click", take);
  }
  document.querySelector("[data-keys-told]").hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button, input, select, summary, a")) return;
    if (event.key.toLowerCase() === "f" && document.fullscreenEnabled) take();
    const link = keys[event.key] && document.querySelector(keys[event.key]);
    if (link) { event.preventDefault(); link.click(); }
  });
}
