/**
 * What is raised before an event, and its price: the bill with it minus the bill without it, on the same grid and noise. What one entry
 * holds lets others work, so the differences need not add up: all of them together are run without, too. That is one simulation for
 * each entry and one for all, and none where nothing is prepared; of more entries than a report shows, only those together.
 */
import { fromCount } from "../decimal.ts";
import type { Estimate } from "../estimate-schema.ts";
import type { ModelOptions } from "../scenario/model.ts";
import type { Prepared } from "../simulation/model.ts";
import { endSeconds } from "../traffic/arrivals.ts";
import { type ProductHours, productHours } from "./hour-costs.ts";
import { iso } from "./instant.ts";
import { priced, type Priced, type Pricing } from "./priced.ts";

/** Entries whose own cost is worked out. */
const MOST_ENTRIES = 8;
/** After an event's end what was busy is idle again. */
const SETTLED_SECONDS = 3600;
const DAY_HOURS = 24;

export interface PreparedOptions {
  readonly of: ModelOptions;
  /** Whether to run without what is prepared; without, costs are null. */
  readonly costs: boolean;
  readonly onProgress: (share: number) => void;
}

/** How many more runs it takes. */
export function preparedRuns(entries: number): number {
  if (entries === 0) return 0;
  return entries === 1 ? 1 : 1 + (entries <= MOST_ENTRIES ? entries : 0);
}

/** Null where the scenario prepares nothing. */
export function preparedOf(
  pricing: Pricing,
  typical: Priced,
  { of, costs, onProgress }: PreparedOptions,
): Estimate["prepared"] {
  const entries = entriesOf(typical.model.prepared);
  if (entries.length === 0) return null;
  const runs = costs ? preparedRuns(entries.length) : 0;
  const without = (unprepared: readonly number[], done: number): Priced =>
    priced(
      pricing,
      { ...of, unprepared },
      { keepSeries: false, onProgress: (share) => onProgress((done + share) / runs) },
    );
  const none =
    runs === 0
      ? null
      : without(
          entries.flatMap(([{ entry }]) => entry),
          0,
        );
  const alone = entries.map(([{ entry }], at) => {
    if (entries.length === 1) return none;
    return runs > 1 ? without([entry], at + 1) : null;
  });
  return {
    cost: costOf(typical, none),
    entries: entries.map((settings, at) => entryOf(settings, pricing, typical, alone[at] ?? null)),
  };
}

type Entry = readonly [Prepared, ...Prepared[]];

function entriesOf(prepared: readonly Prepared[]): Entry[] {
  const entries = new Map<number, [Prepared, ...Prepared[]]>();
  for (const one of prepared) {
    const entry = entries.get(one.entry);
    if (entry === undefined) entries.set(one.entry, [one]);
    else entry.push(one);
  }
  return [...entries.values()];
}

function costOf({ bill }: Priced, other: Priced | null): string | null {
  return other !== null && bill.complete && other.bill.complete ? bill.total.minus(other.bill.total).toString() : null;
}

function entryOf(
  settings: Entry,
  pricing: Pricing,
  typical: Priced,
  other: Priced | null,
): NonNullable<Estimate["prepared"]>["entries"][number] {
  const [{ component, event, fromSeconds, untilSeconds, lowered }] = settings;
  const { model } = typical;
  const cost = costOf(typical, other);
  return {
    component,
    settings: settings.map(({ key, value }) => ({ setting: key, value: fromCount(value).toString() })),
    event,
    from: iso(model, fromSeconds),
    until: lowered ? iso(model, untilSeconds) : null,
    cost,
    costPerDay: lowered || cost === null || other === null ? null : costPerDay(pricing, typical, other, fromSeconds),
  };
}

/** What it costs in the hours after every event, when it is needed no more; null where the period has none of those. */
function costPerDay({ prices }: Pricing, typical: Priced, other: Priced, fromSeconds: number): string | null {
  const { model } = typical;
  const ends = model.traffic.events.map((event) => endSeconds(event) + SETTLED_SECONDS);
  const from = Math.ceil(Math.max(fromSeconds, ...ends) / 3600);
  const until = Math.floor(model.seconds / 3600);
  if (until <= from) return null;
  const [now, before] = [typical, other].map((one) => productHours(one.metered, one.bill, prices));
  const cost = moreIn(now ?? new Map(), before ?? new Map(), from, until);
  return fromCount((cost / (until - from)) * DAY_HOURS, 6).toString();
}

/** Dollars that the units more or less make, each at one price on both sides: a tier reached elsewhere in the month changes nothing. */
function moreIn(
  now: ReadonlyMap<string, ProductHours>,
  before: ReadonlyMap<string, ProductHours>,
  from: number,
  until: number,
): number {
  let cost = 0;
  for (const key of new Set([...now.keys(), ...before.keys()])) {
    const [a, b] = [now.get(key), before.get(key)];
    const perUnit = a?.perUnit ?? b?.perUnit ?? 0;
    for (let h = from; h < until; h += 1) cost += ((a?.units[h] ?? 0) - (b?.units[h] ?? 0)) * perUnit;
  }
  return cost;
}

/** What nobody lowers, and what that costs, a sentence each. */
export function standingWarnings(prepared: Estimate["prepared"]): string[] {
  return (prepared?.entries ?? [])
    .filter(({ until }) => until === null)
    .map(({ component, settings, costPerDay: perDay }) => {
      const what = settings.map(({ setting, value }) => `${setting} ${value}`).join(", ");
      const price = perDay === null ? "" : `: $${Number(perDay).toFixed(2)} a day`;
      return `${component} (${what}) is raised and stands until it is lowered${price}; say until when under prepare`;
    });
}
