// The JSON that REST, socket and bootstrap share.
export type Code = "available" | "soon" | "working" | "travelling" | "on_break" | "help" | "off";
export type Shown = Code | "silent";

export interface Place { id: string | null; name: string }

/** What is known of a person: role, trade, and what was said last. */
export interface Standing {
  role: string; trade: string | null; site: Place | null;
  availability: Code | null; free_from: string | null; since: string | null; said_at: string | null;
  unconfirmed: boolean; silent: boolean; active?: boolean;
}

export interface Tile { id: string; username: string; acct: string; display_name: string; teamfeed: Standing }

export interface Account extends Tile { url: string }

export interface Photo { id: string; url: string; preview_url: string; description: string | null; meta: { small: Size } | null }
export interface Size { width: number; height: number }

export interface Said {
  availability: Code | null; free_from: string | null; site: Place | null;
  progress: number | null; blocked: boolean;
  position: { lat: number; lon: number; accuracy_m: number | null; at: string | null } | null;
  said_at: string; received_at: string; said_at_clamped: boolean;
  on_behalf_of: { id: string; username: string; display_name: string } | null;
  feed_position: number; client_id: string | null;
}

export interface Status {
  id: string; created_at: string; edited_at: string | null; url: string; text: string;
  in_reply_to_id: string | null; account: Account; media_attachments: Photo[]; teamfeed: Said;
}

export interface Site {
  id: string; name: string; address: string; lat: number | null; lon: number | null; radius_m: number;
  open: boolean; progress: number | null; blocked: boolean;
}

export interface Trade { code: string; name: string; letter: string }

export interface Board { head: number; server_time: string; tiles: Tile[]; counts: Record<Shown, number> }

export interface Change { position: number; kind: string; id?: string }

export interface Page { head: number; changes: Change[]; reload: boolean }

export interface Settings {
  aged_after_minutes: number; silent_after_minutes: number; work_starts: string; work_ends: string;
  work_days: number[]; text_limit: number; correct_minutes: number;
}

export interface Bootstrap {
  you: Account | null; display: string | null; language: string; zone: string; server_time: string; head: number;
  csrf: string; settings: Settings; trades: Trade[]; sites: Site[]; messages: Record<string, string>;
  board?: Board; timeline?: Status[]; photo?: Status | null;
}
