/** Everything one run needs, in base units: what a scenario becomes before it is simulated. */
import type { Architecture } from "../architecture/architecture.ts";
import type { Window } from "./grid.ts";
import type { Assumptions } from "../assumption.ts";
import type { Destination } from "../network/flow.ts";
import type { EdgeGroup } from "../regions.ts";
import type { Disruption, Quota, Service } from "../services/service.ts";
import type { Traffic } from "../traffic/arrivals.ts";
import type { RequestClass } from "../traffic/request-class.ts";

/** A destination by its name in the scenario, and what one call to it costs. */
export interface NamedDestination {
  readonly name: string;
  readonly destination: Destination;
  readonly bytesUp: number;
  readonly bytesDown: number;
  /** New connections per call. */
  readonly newConnections: number;
  /** Seconds until the application closes one; null: as assumed. */
  readonly holdSeconds: number | null;
  /** Calls it takes per second, and requests that may wait for it; null: without limit. */
  readonly limit: { readonly perSecond: number; readonly maxWaiting: number } | null;
  /** One's own public name: every call also comes in again at the edge. */
  readonly selfPublic: boolean;
  readonly assumptions: readonly string[];
}

/** A setting of a component that `prepare:` changes for a time, `[fromSeconds, untilSeconds)` from the period's start. */
export interface Prepared {
  /** Which of the scenario's `prepare:` it belongs to: one of them may change several settings. */
  readonly entry: number;
  readonly component: string;
  readonly key: string;
  readonly value: number;
  readonly fromSeconds: number;
  readonly untilSeconds: number;
  /** Whether the scenario says when it is lowered again; what is not lowered stands to the period's end, and beyond. */
  readonly lowered: boolean;
  /** The event it prepares for, which its cost counts with; null for none. */
  readonly event: string | null;
}

/** What AWS takes from a component, and when. */
export interface ComponentDisruption extends Disruption {
  readonly component: string;
}

/** A UTC calendar month of the period, or the part of one. */
export interface Month {
  /** `2026-11`. */
  readonly month: string;
  /** First hour of the period that belongs to it, and how many do. */
  readonly fromHour: number;
  readonly hours: number;
  /** Hours of the whole month: what GB-Mo divides by. */
  readonly monthHours: number;
}

export interface Model {
  readonly startSeconds: number;
  readonly seconds: number;
  readonly months: readonly Month[];
  readonly baseSeconds: number;
  readonly fineSeconds: number;
  /** Where the grid is fine: around every event, those that this run leaves out included. */
  readonly windows: readonly Window[];
  readonly architecture: Architecture;
  readonly services: ReadonlyMap<string, Service>;
  readonly classes: readonly RequestClass[];
  readonly traffic: Traffic;
  /** Traffic counted at the edge; false: at the balancer, the edge is not simulated. */
  readonly atEdge: boolean;
  readonly viewers: Readonly<Partial<Record<EdgeGroup, number>>>;
  readonly destinations: ReadonlyMap<string, NamedDestination>;
  readonly admission: { readonly perSecond: number; readonly pollSeconds: number; readonly gated: Uint8Array } | null;
  readonly prepared: readonly Prepared[];
  readonly disruptions: readonly ComponentDisruption[];
  readonly quota: (name: Quota) => number;
  readonly assumptions: Assumptions;
}
