/** What was raised before an event, in words. */
import type { Estimate } from "../estimate-schema.ts";
import { figure, money } from "./figures.ts";
import { clock, day, moment, secondsOf } from "./instants.ts";

export type Prepared = NonNullable<Estimate["prepared"]>;
export type PreparedEntry = Prepared["entries"][number];

/** What a service's `min` counts. */
const LEAST_OF: Readonly<Record<string, string>> = {
  fargate: "tasks",
  ec2_auto_scaling: "instances",
  aurora_serverless: "ACU an instance",
  elasticache_serverless: "ECPU a second",
  dynamodb: "capacity units",
};

/** `at least 110 tasks`, `300 LCU reserved`. */
export function settingsInWords({ component, settings }: PreparedEntry, { byComponent }: Estimate["bill"]): string {
  const service = byComponent.find((one) => one.component === component)?.service ?? "";
  return settings.map(({ setting, value }) => settingInWords(setting, figure(value), LEAST_OF[service])).join(", ");
}

function settingInWords(setting: string, value: string, unit: string | undefined): string {
  if (setting === "min") return `at least ${value}${unit === undefined ? "" : ` ${unit}`}`;
  if (setting === "reserved_lcu") return `${value} LCU reserved`;
  return setting === "provisioned_concurrency" ? `${value} environments provisioned` : `${setting} ${value}`;
}

/** `20 Nov 17:30 – 19:30 UTC`; `from 20 Nov 17:30 UTC on` where nobody lowers it. */
export function heldInWords({ from, until }: PreparedEntry): string {
  if (until === null) return `from ${moment(from)} UTC on`;
  const [start, end] = [secondsOf(from), secondsOf(until)];
  return `${moment(from)} – ${day(start) === day(end) ? clock(end) : moment(until)} UTC`;
}

/** `$15.86`, and what a day more costs where nobody lowers it: `$85.72, $2.90 a day`. */
export function preparedCost({ cost, costPerDay }: PreparedEntry): string {
  return costPerDay === null ? money(cost) : `${money(cost)}, ${money(costPerDay)} a day`;
}

/** How to read the figures; costs of several need not add up. */
export function preparedNote({ entries }: Prepared): string {
  const each = "the bill with it minus the bill without it";
  if (entries.length < 2) return `Its cost is ${each}.`;
  return `The cost of each is ${each}, all else prepared: what one holds lets others work, so that they need not add up.`;
}
