// Complaints at a camp: each is sealed on the phone to the officer's public key the moment it is written, kept, and
// sent when there is a network. The phone cannot read what it keeps. The server opens it (vigilance/post/camp_keys.py).
"use strict";
{
  const form = document.querySelector("form[data-camp]");
  const section = document.querySelector("[data-waiting]");
  const list = section.querySelector("[data-list]");
  const said = section.querySelector("[data-said]");
  const missing = form.querySelector("[data-missing]");
  const words = form.dataset;
  const MOST = 15e6;
  const INFO = new TextEncoder().encode("vigilance camp entry 1");
  const bytesOf = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

  // --- what the phone keeps -----------------------------------------------------------------------
  const store = new Promise((found, failed) => {
    const asked = indexedDB.open("camp", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("entries", { keyPath: "id" });
    asked.onsuccess = () => found(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const inStore = async (mode, work) => {
    const transaction = (await store).transaction("entries", mode, { durability: "strict" });
    const request = work(transaction.objectStore("entries"));
    return new Promise((found, failed) => {
      transaction.oncomplete = () => found(request.result);
      transaction.onerror = transaction.onabort = () => failed(transaction.error);
    });
  };
  const entries = async () => (await inStore("readonly", (box) => box.getAll())).sort((a, b) => a.at - b.at);
  const keep = (entry) => inStore("readwrite", (box) => box.put(entry));
  const forget = (id) => inStore("readwrite", (box) => box.delete(id));
  const read = (id) => inStore("readonly", (box) => box.get(id));

  // --- sealing ------------------------------------------------------------------------------------
  const seal = async (id, value) => {
    const subtle = crypto.subtle, curve = { name: "ECDH", namedCurve: "P-256" };
    const theirs = await subtle.importKey("raw", bytesOf(words.key), curve, false, []);
    const own = await subtle.generateKey(curve, false, ["deriveBits"]);
    const point = new Uint8Array(await subtle.exportKey("raw", own.publicKey));
    const shared = await subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
    const wide = await subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const info = new Uint8Array(await new Blob([INFO, point]).arrayBuffer());
    const key = await subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info }, wide, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const content = new TextEncoder().encode(JSON.stringify(value));
    const sealed = await subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: new TextEncoder().encode(id) }, key, content);
    return new Blob([new Uint8Array([1]), point, nonce, sealed]);
  };
  const base64Of = (file) => new Promise((found, failed) => {
    const reader = new FileReader();
    reader.onload = () => found(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
  const written = async () => {
    const fields = { made_at: new Date().toISOString() }, files = [];
    for (const [name, value] of new FormData(form)) {
      if (value instanceof File) {
        if (value.size) files.push({ name: value.name, content: await base64Of(value) });
      } else if (!["csrf_token", "submission_id"].includes(name)) fields[name] = value;
    }
    return { fields, files };
  };

  // --- the list -----------------------------------------------------------------------------------
  const timeOf = (at) => new Date(at).toLocaleString(document.documentElement.lang === "hi" ? "hi-IN" : "en-IN", { timeZone: "Asia/Kolkata", dateStyle: "medium", timeStyle: "short" });
  const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);
  const button = (text, work) => element("button", text, { type: "button", className: "button plain", onclick: work });

  const line = (entry) => {
    const row = document.createElement("li");
    const time = timeOf(entry.at);
    if (entry.stage === "sent") {
      row.append(entry.reference ? words.wordsSent.replace("{reference}", entry.reference.replace(/(.{4})/, "$1-")) : words.wordsKnown, " ");
      if (entry.reference) row.append(button(words.wordsCode, () => showCode(entry, row)), " ");
      row.append(button(words.wordsDone, async () => { await forget(entry.id); await show(); }));
    } else if (entry.stage === "refused") {
      row.append(words.wordsRefused.replace("{time}", time), " ", button(words.wordsMend, () => mend(entry)));
    } else {
      row.append((entry.stage === "other" ? words.wordsOther : words.wordsWritten).replace("{time}", time));
    }
    return row;
  };

  const show = async (note) => {
    const all = await entries();
    const waiting = all.filter((entry) => entry.stage !== "sent").length;
    list.replaceChildren(...all.map(line));
    section.hidden = !all.length && !note;
    said.textContent = [note, waiting ? words.wordsWaiting.replace("{n}", String(waiting)) : words.wordsNone].filter(Boolean).join(" ");
    section.querySelector("[data-send-all]").hidden = !waiting;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `camp-waiting=${waiting}; path=/; SameSite=Strict; max-age=${waiting ? 5184000 : 0}${secure}`;
  };

  const offLine = (away) => { document.querySelector("[data-off-line]").hidden = !away; };

  // --- sending ------------------------------------------------------------------------------------
  let busy = false;
  const token = async () => {
    const answer = await fetch(words.ready, { redirect: "manual", credentials: "same-origin" });
    if (!answer.ok) {
      said.replaceChildren(element("a", words.wordsSignIn, { href: words.signIn }));
      return null;
    }
    return (await answer.json()).csrf;
  };
  const packed = (entry, csrf) => {
    const data = new FormData();
    data.append("csrf_token", csrf);
    data.append("entry", entry.id);
    data.append("sealed", entry.sealed, "entry");
    if (entry.earlier) data.append("earlier", entry.earlier, "earlier");
    return data;
  };
  const post = (entry, csrf) => fetch(words.send, {
    method: "POST", body: packed(entry, csrf), redirect: "error", credentials: "same-origin", headers: { "Idempotency-Key": entry.id },
  });

  const sendAll = async (note) => {
    if (busy) return;
    busy = true;
    let away = false;
    try {
      const waiting = (await entries()).filter((entry) => entry.stage === "waiting" || entry.stage === "other");
      const csrf = waiting.length ? await token() : null;
      for (const entry of csrf ? waiting : []) {
        const answer = await post(entry, csrf);
        if (answer.ok) {
          const told = await answer.json();
          await keep({ ...entry, stage: "sent", reference: told.reference });
        } else if (answer.status === 403) await keep({ ...entry, stage: "other" });
        else if ([400, 413, 422].includes(answer.status)) await keep({ ...entry, stage: "refused" });
        else if (answer.status === 401) break;
      }
      if (!waiting.length || csrf) await show(note);
    } catch {
      away = true; // no network, or none that holds: everything waits as before
      await show(note);
    }
    offLine(away);
    busy = false;
  };

  const showCode = async (entry, row) => {
    try {
      const csrf = await token();
      const answer = csrf && await post(entry, csrf);
      const told = answer && answer.ok ? await answer.json() : {};
      if (!told.secret) { row.append(words.wordsKnown); return; }
      const slip = element("form", "", { method: "post", action: words.letter, target: "_blank" });
      for (const [name, value] of [["csrf_token", csrf], ["slip", told.slip]]) slip.append(element("input", "", { type: "hidden", name, value }));
      slip.append(element("button", words.wordsSlip, { className: "button second" }));
      const code = element("strong", told.secret.match(/.{1,4}/g).join("-"), { translate: false });
      const shown = element("p", words.wordsSecret + ": ");
      shown.append(code);
      row.append(shown, slip);
    } catch { offLine(true); }
  };

  const mend = async (entry) => {
    const csrf = await token().catch(() => null);
    if (!csrf) { offLine(true); return; }
    const page = element("form", "", { method: "post", action: words.mend, enctype: "multipart/form-data", hidden: true });
    for (const [name, value] of [["csrf_token", csrf], ["entry", entry.id]]) page.append(element("input", "", { type: "hidden", name, value }));
    for (const name of ["sealed", "earlier"]) {
      if (!entry[name]) continue;
      const box = element("input", "", { type: "file", name }), files = new DataTransfer();
      files.items.add(new File([entry[name]], name));
      box.files = files.files;
      page.append(box);
    }
    document.body.append(page);
    page.submit();
  };

  // --- writing ------------------------------------------------------------------------------------
  const lacking = (value) => {
    const { fields, files } = value, wants = [];
    if (!(fields.camp || "").trim()) wants.push("camp");
    if (!(fields.text || "").trim() && !files.length) wants.push("text");
    for (const name of ["read_back", "consent"]) if (!fields[name]) wants.push(name);
    return wants;
  };
  const tell = (text) => { missing.textContent = text; missing.hidden = !text; };
  const nameOf = (id) => form.querySelector(`label[for="${id}"]`).firstChild.textContent.trim();

  const submit = async () => {
    const size = Array.from(new FormData(form).values()).reduce((all, value) => all + (value instanceof File ? value.size : 0), 0);
    if (size > MOST) { tell(words.wordsLarge); return; }
    const value = await written(), wants = lacking(value), camp = value.fields.camp, tongue = value.fields.language;
    if (wants.length) {
      tell(words.wordsMissing.replace("{fields}", wants.map(nameOf).join("; ")));
      document.getElementById(wants[0]).focus();
      return;
    }
    const mended = words.mends ? await read(words.mends) : null;
    const id = mended ? mended.id : crypto.randomUUID();
    const earlier = mended ? mended.earlier || mended.sealed : undefined;
    await keep({ id, at: mended ? mended.at : Date.now(), stage: "waiting", sealed: await seal(id, value), earlier });
    tell("");
    words.mends = "";
    form.reset();
    for (const box of form.querySelectorAll("input[type=text], input[type=tel], textarea")) box.value = "";
    for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
    form.elements.camp.value = camp;
    const tongues = form.querySelector(`[name=language][value="${CSS.escape(tongue)}"]`);
    if (tongues) tongues.checked = true;
    document.getElementById("waiting-title").focus();
    await show(words.wordsKept);
    document.getElementById("waiting-title").focus();
    await sendAll(words.wordsKept);
  };

  // --- the page itself, for when there is no network ----------------------------------------------
  const keepPage = async () => {
    if (!navigator.serviceWorker || !window.caches) return;
    const policy = window.trustedTypes && trustedTypes.createPolicy("camp-worker", { createScriptURL: (url) => url });
    await navigator.serviceWorker.register(policy ? policy.createScriptURL(words.worker) : words.worker, { scope: "/office/intake/camp" });
    const parts = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => new URL(name).pathname.startsWith("/static/"));
    const linked = Array.from(document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]"), (one) => one.href || one.src);
    const answer = await fetch(words.shell, { redirect: "error", credentials: "same-origin" });
    if (!answer.ok) return;
    const box = await caches.open("camp-page");
    await box.addAll([...new Set([...parts, ...linked])]);
    await box.put(words.shell.split("?")[0], answer);
    document.documentElement.dataset.campKept = "yes";
  };

  if (window.crypto && crypto.subtle && window.indexedDB) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (busy) { setTimeout(() => form.requestSubmit(), 300); return; }
      submit().catch(() => tell(words.wordsNotKept));
    });
    section.querySelector("[data-send-all]").addEventListener("click", () => sendAll());
    window.addEventListener("online", () => sendAll());
    window.addEventListener("offline", () => offLine(true));
    store.then(() => sendAll()).catch(() => {});
    window.addEventListener("load", () => keepPage().catch(() => {}));
  }
}
