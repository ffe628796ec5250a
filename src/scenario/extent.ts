/** How large a scenario may be: what no machine holds, or no one waits for, is refused before anything is made of it. */
import { stepCount, type Window } from "../simulation/grid.ts";
import type { Sections } from "./checks.ts";
import type { Period } from "./period.ts";
import type { Reading } from "./reading.ts";
import { formatPath, nearestTo, type MapTree, type Path } from "./tree.ts";

/** Steps of a grid: ten years of minutes, and events. */
export const MAX_STEPS = 10_000_000;

/** Entries of the document's lists and maps. Every event is one more run, every class a column of each component. */
const MOST: readonly (readonly [path: Path, entries: number])[] = [
  [["architecture"], 500],
  [["classes"], 100],
  [["destinations"], 500],
  [["traffic", "events"], 100],
  [["prepare"], 1000],
  [["claims"], 1000],
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

/** Where the grid is fine: from five minutes before an event to ten after its hold. */
export function fineWindow(
  startSeconds: number,
  { ramp, hold }: { readonly ramp: number; readonly hold: number },
): Window {
  return { fromSeconds: startSeconds - 300, untilSeconds: startSeconds + ramp + hold + 600 };
}

/** Reports a grid of more steps than are simulated; `startOf` gives an event's seconds from the period's start. */
export function checkSteps(
  reading: Reading,
  { step, traffic }: Pick<Sections, "step" | "traffic">,
  { hours }: Period,
  startOf: (event: NonNullable<Sections["traffic"]>["events"][number]) => number,
): void {
  if (step === undefined || traffic === undefined) return;
  const windows = traffic.events.map((event) => fineWindow(startOf(event), event));
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
