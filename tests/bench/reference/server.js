// The durable feed a good engineer writes in an afternoon: socket.io and better-sqlite3,
// one commit and one frame a post. What teamfeed's speed is measured against.
"use strict";
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const http = require("node:http");
const readline = require("node:readline");
const Database = require("better-sqlite3");
const { Server } = require("socket.io");

const [port, databasePath, tokensPath] = process.argv.slice(2);
// A frame is padded to this many bytes, so that both sides carry the same.
const frameBytes = Number(process.env.REFERENCE_FRAME_BYTES ?? 2000);

const database = new Database(databasePath);
database.pragma("journal_mode = WAL");
database.pragma("synchronous = FULL");
database.exec(`
  CREATE TABLE IF NOT EXISTS accounts(id INTEGER PRIMARY KEY, handle TEXT UNIQUE, token TEXT UNIQUE);
  CREATE TABLE IF NOT EXISTS posts(
    id INTEGER PRIMARY KEY, account_id INTEGER, client_id TEXT, text TEXT, availability TEXT,
    position TEXT, said_at INTEGER, UNIQUE(account_id, client_id));
  CREATE TABLE IF NOT EXISTS changes(position INTEGER PRIMARY KEY, kind TEXT, post_id INTEGER);
`);
const addAccount = database.prepare("INSERT OR IGNORE INTO accounts(handle, token) VALUES (?, ?)");
const findAccount = database.prepare("SELECT id, handle FROM accounts WHERE token = ?");
const findPost = database.prepare("SELECT id, text FROM posts WHERE account_id = ? AND client_id = ?");
const addPost = database.prepare(`
  INSERT INTO posts(account_id, client_id, text, availability, position, said_at)
  VALUES (?, ?, ?, ?, ?, ?)`);
const addChange = database.prepare("INSERT INTO changes(kind, post_id) VALUES ('post.published', ?)");
let head = database.prepare("SELECT coalesce(max(position), 0) AS head FROM changes").get().head;

const hashed = (token) => createHash("sha256").update(token).digest("hex");
const signedIn = (token) => (token ? findAccount.get(hashed(token)) : undefined);

const publish = database.transaction((account, post, clientId) => {
  const { status, availability, position } = post;
  if (typeof status !== "string" || !status || [...status].length > 140) {
    return { refused: "1 to 140 characters" };
  }
  const known = findPost.get(account.id, clientId);
  if (known) return { id: known.id, first: false };
  const now = Date.now();
  const { lastInsertRowid } = addPost.run(
    account.id, clientId, status, availability ?? null, JSON.stringify(position ?? null), now);
  const { lastInsertRowid: at } = addChange.run(lastInsertRowid);
  return { id: Number(lastInsertRowid), position: Number(at), first: true, at: now };
});

const shown = (account, post, published) => ({
  id: String(published.id), created_at: new Date(published.at).toISOString(), text: post.status,
  account: { id: String(account.id), username: account.handle, display_name: account.handle },
  teamfeed: { availability: post.availability ?? null, position: post.position ?? null },
});

function frame(position, status, bytes) {
  const change = { position, kind: "post.published", ...status, padding: "" };
  const body = { head: position, changes: [change] };
  const missing = bytes - Buffer.byteLength(`42["feed",${JSON.stringify(body)}]`);
  change.padding = "x".repeat(Math.max(0, missing));
  return body;
}

function take(account, post, clientId) {
  const published = publish(account, post, clientId);
  if (published.refused) return { ok: false, error: published.refused };
  if (!published.first) return { ok: true, post: { id: String(published.id) } };
  head = published.position;
  const status = shown(account, post, published);
  io.emit("feed", frame(head, status, frameBytes));
  return { ok: true, post: status };
}

function answer(response, status, body) {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { "Content-Type": "application/json", "Content-Length": bytes.length });
  response.end(bytes);
}

const server = http.createServer((request, response) => {
  if (request.method !== "POST") return answer(response, 200, { hello: "world" });
  const account = signedIn(request.headers.authorization?.replace(/^Bearer /, ""));
  if (!account) return answer(response, 401, { error: "sign in" });
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const taken = take(account, JSON.parse(Buffer.concat(chunks)), request.headers["idempotency-key"]);
    answer(response, taken.ok ? 200 : 422, taken.ok ? taken.post : taken);
  });
});

// Off is socket.io's default. On, as ws advises a busy server: no window kept for each client,
// nothing small, and zlib's fastest level.
const compression = {
  threshold: 1024, serverNoContextTakeover: true, clientNoContextTakeover: true,
  zlibDeflateOptions: { level: 1 },
};
const deflates = process.env.REFERENCE_DEFLATE === "on";
const io = new Server(server, {
  transports: ["websocket"], perMessageDeflate: deflates ? compression : false,
});
io.use((socket, next) => {
  socket.data.account = signedIn(socket.handshake.auth.token);
  next(socket.data.account ? undefined : new Error("sign in"));
});
io.on("connection", (socket) => {
  socket.emit("hello", { head, server_time: new Date().toISOString() });
  socket.on("post", (post, done) => done(take(socket.data.account, post, post.client_id)));
});

// `fan ROUNDS RATE BYTES` on stdin: that many frames at that pace, without a post behind them.
function fan(rounds, rate, bytes) {
  const start = performance.now();
  let sent = 0;
  const send = () => {
    while (sent < rounds && start + (sent * 1000) / rate <= performance.now()) {
      head += 1;
      const text = `~S${String(sent).padStart(8, "0")}~`;
      io.emit("feed", frame(head, { id: String(head), text }, bytes));
      sent += 1;
    }
    if (sent < rounds) setTimeout(send, start + (sent * 1000) / rate - performance.now());
  };
  send();
}
readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const [word, ...numbers] = line.split(" ");
  if (word === "fan") fan(...numbers.map(Number));
});

readFileSync(tokensPath, "utf8").split("\n").filter(Boolean)
  .forEach((token, index) => addAccount.run(`worker${index}`, hashed(token)));
server.listen(Number(port), "127.0.0.1", 4096, () => console.log("listening"));
