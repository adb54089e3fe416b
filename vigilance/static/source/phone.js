// A call in progress: what is typed is kept every few seconds, without the files, and the page says when.
"use strict";
for (const form of document.querySelectorAll("form[data-keep]")) {
  const said = form.querySelector("[data-keep-said]");
  const EVERY = 4000;
  let typed = "", kept = snapshot(), keptAt = clock(), busy = false, over = false;

  function snapshot() {
    const data = new FormData(form);
    data.delete("evidence");
    return new URLSearchParams(data).toString();
  }
  function clock() {
    return new Date().toLocaleTimeString(document.documentElement.lang === "hi" ? "hi-IN" : "en-IN", { timeZone: "Asia/Kolkata", hour12: false });
  }
  const say = (name) => { said.textContent = said.dataset[name].replace("{time}", keptAt); };

  const keep = async () => {
    typed = snapshot();
    if (busy || over || typed === kept) return;
    busy = true;
    try {
      const answer = await fetch(form.dataset.keep, {
        method: "POST",
        body: new URLSearchParams(typed + "&quiet=1"),
        redirect: "error",
        credentials: "same-origin",
      });
      if (answer.status !== 204) throw new Error("not kept");
      kept = typed;
      keptAt = clock();
      say("kept");
    } catch (error) {
      say("failed");
    }
    busy = false;
  };

  form.addEventListener("submit", () => { over = true; });
  setInterval(keep, EVERY);
  document.addEventListener("visibilitychange", keep);
}
