/** What must hold of each price by itself, and of all ids together. */
import { problem, UserError, type Problem } from "../errors.ts";
import type { PriceFile } from "./price-file.ts";
import type { Price } from "./price.ts";
import { GLOBAL, REGIONS } from "./regions.ts";
import { isAllowance, tierFault } from "./tiers.ts";

const HOURS = ["Hrs", "hours", "hour", "ACU-Hr", "RPU-Hr", "LCU-Hrs", "ReservedLCU-Hr", "Gbps-hrs", "GB-Hours"];
const CAPACITY = ["ReadCapacityUnit-Hrs", "WriteCapacityUnit-Hrs", "GiBps-mo", "IOPS-Mo", "Months", "month"];
const SIZES = ["GB", "GigaBytes", "Terabytes", "GB-Mo", "GB-Second", "Lambda-GB-Second"];
const CALLS = [
  "Requests",
  "Request",
  "API Requests",
  "Invocations",
  "Queries",
  "IOs",
  "64K-Chunks",
  "StateTransitions",
];
const REQUEST_UNITS = [
  "ReadRequestUnits",
  "WriteRequestUnits",
  "ReplicatedWriteRequestUnits",
  "ElastiCacheProcessingUnit",
];
const THINGS = ["Alarms", "Metrics", "Keys", "Secrets", "Rules", "Objects", "HostedZone", "URL"];

/** AWS's units that a service here measures in. A new one is a price somebody must understand first. */
const UNITS: ReadonlySet<string> = new Set([...HOURS, ...CAPACITY, ...SIZES, ...CALLS, ...REQUEST_UNITS, ...THINGS]);

/** What AWS charges nothing for, by base usage type or, where that is unknown, by product. */
const FREE: ReadonlySet<string> = new Set(["DataTransfer-In-Bytes", "NatGateway-Prvd-Bytes", "VPC endpoint (gateway)"]);

/** Adds the faults of every price; a line that is no price at all is a fault too, and the next line is still checked. */
export function verifyPrices(files: ReadonlyMap<string, PriceFile>, faults: Problem[]): void {
  const firstPath = new Map<string, string>();
  for (const [path, file] of files) {
    for (let i = 0; i < file.count; i += 1) {
      const price = priceAt(file, i, faults);
      if (price === null) continue;
      const other = firstPath.get(price.priceId);
      if (other === undefined) firstPath.set(price.priceId, path);
      else faults.push(problem(`${path}: ${price.priceId} is also in ${other}`, "an id names one product"));
      const fault = faultOf(price);
      if (fault !== null) faults.push(problem(`${path}: ${price.priceId} ${fault}`));
    }
  }
}

function priceAt(file: PriceFile, index: number, faults: Problem[]): Price | null {
  try {
    return file.at(index);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    faults.push(...error.problems);
    return null;
  }
}

function faultOf(price: Price): string | null {
  const { region, unit, asOf, tiers, sources } = price;
  if (region !== GLOBAL && !REGIONS.includes(region)) return `is in ${region}, whose prefix is not known`;
  if (!UNITS.has(unit)) return `has the unknown unit "${unit}"`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf)) return `has no date: "${asOf}"`;
  if (sources.length === 0) return "names no source";
  const tier = tierFault(price);
  if (tier !== null) return tier;
  const costsNothing = tiers.every(({ pricePerUnit }) => /^[0.]+$/.test(pricePerUnit));
  if (isAllowance(price) && !costsNothing) return `ends at ${tiers.at(-1)?.to ?? ""}, and is not free`;
  return costsNothing && !isFree(price) ? "costs nothing, and AWS does not say it is free" : null;
}

function isFree(price: Price): boolean {
  return isAllowance(price) || FREE.has(price.baseUsageType ?? price.product) || price.attributes["plan"] === "Free";
}
