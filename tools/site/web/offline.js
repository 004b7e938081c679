// Keeps the course on this device: what was visited, or all of it if asked; announces an update.
const bar = document.querySelector(".site-bar");
const CACHE = `course-${document.querySelector(".site-keep").dataset.edition}`;

function announce(registration) {
  if (!navigator.serviceWorker.controller) return; // the first to come: nothing is newer
  if (!registration.waiting || document.querySelector(".site-update")) return;
  const key = bar.appendChild(document.createElement("button"));
  key.className = "site-key site-update";
  key.type = "button";
  key.textContent = "A newer edition of the course is here: show it";
  key.addEventListener("click", () => registration.waiting.postMessage("take over"));
}

async function keepAll(key) {
  const all = await (await fetch("files.json")).json();
  const cache = await caches.open(CACHE);
  let done = 0;
  const queue = [...all];
  const take = async () => {
    for (let url = queue.pop(); url; url = queue.pop()) {
      if (!(await cache.match(url))) await cache.add(url);
      key.textContent = `${Math.round((100 * ++done) / all.length)} % kept`;
    }
  };
  await Promise.all(Array.from({ length: 6 }, take));
  key.textContent = "Kept: the course works without a network";
}

/** Keep what came before the worker did, and the pictures that have not come into view. */
async function keepThis() {
  const cache = await caches.open(CACHE);
  const keep = async (url) => {
    if (url.startsWith(location.origin) && !(await cache.match(url))) await cache.add(url);
  };
  await keep(location.href.split("#")[0]);
  await Promise.all([...document.images].map((image) => keep(image.src)));
  const loaded = new PerformanceObserver((list) => {
    for (const { name } of list.getEntries()) keep(name).catch(console.warn);
  });
  loaded.observe({ type: "resource", buffered: true });
}

async function setUp() {
  const controlled = Boolean(navigator.serviceWorker.controller);
  const registration = await navigator.serviceWorker.register("sw.js");
  registration.addEventListener("updatefound", () =>
    registration.installing.addEventListener("statechange", () => announce(registration)),
  );
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (controlled) location.reload(); // the reader asked for the newer edition
  });
  for (const key of document.querySelectorAll(".site-keep")) {
    key.hidden = false;
    key.addEventListener("click", async () => {
      key.disabled = true;
      try {
        await keepAll(key);
      } catch (error) {
        key.textContent = "Not all could be kept: is there room, and a network? Try again";
        key.disabled = false;
        console.error(error);
      }
    });
  }
  if (controlled) announce(registration);
  await keepThis();
}

if ("serviceWorker" in navigator && window.isSecureContext) setUp().catch(console.error);
