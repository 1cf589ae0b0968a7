// Follow the feed: every change once, in order; by socket, or by reading where sockets are blocked.
import { io, type Socket } from "socket.io-client";
import { heard as heardTime } from "./clock.ts";
import { ask } from "./http.ts";
import type { Change, Page } from "./shapes.ts";

/** live: the socket is open; polled: sockets are blocked, we read; lost: nobody answers. */
export type Link = "opening" | "live" | "polled" | "lost";

/** What a page does with the feed. */
export interface Follower {
  apply(change: Change): void;
  /** After the changes of a frame: draw. */
  settled(): void;
  linked(link: Link): void;
  /** Fetch everything afresh; returns the head it is as of. */
  refetch(): Promise<number>;
}

const POLL_MS = 4000;
const SILENCE_MS = 15_000;

export class Feed {
  link: Link = "opening";
  /** When the server last gave a sign of life, by this device's clock. */
  heardAt = Date.now();
  private head: number;
  private busy = false;
  private failures = 0;
  private readonly socket: Socket;

  /** `refetchAfter`: milliseconds of silence after which all is fetched afresh, without replay. */
  constructor(private cursor: number, private readonly follower: Follower, private readonly refetchAfter = Infinity) {
    this.head = cursor;
    this.socket = io({
      transports: ["websocket"], autoConnect: false, timeout: 8000,
      reconnectionDelay: 500, reconnectionDelayMax: 5000,
    });
    this.listen();
  }

  start(): this {
    this.socket.connect();
    setInterval(() => this.watch(), 1000);
    setInterval(() => void this.poll(), POLL_MS);
    document.addEventListener("visibilitychange", () => document.hidden || this.wake());
    addEventListener("online", () => this.wake());
    return this;
  }

  get connected(): boolean {
    return this.socket.connected;
  }

  /** Send an event and wait for the server's acknowledgement. */
  async send<T>(event: string, body: unknown, milliseconds = 8000): Promise<T> {
    return (await this.socket.timeout(milliseconds).emitWithAck(event, body)) as T;
  }

  private listen(): void {
    this.socket.on("hello", (body: { head: number; server_time: string }) => {
      const silence = Date.now() - this.heardAt;
      this.failures = 0;
      this.sign(body);
      this.become("live");
      void (silence > this.refetchAfter ? this.afresh() : this.catchUp());
    });
    this.socket.on("heartbeat", (body: { head: number; server_time: string }) => {
      this.sign(body);
      void this.catchUp();
    });
    this.socket.on("feed", (page: Page) => {
      this.sign(page);
      if (page.reload) void this.afresh();
      else if (!this.busy) this.take(page.changes);
    });
    this.socket.on("disconnect", (reason) => {
      this.become("opening");
      if (reason === "io server disconnect") setTimeout(() => this.socket.connect(), 1000);
      void this.poll(); // signed out? then the answer is 401 and leads to the sign-in page
    });
    this.socket.on("connect_error", () => {
      this.failures += 1;
      if (this.failures === 2) void this.poll();
      if (!this.socket.active) setTimeout(() => this.socket.connect(), POLL_MS);
    });
  }

  /** Apply what follows the cursor; a gap is fetched, what is not above the cursor is dropped. */
  private take(changes: Change[]): void {
    for (const change of changes) {
      if (change.position <= this.cursor) continue;
      if (change.position !== this.cursor + 1) return void this.catchUp();
      this.apply(change);
    }
    this.follower.settled();
  }

  private apply(change: Change): void {
    this.cursor = change.position;
    if (change.kind !== "blank") this.follower.apply(change);
  }

  private async catchUp(): Promise<void> {
    if (this.busy || this.head <= this.cursor) return;
    await this.alone(async () => this.all(await this.send<Page>("catch_up", { cursor: this.cursor })));
    if (this.head > this.cursor && this.connected) setTimeout(() => void this.catchUp(), 250);
  }

  /** Every change of an answer; what it leaves out is not for us to see. */
  private async all(page: Page): Promise<void> {
    this.head = Math.max(this.head, page.head);
    if (page.reload) return this.again();
    for (const change of page.changes) if (change.position > this.cursor) this.apply(change);
    if (page.changes.length === 0) this.cursor = Math.max(this.cursor, page.head);
    this.follower.settled();
  }

  private async afresh(): Promise<void> {
    await this.alone(() => this.again());
    void this.catchUp();
  }

  private async again(): Promise<void> {
    this.cursor = await this.follower.refetch();
    this.head = Math.max(this.head, this.cursor);
    this.follower.settled();
  }

  /** Where WebSocket is blocked, reading every few seconds does; also tells a lost network. */
  private async poll(): Promise<void> {
    if (this.connected || (this.link === "opening" && this.failures < 2 && Date.now() - this.heardAt < POLL_MS)) return;
    const stale = Date.now() - this.heardAt > this.refetchAfter;
    const read = await this.alone(async () => {
      if (stale) await this.again();
      const page = await ask<Page>(`/api/v1/teamfeed/feed?cursor=${this.cursor}&limit=500`);
      this.sign(page);
      await this.all(page);
    });
    if (!this.connected) this.become(read ? "polled" : "lost");
  }

  /** One at a time; false when it failed. */
  private async alone(work: () => Promise<void>): Promise<boolean> {
    if (this.busy) return this.link !== "lost";
    this.busy = true;
    try {
      await work();
      return true;
    } catch {
      return false;
    } finally {
      this.busy = false;
    }
  }

  private sign(body: { head: number; server_time?: string }): void {
    this.heardAt = Date.now();
    this.head = Math.max(this.head, body.head);
    if (body.server_time) heardTime(body.server_time);
  }

  /** A socket that says nothing for too long is dead, whatever it believes. */
  private watch(): void {
    if (this.link === "live" && Date.now() - this.heardAt > SILENCE_MS) {
      this.become("lost");
      this.socket.disconnect().connect();
    }
  }

  private wake(): void {
    if (!this.connected) this.socket.connect();
    void this.poll();
  }

  private become(link: Link): void {
    if (link === this.link) return;
    this.link = link;
    this.follower.linked(link);
  }
}
