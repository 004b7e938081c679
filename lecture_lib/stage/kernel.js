// Whether there is still somebody who answers. Each widget's module begins with this.

const GONE = ["restarting", "autorestarting", "terminating", "dead"];

/** Call `lost()` once a server has no such kernel any more. Voilà does not tell its pages;
 *  JupyterLab does. However many widgets want to know, a page asks once. */
function askVoila(kernel, lost) {
  if (!document.body.dataset.voila) return () => {};
  const asking = (globalThis.courseAsks ??= { calls: new Set(), timer: 0, lost: false });
  const ask = async () => {
    try {
      const { baseUrl } = kernel.serverSettings;
      asking.lost = (await fetch(`${baseUrl}api/kernels/${kernel.id}`)).status === 404;
    } catch {
      return; // the line is down, and may come back: the kernel's connection tells of that
    }
    if (asking.lost) clearInterval(asking.timer);
    if (asking.lost) asking.calls.forEach((call) => call());
  };
  asking.timer ||= setInterval(ask, 1500);
  asking.calls.add(lost);
  if (asking.lost) lost();
  return () => asking.calls.delete(lost);
}

const LATE = 5000; // ms; ipywidgets looks for a model for two seconds, on a busy page for longer

/** Show what was given up too soon. On a busy page ipywidgets looks for a model for the last time
 *  just before it comes, and the view stays empty for good: its manager counts as restored, and
 *  says so only once. So that is said once more, later, and until then nothing is given up. */
function waitForLateViews(manager) {
  if (!manager?.restored || Object.hasOwn(manager, "restoredStatus")) return;
  const restored = manager.restoredStatus;
  let over = false;
  Object.defineProperty(manager, "restoredStatus", { get: () => over });
  const sayAgain = () => {
    manager.restored.disconnect(sayAgain);
    setTimeout(() => {
      over = true;
      manager.restored.emit();
    }, LATE);
  };
  if (restored) sayAgain();
  else manager.restored.connect(sayAgain);
}

/** A widget begins, however late on a busy page: others give up on it after two seconds. */
function begin(model) {
  if (!model.widget_manager?.create_view) return; // a page that plays by itself
  waitForLateViews(model.widget_manager);
  hearLate(model);
}

/** Hear the kernel, however late this module comes. anywidget gives it two seconds to load, and
 *  from then on refuses all that the kernel says to this widget. */
function hearLate(model) {
  const own = itself(model);
  const hear = Object.getPrototypeOf(Object.getPrototypeOf(own))._handle_comm_msg; // not anywidget's
  own._handle_comm_msg({ content: { data: {} } }).catch(() => {
    own.comm.on_msg((said) => hear.call(own, said));
    own.comm.send({ method: "request_state" }, own.callbacks()); // what was refused meanwhile
  });
}

/** The model of which anywidget shows a part: an event has it. */
function itself(model) {
  let found = null;
  const meet = (own) => (found = own);
  model.on("change:met", meet);
  model.set("met", true);
  model.off("change:met", meet);
  model.set("met", undefined); // what is nothing is not sent to Python
  return found;
}

/** Call `tell(gone)` once the kernel of a widget has gone, or the line to it has been lost for a
 *  second, and when that is back; `heard()` whenever it says something. Returns what ends it. */
function watchKernel(model, tell, heard = () => {}) {
  const manager = model.widget_manager;
  const kernel = manager?.kernel ?? manager?._kernel;
  if (!kernel?.statusChanged) return () => {}; // a page without a kernel of its own
  let dead = false;
  let patience = 0;
  const look = () => {
    clearTimeout(patience);
    dead ||= kernel.isDisposed || GONE.includes(kernel.status); // another one knows nothing of us
    if (dead) tell(true);
    else if (kernel.connectionStatus === "connected") tell(false);
    else patience = setTimeout(() => tell(true), 1000);
  };
  const signals = [
    [kernel.statusChanged, look],
    [kernel.connectionStatusChanged, look],
    [kernel.disposed, look],
    [kernel.iopubMessage, heard],
  ];
  for (const [signal, slot] of signals) signal?.connect(slot);
  look();
  const leave = askVoila(kernel, () => {
    dead = true;
    look();
  });
  return () => {
    leave();
    clearTimeout(patience);
    for (const [signal, slot] of signals) signal?.disconnect(slot);
  };
}

