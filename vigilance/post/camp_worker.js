// Hands out the camp page and its parts from the phone when there is no network. What it may hand out was put into the
// cache by the page itself; nothing else is kept.
"use strict";
const KEPT = "camp-page";
const PAGE = "/office/intake/camp";
const SHELL = "/office/intake/camp/page";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const fromPhone = async (name) => (await (await caches.open(KEPT)).match(name, { ignoreVary: true })) || Response.error();

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && url.pathname === PAGE) {
    event.respondWith(fetch(event.request).catch(() => fromPhone(SHELL)));
  } else if (url.pathname.startsWith("/static/")) {
    event.respondWith(fetch(event.request).catch(() => fromPhone(event.request)));
  }
});
