/**
 * What is known of data sources without asking AWS: the provider's Region and what follows from it. The names of a Region's zones differ
 * from account to account and some Regions have more than three; three are assumed, and the reader is told so.
 */
import { isRegion } from "../region-names.ts";
import { elementAt } from "./evaluate.ts";
import { list, type Value } from "./value.ts";

/** Zones that most Regions have. https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html */
export const ASSUMED_ZONES = ["a", "b", "c"] as const;

export interface DataSourceFacts {
  readonly type: string;
  /** The value of an argument; undefined where it is not written. */
  readonly argument: (name: string) => Value | undefined;
  /** The Region of its provider. */
  readonly region: () => Value;
  /** What cannot be known. */
  readonly computed: (name: string) => Value;
  readonly assumesZones: () => void;
}

/** The value of an attribute. */
export function dataAttribute(name: string, facts: DataSourceFacts): Value {
  const { type, argument, region, computed, assumesZones } = facts;
  const written = argument(name);
  if (written !== undefined) return written;
  if (type === "aws_region" && ["name", "id", "region"].includes(name)) {
    return argument("region") ?? argument("name") ?? region();
  }
  if (type === "aws_availability_zones" && (name === "names" || name === "zone_ids")) {
    const where = argument("region") ?? region();
    assumesZones();
    const isKnown = name === "names" && typeof where === "string" && isRegion(where);
    return list(ASSUMED_ZONES.map((letter, at) => (isKnown ? `${where}${letter}` : elementAt(computed(name), at))));
  }
  if (type === "aws_vpc_endpoint_service" && name === "service_name") {
    const [service, where] = [argument("service"), argument("region") ?? region()];
    // https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
    if (typeof service === "string" && typeof where === "string") return `com.amazonaws.${where}.${service}`;
  }
  return computed(name);
}
