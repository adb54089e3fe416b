// Opens a form of the file in its place, so that what is typed elsewhere on the page is not lost.
"use strict";
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-opens]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const leave = () => location.assign(link.href);
  const version = (page) => page.querySelector("[data-version]")?.dataset.version;
  const request = new XMLHttpRequest();
  request.responseType = "document";
  request.onerror = leave;
  request.onload = () => {
    const page = request.response;
    const form = page && page.querySelector(`details[id="${link.id}"]`);
    // A file that moved on meanwhile is shown whole: nobody acts on what he has not read.
    if (request.status !== 200 || !form || version(page) !== version(document)) { leave(); return; }
    const opened = document.importNode(form, true);
    const row = link.closest(".opener");
    if (row.tagName === "LI") { row.classList.remove("opener"); link.replaceWith(opened); } else row.replaceWith(opened);
    document.dispatchEvent(new CustomEvent("opened", { detail: opened }));
    opened.querySelector("summary").focus();
  };
  request.open("GET", link.href.split("#")[0]);
  request.send();
});
