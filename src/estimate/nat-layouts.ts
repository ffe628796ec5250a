/**
 * The other ways out of private subnets and what each would cost with the same traffic: one NAT gateway for all zones, one in each,
 * a regional one, instances. One gateway saves its twins' hours and pays for what crosses to it from other zones.
 * https://aws.amazon.com/vpc/pricing/ · https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
 */
import { type Decimal, fromCount, ZERO } from "../decimal.ts";
import type { Estimate } from "../estimate-schema.ts";
import type { RoutedFlow } from "../network/route.ts";
import type { PriceBook } from "../pricing/price.ts";
import type { Model } from "../simulation/model.ts";
import { GIGABYTE } from "../units.ts";
import { natPrice, unitPrice } from "./unit-price.ts";

type Component = Model["architecture"]["components"][number];
type Saving = NonNullable<Estimate["nat"]>["savings"][number];

/** One way out: what it costs a month while nothing passes, and for each GB. */
interface Layout {
  readonly name: "single" | "per_az" | "regional" | "instance";
  readonly change: string;
  readonly standing: Decimal;
  readonly perGb: Decimal;
}

const INSTANCE_TYPE = "t4g.small";
const INSTANCE_DISK_GB = 8;

/** Each layout but the present one; none without NAT in the scenario's Region, or where a price is missing. */
export function layoutSavings(model: Model, routed: readonly RoutedFlow[], prices: PriceBook): Saving[] {
  const { architecture, months } = model;
  const { region } = architecture;
  const nats = architecture.components.filter(({ kind, region: where }) => where === region && isNat(kind));
  const zones = architecture.zones.filter((zone) => zone.region === region).length;
  const present = layoutOf(nats, zones);
  if (present === null) return [];
  const monthHours = months[0]!.monthHours;
  const hours = months.reduce((total, month) => total + month.hours, 0);
  const { bytes, crossingShare } = throughNat(model, routed, nats);
  const gb = fromCount(bytes / GIGABYTE)
    .times(fromCount(monthHours))
    .dividedBy(fromCount(hours));
  const all = layouts({ prices, region, zones, monthHours, crossingShare, nats });
  const now = all.find(({ name }) => name === present);
  if (now === undefined) return [];
  return all
    .filter(({ name }) => name !== present)
    .map((other) => ({
      change: other.change,
      monthlyCost: other.standing
        .minus(now.standing)
        .plus(gb.times(other.perGb.minus(now.perGb)))
        .toString(),
      bytesMoved: gb.times(fromCount(GIGABYTE)).toFixed(0),
      breakEvenGb: breakEven(now, other)?.toFixed(1) ?? null,
    }));
}

const isNat = (kind: string): boolean => kind === "nat_instance" || kind.endsWith("nat_gateway");

/** Null for none, and for what is none of the four. */
function layoutOf(nats: readonly Component[], zones: number): Layout["name"] | null {
  const [first] = nats;
  if (first === undefined || nats.some(({ kind }) => kind !== first.kind)) return null;
  if (first.kind === "regional_nat_gateway") return "regional";
  if (first.kind === "nat_instance") return nats.length === zones ? "instance" : null;
  if (nats.length === 1) return "single";
  return nats.length === zones ? "per_az" : null;
}

/** GB a month at which both cost the same; null where one is cheaper whatever passes. */
function breakEven(one: Layout, other: Layout): Decimal | null {
  const standing = one.standing.minus(other.standing);
  const perGb = other.perGb.minus(one.perGb);
  if (perGb.isZero() || standing.isZero()) return null;
  const gb = standing.dividedBy(perGb);
  return gb.gt(ZERO) ? gb : null;
}

interface Costs {
  readonly prices: PriceBook;
  readonly region: string;
  readonly zones: number;
  readonly monthHours: number;
  /** Share of the traffic that does not come from the first zone. */
  readonly crossingShare: number;
  readonly nats: readonly Component[];
}

