// Where I am: read only at a tap, once, rounded to about a kilometre unless I want it precise.
import { now } from "./clock.ts";
import type { Site } from "./shapes.ts";

export interface Reading { lat: number; lon: number; accuracy_m: number; at: string }

const TIMEOUT = 5000;
const MAX_AGE = 120_000;
const KEY = "teamfeed.position"; // "", "area", "precise" or "denied": remembered on this device

export class Position {
  private last: { exact: GeolocationPosition; at: number } | null = null;

  get wanted(): boolean {
    return ["area", "precise"].includes(choice());
  }

  get denied(): boolean {
    return choice() === "denied";
  }

  /** Read it because a finger asked for it; null when refused or too slow. */
  async switchOn(): Promise<Reading | null> {
    if (!choice()) choose("area");
    return this.read();
  }

  switchOff(): void {
    choose("");
    this.last = null;
  }

  /** The position for a post: what the device knows at once; a post never waits for it. */
  async forPost(): Promise<Reading | null> {
    if (!this.wanted) return null;
    return Promise.race([this.read(), new Promise<null>((done) => setTimeout(() => done(null), 250))]);
  }

  /** The last reading that is not too old to be said. */
  fresh(): Reading | null {
    return this.last && now() - this.last.at <= MAX_AGE ? rounded(this.last.exact, this.last.at) : null;
  }

  /** The open site that I stand on. */
  nearest(sites: Site[]): Site | null {
    if (!this.fresh() || !this.last) return null;
    const { latitude, longitude } = this.last.exact.coords;
    const found = sites.filter((site) => site.open && site.lat !== null && site.lon !== null)
      .map((site) => ({ site, metres: metres(latitude, longitude, site.lat ?? 0, site.lon ?? 0) }))
      .sort((one, other) => one.metres - other.metres)[0];
    return found && found.metres < Math.max(300, found.site.radius_m * 2) ? found.site : null;
  }

  private async read(): Promise<Reading | null> {
    try {
      const exact = await locate();
      this.last = { exact, at: now() };
    } catch (fault) {
      if ((fault as GeolocationPositionError).code === 1) choose("denied");
    }
    return this.fresh();
  }
}

export function choice(): string {
  return localStorage.getItem(KEY) ?? "";
}

export function choose(wanted: string): void {
  localStorage.setItem(KEY, wanted);
}

function locate(): Promise<GeolocationPosition> {
  return new Promise((done, failed) => navigator.geolocation.getCurrentPosition(done, failed, { timeout: TIMEOUT, maximumAge: MAX_AGE, enableHighAccuracy: choice() === "precise" }));
}

function rounded({ coords }: GeolocationPosition, at: number): Reading {
  const precise = choice() === "precise";
  const round = (degrees: number): number => (precise ? degrees : Math.round(degrees * 100) / 100);
  return {
    lat: round(coords.latitude), lon: round(coords.longitude),
    accuracy_m: Math.round(precise ? coords.accuracy : Math.max(1000, coords.accuracy)), at: new Date(at).toISOString(),
  };
}

function metres(lat: number, lon: number, otherLat: number, otherLon: number): number {
  const degree = 111_195;
  return Math.hypot((lat - otherLat) * degree, (lon - otherLon) * degree * Math.cos((lat * Math.PI) / 180));
}
