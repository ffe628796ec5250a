/** What a log, an export or a test summary says about the traffic of a shop. */
import type { Like } from "../schema.ts";

export type FoundShape =
  | { readonly kind: "constant" }
  /** `peakHour` in the time zone asked for; `peakToMean` at least 1. */
  | { readonly kind: "daily"; readonly peakHour: number; readonly peakToMean: number }
  /** 168 relative weights from Monday 00:00 in the time zone asked for. */
  | { readonly kind: "hour_of_week"; readonly table: readonly number[] };

/** What was seen of one class of requests. */
export interface FoundClass {
  readonly requests: number;
  /** Bytes of one response and of one request, on average; null where the source does not say. */
  readonly bytes: number | null;
  readonly requestBytes: number | null;
}

export interface Finding {
  /** What it was read from, as the scenario names it: `an ALB access log, 2026-11-20T18:00Z to 2026-11-20T20:00Z`. */
  readonly source: string;
  readonly at: "edge" | "load_balancer";
  readonly meanPerSecond: number;
  readonly shape: FoundShape;
  /** By class; null where the source does not tell requests apart. */
  readonly classes: ReadonlyMap<Like, FoundClass> | null;
  /** What was guessed, a sentence each. */
  readonly guesses: readonly string[];
}
