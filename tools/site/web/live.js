// Python for a page: a worker that is started when it is asked for, and a link for each explorer.

let worker = null;
const heard = new Map();

function start() {
  worker ??= new Worker(new URL("python.js", import.meta.url));
  worker.onmessage = ({ data: { key, changes, error } }) => {
    if (error) heard.get(key).fail(new Error(error));
    else heard.get(key).hear(changes);
  };
}

/** Have a player's explorer made in Python; resolves once that has told what it looks like. */
export function connect(player) {
  start();
  const key = heard.size;
  const say = (act, told) => worker.postMessage({ key, act, ...told });
  return new Promise((done, fail) => {
    const hear = (changes) => {
      player.hear(changes);
      done();
    };
    heard.set(key, { hear, fail });
    say("open", player.record.explorer);
    player.connect({
      set: (id, trait, value) => say("set", { id, trait, value }),
      press: (id) => say("press", { id }),
      put: (state) => say("put", { state }),
    });
  });
}