function layouts({ prices, region, zones, monthHours, crossingShare, nats }: Costs): Layout[] {
  const address = unitPrice(prices, { serviceCode: "AmazonVPC", usageType: "PublicIPv4:InUseAddress" }, region);
  const crossing = unitPrice(
    prices,
    {
      serviceCode: "AWSDataTransfer",
      usageType: "DataTransfer-Regional-Bytes",
      attributes: { transferType: "IntraRegion" },
    },
    region,
  );
  const type = instanceType(nats);
  const box = unitPrice(
    prices,
    { serviceCode: "AmazonEC2", usageType: `BoxUsage:${type}`, operation: "RunInstances" },
    region,
  );
  const disk = unitPrice(prices, { serviceCode: "AmazonEC2", usageType: "EBS:VolumeUsage.gp3" }, region);
  const standing = (hour: Decimal | null, count: number, month: Decimal | null = ZERO): Decimal | null =>
    hour === null || address === null || month === null
      ? null
      : hour.plus(address).times(fromCount(monthHours)).plus(month).times(fromCount(count));
  const zonal = natPrice(prices, region, "zonal", "Hours");
  const gb = natPrice(prices, region, "zonal", "Bytes");
  const gbFromAll =
    gb === null || crossing === null ? null : gb.plus(crossing.times(fromCount(2)).times(fromCount(crossingShare)));
  const single = of("single", "one NAT gateway for all zones", standing(zonal, 1), gbFromAll);
  const perZone = of("per_az", "a NAT gateway in each zone", standing(zonal, zones), gb);
  const regional = of(
    "regional",
    "a regional NAT gateway",
    standing(natPrice(prices, region, "regional", "Hours"), zones),
    natPrice(prices, region, "regional", "Bytes"),
  );
  const diskMonth = disk?.times(fromCount(INSTANCE_DISK_GB)) ?? null;
  const instance = of("instance", `a NAT instance (${type}) in each zone`, standing(box, zones, diskMonth), ZERO);
  // In one zone, one for all and one in each are the same.
  return [single, ...(zones > 1 ? [perZone] : []), regional, instance].flatMap((layout) => layout ?? []);
}

function of(name: Layout["name"], change: string, standing: Decimal | null, perGb: Decimal | null): Layout | null {
  return standing === null || perGb === null ? null : { name, change, standing, perGb };
}

function instanceType(nats: readonly Component[]): string {
  for (const { config } of nats) {
    if (typeof config === "object" && config !== null && "instance_type" in config) return String(config.instance_type);
  }
  return INSTANCE_TYPE;
}

/** Bytes that cross NAT in the period, and the share of them from other zones than the first; evenly spread where none do. */
function throughNat(
  { architecture }: Model,
  routed: readonly RoutedFlow[],
  nats: readonly Component[],
): { readonly bytes: number; readonly crossingShare: number } {
  const ids = new Set(nats.map(({ id }) => id));
  const zones = architecture.zones.filter(({ region }) => region === architecture.region);
  const zoneOf = new Map(architecture.subnets.map(({ id, zone }) => [id, zone]));
  const subnetsOf = new Map(architecture.components.map(({ id, subnets }) => [id, subnets]));
  let bytes = 0;
  let crossing = 0;
  for (const { flow, paths } of routed) {
    const share = paths.reduce((sum, { carrier, share: part }) => sum + (ids.has(carrier ?? "") ? part : 0), 0);
    if (share === 0) continue;
    const standing = subnetsOf.get(flow.from) ?? [];
    const elsewhere = standing.filter((subnet) => zoneOf.get(subnet) !== zones[0]?.id).length;
    const units = flow.driver.hours.reduce((sum, value) => sum + value, 0);
    const volume = units * (flow.bytesUp + flow.bytesDown) * share;
    bytes += volume;
    crossing += (volume * elsewhere) / Math.max(1, standing.length);
  }
  return { bytes, crossingShare: bytes > 0 ? crossing / bytes : (zones.length - 1) / Math.max(1, zones.length) };
}
