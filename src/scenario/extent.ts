/** How large a scenario may be: what no machine holds, or no one waits for, is refused before anything is made of it. */
import { stepCount, type Window } from "../simulation/grid.ts";
import type { Moment } from "./moment.ts";
import type { Period } from "./period.ts";
import type { Reading } from "./reading.ts";
import type { ScenarioFile } from "./schema.ts";
import { formatPath, nearestTo, type MapTree, type Path } from "./tree.ts";

/** Steps of a grid: ten years of minutes, and events. */
export const MAX_STEPS = 10_000_000;

/** Minutes of all events times classes of requests. */
const MAX_MINUTES = 20_000_000;

/** Entries of the document's lists and maps. Every event is one more run, every class a column of each component. */
const MOST: readonly (readonly [path: Path, entries: number])[] = [
  [["architecture"], 500],
  [["classes"], 100],
  [["destinations"], 500],
  [["traffic", "events"], 100],
  [["prepare"], 1000],
  [["claims"], 1000],
  [["disruptions"], 100],
];

/** Reports what has too many entries, and empties it: that is the one thing to say of it. */
export function checkEntries(root: MapTree, report: (path: Path, what: string) => void): void {
  for (const [path, most] of MOST) {
    const { tree, found } = nearestTo(root, path);
    const entries = tree.kind === "map" ? tree.entries.size : tree.kind === "list" ? tree.items.length : 0;
    if (!found || entries <= most) continue;
    report(path, `${formatPath(path)} must hold at most ${most} entries; got ${entries.toLocaleString("en")}`);
    const above = nearestTo(root, path.slice(0, -1)).tree;
    if (above.kind === "map") above.entries.set(String(path.at(-1)), { kind: "broken", spot: tree.spot });
  }
}

/** A long event is looked at closely where it changes: its steady hours need no seconds. */
const LONG_SECONDS = 3 * 3600;

/** From five minutes before an event to ten minutes after its hold; of a long one, the hour of its beginning and the end of its hold. */
export function fineWindows(
  startSeconds: number,
  { ramp, hold }: { readonly ramp: number; readonly hold: number },
): readonly Window[] {
  const from = startSeconds - 300;
  const until = startSeconds + ramp + hold + 600;
  if (until - from <= LONG_SECONDS) return [{ fromSeconds: from, untilSeconds: until }];
  return [
    { fromSeconds: from, untilSeconds: from + 3600 },
    { fromSeconds: until - 900, untilSeconds: until },
  ];
}

/** A disruption is looked at closely for as long as its tasks need to be launched anew. */
export function disruptionWindows({ at }: { readonly at: number }): readonly Window[] {
  return fineWindows(at, { ramp: 0, hold: 300 });
}

/** Reports events that last so long that their minutes, by class of requests, are more than is kept. */
export function checkEventMinutes(
  reading: Reading,
  { traffic, classes }: Partial<Pick<ScenarioFile, "traffic" | "classes">>,
): void {
  if (traffic === undefined) return;
  const seconds = traffic.events.reduce((sum, { ramp, hold, decay }) => sum + ramp + hold + decay, 0);
  const most = MAX_MINUTES / (4 + Object.keys(classes ?? {}).length) / 1440;
  if (seconds / 86_400 <= most) return;
  const path = ["traffic", "events"];
  const days = (of: number) => Math.round(of).toLocaleString("en");
  reading.check(
    path,
    `traffic.events may last at most ${days(most)} days in all with so many classes; they last ${days(seconds / 86_400)}`,
  );
}

/** Reports a grid of more steps than are simulated; `startOf` gives an event's seconds from the period's start. */
export function checkSteps(
  reading: Reading,
  { step, traffic, disruptions = [] }: Partial<Pick<ScenarioFile, "step" | "traffic" | "disruptions">>,
  { hours }: Period,
  startOf: (of: { readonly at: Moment }) => number,
): void {
  if (step === undefined || traffic === undefined) return;
  const windows = [
    ...traffic.events.flatMap((event) => fineWindows(startOf(event), event)),
    ...disruptions.flatMap((one) => disruptionWindows({ at: startOf(one) })),
  ];
  const grid = { seconds: hours * 3600, baseSeconds: step.base, fineSeconds: step.event, windows };
  const steps = stepCount(grid);
  if (steps <= MAX_STEPS) return;
  const base = stepCount({ ...grid, windows: [] });
  const key = base > MAX_STEPS / 2 ? "base" : "event";
  const path = ["step", key];
  const most = MAX_STEPS.toLocaleString("en");
  reading.check(
    path,
    `${formatPath(path)} must be longer, or the ${key === "base" ? "period" : "events"} shorter: ` +
      `the grid may have at most ${most} steps; it would have ${steps.toLocaleString("en")}`,
  );
}
