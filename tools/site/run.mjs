// node run.mjs FOLDER PACKAGES SCRIPT ARGUMENT…: run a script in the page's Python, which lies in
// FOLDER, with some of its packages (a,b).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, packages, script, ...rest] = process.argv.slice(2);
const indexURL = resolve(folder);
const { loadPyodide } = createRequire(import.meta.url)(`${indexURL}/pyodide.js`);
const python = await loadPyodide({ indexURL, packages: packages.split(",").filter(Boolean) });
const host = "/host"; // where the machine's files are
python.mountNodeFS(host, "/");
python.pyimport("sys").argv = python.toPy([host, ...rest.map((path) => host + resolve(path))]);
try {
  await python.runPythonAsync(readFileSync(script, "utf8"), { filename: script });
} catch (error) {
  console.error(error.message); // Node would show the source around it: a line of a megabyte
  process.exit(1);
}
