// What a reader has saved of this page's notebook in JupyterLite, if ours is another by now. It is
// offered: to take the copy along, and to lay it aside, so that ours opens. Nothing is written over.
const link = document.querySelector(".site-bar [data-version]");
const { shelf, version } = link.dataset; // the name of the database; which notebook ours is
const path = new URL(link.href).searchParams.get("path");
const SHELVES = shelf.slice(0, shelf.lastIndexOf(" ") + 1); // of all editions
const STORE = "files"; // as JupyterLite calls it

const answered = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

/** Do something with the notebooks of an edition. */
async function withStore(name, mode, act) {
  const database = await answered(indexedDB.open(name));
  try {
    if (!database.objectStoreNames.contains(STORE)) return null;
    const transaction = database.transaction(STORE, mode);
    const found = await act(transaction.objectStore(STORE));
    if (mode === "readwrite") {
      await new Promise((done, fail) => {
        Object.assign(transaction, { oncomplete: done, onabort: fail });
      });
    }
    return found;
  } finally {
    database.close();
  }
}

/** Give the copy another name; ours is found under its own then. */
const layAside = () =>
  withStore(shelf, "readwrite", async (store) => {
    const names = new Set(await answered(store.getAllKeys()));
    let [count, free] = [1, path];
    while (names.has(free)) free = path.replace(".ipynb", `, my copy ${count++}.ipynb`);
    const copy = await answered(store.get(path));
    store.put({ ...copy, path: free, name: free.split("/").at(-1) }, free);
    await answered(store.delete(path));
  });

function download({ content, name }) {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content)], { type: "text/plain" }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function key(text, act) {
  const button = document.createElement("button");
  Object.assign(button, { className: "site-key", type: "button", textContent: text });
  button.addEventListener("click", () => act().catch(console.error));
  return button;
}

function tell(copy, said, ...keys) {
  const note = document.createElement("p");
  note.className = "site-copy";
  note.append(said);
  for (const each of [key("Download my copy", async () => download(copy)), ...keys]) {
    note.append(" ", each);
  }
  link.parentElement.after(note);
}

async function openOurs() {
  await layAside();
  location.href = link.href;
}

async function look() {
  const copies = new Map();
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith(SHELVES)) continue;
    const copy = await withStore(name, "readonly", (store) => answered(store.get(path)));
    if (copy) copies.set(name.slice(SHELVES.length), copy);
  }
  const mine = copies.get(shelf.slice(SHELVES.length));
  if (!mine) {
    for (const [edition, copy] of copies) {
      tell(copy, `You saved this notebook in edition ${edition} of the course.`);
    }
  } else if (mine.content.metadata.version !== version) {
    const open = key("Open the new one, and keep mine beside it", openOurs);
    tell(mine, "You saved this notebook before it was changed.", open);
  }
}

export const looked = look().catch(console.error);
