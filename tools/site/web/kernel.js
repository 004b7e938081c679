// A kernel for a page that plays already: where it comes from, and a channel for each explorer.
// Messages are those of Jupyter's kernels, in the protocol v1.kernel.websocket.jupyter.org.

const HOME = new URL("../../../", import.meta.url); // the server's
const PROTOCOL = "v1.kernel.websocket.jupyter.org";
const PAUSES = [1, 2, 4, 8, 16]; // s between attempts, while nobody asks for one
const [coder, decoder] = [new TextEncoder(), new TextDecoder()];

/** A message as bytes: how many parts, where each begins, and the parts. */
function packed(type, content) {
  const header = {
    msg_id: crypto.randomUUID?.() ?? String(Math.random()),
    msg_type: type, username: "", session: SESSION, date: new Date().toISOString(), version: "5.3",
  };
  const parts = ["shell", ...[header, {}, {}, content].map((part) => JSON.stringify(part))];
  const bytes = parts.map((part) => coder.encode(part));
  const start = 8 * (bytes.length + 2);
  const ends = bytes.map(({ length }) => length).map(((sum) => (length) => (sum += length))(start));
  const message = new Uint8Array(ends.at(-1));
  const view = new DataView(message.buffer);
  [bytes.length + 1, start, ...ends].forEach((n, i) => view.setBigUint64(8 * i, BigInt(n), true));
  bytes.forEach((part, i) => message.set(part, i ? ends[i - 1] : start));
  return { id: header.msg_id, message: message.buffer };
}

/** What a message says: its header, its parent's, its content, and bytes beside it. */
function unpacked(data) {
  const view = new DataView(data);
  const at = (i) => Number(view.getBigUint64(8 * i, true));
  const part = (i) => new Uint8Array(data, at(i), at(i + 1) - at(i));
  const [header, parent, , content] = [2, 3, 4, 5].map((i) => JSON.parse(decoder.decode(part(i))));
  const buffers = Array.from({ length: at(0) - 6 }, (_, i) => part(6 + i));
  return { header, parent, content, buffers };
}

const SESSION = String(Math.random()).slice(2);

/** The line in which the page says how it stands with Python. */
function say(text, act) {
  const line = document.querySelector(".site-python");
  if (line.firstChild?.textContent === text) return;
  line.replaceChildren(text);
  if (!act) return;
  const key = Object.assign(document.createElement("button"), { type: "button", className: "site-key" });
  key.textContent = "Start it again";
  key.addEventListener("click", act);
  line.append(" ", key);
}

/** Show the ways into JupyterLab, which lies beside these pages. */
function leadTo(lab) {
  for (const link of document.querySelectorAll(".site-lab"))
    Object.assign(link, { href: `${lab}${link.dataset.notebook}`, hidden: false });
}

const BEFORE = (n) => `Python is on its way: ${n === 1 ? "one page is" : `${n} pages are`} before this one.`;
const GONE = "Python is gone. What plays goes on; the other controls wait.";

class Kernel {
  constructor() {
    [this.players, this.channels, this.tries] = [new Set(), new Map(), 0];
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", ({ persisted }) => persisted && this.start());
    addEventListener("online", () => this.start());
  }

  /** Have Python for an explorer, as soon as it is there. */
  attend(player) {
    this.players.add(player);
    if (this.ready) this.open(player);
    else if (this.players.size === 1) this.start();
  }

  async start() {
    if (this.starting || this.socket) return;
    this.starting = true;
    say("Python is on its way.");
    try {
      const told = await this.ask();
      if (told.full) return say("All places for Python are taken. What plays plays on.", () => this.start());
      if (told.lab) leadTo(told.lab);
      this.connect(told.kernel);
    } catch {
      this.lost(); // the server cannot be reached, or has no kernel
    } finally {
      this.starting = false;
    }
  }

  /** Ask the server for a kernel; it tells how many pages are before this one. */
  async ask() {
    const token = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1];
    const headers = token ? { "X-XSRFToken": decodeURIComponent(token) } : {};
    const response = await fetch(new URL("voila/python", HOME), { method: "POST", headers });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let [text, told] = ["", {}];
    for (let done = false, value; !done; ) {
      ({ done, value = "" } = await reader.read());
      const lines = (text + value).split("\n");
      text = lines.pop();
      for (const line of lines) told = JSON.parse(line);
      if (told.before) say(BEFORE(told.before));
    }
    if (!told.kernel && !told.full) throw new Error("no kernel has started");
    return told;
  }

  connect(id) {
    this.id = id;
    const address = new URL(`api/kernels/${id}/channels?session_id=${SESSION}`, HOME);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = (this.socket = new WebSocket(address, [PROTOCOL]));
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.ready = true;
      for (const player of this.players) this.open(player);
    };
    socket.onmessage = ({ data }) => this.socket === socket && this.hear(unpacked(data));
    socket.onclose = () => this.socket === socket && this.lost();
  }

  /** A channel for an explorer: what is done while Python is busy is told when it is not. */
  open(player) {
    const id = `${SESSION}-${Math.random()}`.replace("0.", "");
    const channel = { player, asked: player.stands(), acts: [], waits: null };
    channel.link = { act: (...act) => this.act(id, channel, act) };
    this.channels.set(id, channel);
    channel.waits = this.send("comm_open", { comm_id: id, target_name: "explorer", data: player.wanted() });
  }

  act(id, channel, act) {
    const [name, widget, trait] = act;
    const same = ([n, w, t]) => name === "set" && n === name && w === widget && t === trait;
    if (channel.acts.length && same(channel.acts.at(-1))) channel.acts.pop();
    channel.acts.push(act);
    if (!channel.waits) this.flush(id, channel);
  }

  flush(id, channel) {
    const { acts } = channel;
    [channel.acts, channel.waits] = [[], null];
    if (acts.length) channel.waits = this.send("comm_msg", { comm_id: id, data: { acts } });
  }

  send(type, content) {
    const { id, message } = packed(type, content);
    this.socket.send(message);
    return id;
  }

  hear({ header, parent, content, buffers }) {
    if (header.msg_type === "status") {
      if (["restarting", "dead"].includes(content.execution_state)) return this.lost();
      if (content.execution_state !== "idle") return;
      for (const [id, channel] of this.channels)
        if (channel.waits === parent.msg_id) this.flush(id, channel);
    }
    const channel = this.channels.get(content.comm_id);
    if (!channel) return;
    if (content.data?.error) return console.error(content.data.error);
    if (!content.data?.changes) return;
    const changes = content.data.changes.map(([number, trait, told]) =>
      [number, trait, typeof told === "number" ? buffers[told] : told]);
    if (channel.player.link === channel.link) channel.player.hear(changes);
    else channel.player.connect(channel.link, channel.asked, changes);
    this.tries = 0;
    if ([...this.players].every(({ link }) => link)) say("");
  }

  /** The kernel is gone, or the way to it. */
  lost() {
    this.leave();
    for (const player of this.players) player.disconnect();
    const pause = PAUSES[this.tries++];
    say(GONE, () => this.start());
    if (pause) setTimeout(() => this.start(), 1000 * pause);
  }

  /** Say that the kernel is not needed any more. */
  leave() {
    if (this.id) navigator.sendBeacon(new URL(`voila/api/shutdown/${this.id}`, HOME));
    const { socket } = this;
    [this.id, this.socket, this.ready] = [null, null, false];
    this.channels.clear();
    socket?.close();
  }
}

export const kernel = new Kernel();
