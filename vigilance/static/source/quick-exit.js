// Leaves at once, and leaves no step back to this page: the link alone works without this.
"use strict";
{
  const link = document.querySelector("[data-quick-exit]");
  const leave = (event) => {
    if (event) event.preventDefault();
    document.body.hidden = true;
    document.title = " ";
    window.location.replace(link.href);
  };
  let presses = [];
  if (link) {
    link.addEventListener("click", leave);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      presses = presses.filter((at) => event.timeStamp - at < 2000).concat(event.timeStamp);
      if (presses.length > 2) leave();
    });
  }
}
