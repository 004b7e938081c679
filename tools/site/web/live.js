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
  const asked = player.stands();
  const link = { act: (...act) => worker.postMessage({ key, says: "act", act }) };
  return new Promise((done, fail) => {
    const hear = (changes) => {
      if (player.link) player.hear(changes);
      else player.connect(link, asked, changes);
      done();
    };
    heard.set(key, { hear, fail });
    worker.postMessage({ key, says: "open", ...player.wanted() });
  });
}
