/** What people should know beside the figures of a recovery. */
import type { Pattern } from "../scenario/recovery-schema.ts";
import type { Scenario } from "../scenario/schema.ts";
import { settings, standsAt } from "./patterns.ts";
import type { Disaster, Recovered } from "./recover.ts";
import { losesData } from "./standing.ts";

export const titles: Readonly<Record<Pattern, string>> = {
  redeploy: "redeploy elsewhere",
  backup_and_restore: "backup and restore",
  pilot_light: "pilot light",
  warm_standby: "warm standby",
  active_active: "active-active",
  as_written: "as written",
};

export const keeps: Readonly<Record<Pattern, string>> = {
  redeploy: "nothing; Terraform makes it anew",
  backup_and_restore: "copies of backups, objects, images and keys",
  pilot_light: "replicas of the data, images, keys and secrets",
  warm_standby: "replicas of the data, and a small copy of what serves",
  active_active: "replicas of the data, and a full copy that serves half of the viewers",
  as_written: "what the architecture places there",
};

/** Most time of a recovery, rounded to minutes for a sentence. */
const minutes = (seconds: number | null): string =>
  seconds === null ? "unknown time" : `${Math.round(seconds / 60)} min`;

/** What is particular about one pattern of this shop. */
export function notesOf({ scenario, to, recovery }: Disaster, of: Recovered): string[] {
  const { standing: stands, pattern } = of;
  const home = scenario.region;
  const quota = of.limits.some(({ name }) => name === "quota");
  return [
    ...(losesData(stands)
      ? [
          `A new stack would stand in ${to} after ${minutes(of.stackReady.p50Seconds)} (P50), with an empty database: all data is in ${home}, and comes back with it. In the same Terraform state the change would also plan to destroy what ${home} still has.`,
        ]
      : []),
    ...(stands.objects === "lost" && !losesData(stands)
      ? [`Objects are in ${home} alone, and come back with it.`]
      : []),
    ...(pattern === "active_active" && of.rpo.database !== null && stands.database !== "none"
      ? [
          `One writer: until the database of ${to} takes over, nobody orders in either Region. Health checks move the viewers; nobody is asked.`,
        ]
      : []),
    ...globalFloor(scenario, of),
    ...(stands.database === "rds_replica"
      ? ["The bill lacks what the replica's writes cost in transfer between the Regions: nobody states their bytes."]
      : []),
    ...(stands.database === "backup" || stands.table === "backup"
      ? [`Backups are copied every ${recovery.backup_every / 3600} h (recovery.backup_every).`]
      : []),
    ...(quota ? [`A quota in ${to} holds it back: ask for it beforehand, and write it as recovery.quotas.`] : []),
    ...(of.rpo.objects !== null && of.rpo.objects.verdict === "missed" && stands.objects === "rtc"
      ? ["Replication Time Control promises 99.9% of objects within 15 minutes, and nothing sooner."]
      : []),
    ...(of.rpo.objects !== null && stands.objects === "replicated"
      ? ["Replication without Time Control promises no time at all."]
      : []),
  ];
}

/** The primary cluster of a global database holds 8 ACU, day and night. */
function globalFloor({ components, region }: Scenario, { month }: Recovered): string[] {
  const database = standsAt(month, month.region).find(({ kind }) => kind === "aurora_serverless");
  const before = components.find(({ id, region: at }) => id === database?.id && (at ?? region) === region);
  if (database === undefined || before === undefined) return [];
  const [now, then] = [settings(database)["min"], settings(before)["min"]];
  if (Number(now) <= Number(then)) return [];
  return [`A global database holds ${Number(now)} ACU in ${region}, where the scenario has ${Number(then)}.`];
}

/** What no figure of a recovery contains. */
export function notSimulated({ scenario, to }: Disaster): string[] {
  const home = scenario.region;
  return [
    ...(home === "us-east-1"
      ? [
          "control planes: IAM, Route 53 and CloudFront are changed in us-east-1, so that nothing can be changed in them while it is lost; health checks and records made beforehand work",
        ]
      : [
          "control planes: IAM, Route 53 and CloudFront are changed in us-east-1; what is made beforehand works without",
        ]),
    "data that nobody copies: sessions, caches and queued messages start empty; objects older than their replication rule",
    `capacity that everybody asks for in ${to} at the same hour`,
    "third parties that know the lost Region's addresses",
    "the way back",
    "part of an outage: the Region is lost whole, at once, and stays lost",
    "Route 53 health checks in the price ($0.50 to $2 a month each, by AWS's pricing page)",
  ];
}
