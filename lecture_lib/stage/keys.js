// Which keys are whose. Each widget's module has this near its beginning.

const isChord = (event) => event.ctrlKey || event.metaKey || event.altKey;

/** Keep plain keys from JupyterLab; its own chords and Escape stay with it. Returns what ends it.
 *  JupyterLab listens while an event rises, and does not see one that is stopped. JupyterLite
 *  listens while it falls, and looks at the focused element itself for leave to take the key. */
function keepKeys(el) {
  const isOurs = (event) => !isChord(event) && event.key !== "Escape";
  const stop = (event) => isOurs(event) && event.stopPropagation();
  const mark = (event) => {
    if (el.contains(event.target))
      event.target.toggleAttribute("data-lm-suppress-shortcuts", isOurs(event));
  };
  el.addEventListener("keydown", stop);
  window.addEventListener("keydown", mark, true); // before anybody else
  return () => window.removeEventListener("keydown", mark, true);
}

