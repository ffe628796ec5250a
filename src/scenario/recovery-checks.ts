/** What only the whole scenario tells of a recovery: Regions that must differ or exist, a moment inside the period. */
import type { WrittenArchitecture } from "./components.ts";
import { iso, type Period, secondsFrom, span } from "./period.ts";
import type { Reading } from "./reading.ts";
import type { ScenarioFile } from "./schema.ts";
import { formatPath, formatValue } from "./tree.ts";

export function checkRecovery(
  reading: Reading,
  { recovery, region }: Partial<Pick<ScenarioFile, "recovery" | "region">>,
  during: Period | null,
): void {
  if (recovery === undefined) return;
  if (recovery.to !== undefined && recovery.to === region) {
    const what = `recovery.to must be another Region than the scenario's; got ${formatValue(region)}`;
    reading.check(["recovery", "to"], what);
  }
  if (during === null || recovery.at === undefined) return;
  const at = secondsFrom(recovery.at, during);
  if (at >= 0 && at < during.endSeconds - during.startSeconds) return;
  reading.check(
    ["recovery", "at"],
    `recovery.at must lie in the period, ${span(during)}; got ${iso(during.startSeconds + at)}`,
  );
}

/** The secondary cluster of a global database stands in the Region that the primary names. */
export function checkSecondaries(reading: Reading, { components, ids }: WrittenArchitecture): void {
  const clusters = components.filter(({ kind }) => kind === "aurora" || kind === "aurora_serverless");
  for (const { id, config } of clusters) {
    if (typeof config !== "object" || config === null || !("replicate_to" in config)) continue;
    const region = config.replicate_to;
    if (region === undefined || clusters.some((other) => other.region === region)) continue;
    if (ids?.length !== components.length) continue;
    const path = ["architecture", id, "replicate_to"];
    reading.check(
      path,
      `${formatPath(path)} must name the Region of another Aurora cluster; got ${formatValue(region)}`,
      "write the secondary as a component with that region",
    );
  }
}
