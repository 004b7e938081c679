// The worker in which the page's Python runs.
const links = new Map();
const ready = start();

async function start() {
  const home = new URL("../lite/static/pyodide/", location.href).href;
  importScripts(`${home}pyodide.js`);
  const python = await loadPyodide({
    indexURL: home,
    lockFileURL: `${home}pyodide-lock.json`,
    packages: ["lecture-lib", "page-settings", "sqlite3"],
  });
  const source = await (await fetch("bridge.py")).text();
  python.runPython(source);
  return python;
}

function plain(value) {
  const made = value?.toJs ? value.toJs() : value;
  value?.destroy?.();
  return made;
}

const acts = {
  async open(python, { key, name, options, acts, drawn }) {
    const Link = python.globals.get("Link");
    const tell = (changes) => postMessage({ key, changes: plain(changes) });
    links.set(key, Link(name, options, tell));
    links.get(key).begin(python.toPy(acts), drawn);
  },
  async act(python, { key, act }) {
    links.get(key).act(...act.map(python.toPy));
  },
};

let last = Promise.resolve();
onmessage = ({ data }) => {
  last = last.then(async () => {
    try {
      await acts[data.says](await ready, data);
    } catch (error) {
      postMessage({ key: data.key, error: String(error) });
    }
  });
};
