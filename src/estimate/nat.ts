/** What NAT costs, who causes it, and what a change of the network would do to the bill. */
import { type Decimal, decimal, fromCount, sum, ZERO } from "../decimal.ts";
import type { Estimate } from "../estimate-schema.ts";
import type { Destination } from "../network/flow.ts";
import type { RoutedFlow } from "../network/route.ts";
import type { PriceBook } from "../pricing/price.ts";
import type { Bill, LineItem } from "../rating/bill.ts";
import type { Model } from "../simulation/model.ts";
import type { Run } from "../simulation/simulate.ts";
import { GIGABYTE } from "../units.ts";
import { layoutSavings } from "./nat-layouts.ts";
import { natPrice, unitPrice } from "./unit-price.ts";

type NatReport = NonNullable<Estimate["nat"]>;
type Saving = NatReport["savings"][number];

const natKinds = ["nat_gateway", "nat_instance", "regional_nat_gateway"];

/** Null for an architecture without NAT and without anything that would otherwise use one. */
export function natOf(model: Model, run: Run, bill: Bill, prices: PriceBook): NatReport | null {
  const gateways = model.architecture.components.filter(({ kind }) => natKinds.includes(kind));
  const parts = run.routed.flatMap(partsOf);
  if (
    gateways.length === 0 &&
    parts.every(({ kind }) => kind !== "gateway_endpoint" && kind !== "interface_endpoint")
  ) {
    return null;
  }
  const lines = bill.lineItems.filter(({ service }) => natKinds.includes(service));
  const through = parts.filter(({ kind }) => kind === "nat");
  const regional = gateways.some(({ kind }) => kind === "regional_nat_gateway");
  const perGb = natPrice(prices, model.architecture.region, regional ? "regional" : "zonal", "Bytes");
  const charged = gateways.some(({ kind }) => kind !== "nat_instance");
  const bytes = through.reduce((total, part) => total + part.bytes, 0);
  return {
    processedBytes: whole(bytes),
    cost: costOf(lines)?.toString() ?? null,
    hourlyCost: costOf(lines.filter(({ usageType }) => !usageType.endsWith("-Bytes")))?.toString() ?? null,
    byDestination: byDestination(through).map(({ destination, via, bytes: theirs }) => ({
      destination,
      via,
      bytes: whole(theirs),
      cost: charged ? (perGb?.times(gigabytes(theirs)).toString() ?? null) : "0",
    })),
    savings: [...savings(model, parts, prices), ...layoutSavings(model, run.routed, prices)],
  };
}

/** One path of one flow over the whole period. */
interface Part {
  readonly destination: Destination;
  readonly name: string;
  readonly kind: string;
  readonly carrier: string | null;
  readonly bytes: number;
}

function partsOf({ flow, paths }: RoutedFlow): Part[] {
  const units = flow.driver.hours.reduce((total, value) => total + value, 0);
  return paths.map(({ kind, carrier, share }) => ({
    destination: flow.destination,
    name: nameOf(flow.destination),
    kind,
    carrier,
    bytes: units * (flow.bytesUp + flow.bytesDown) * share,
  }));
}

function nameOf(destination: Destination): string {
  switch (destination.kind) {
    case "aws":
      return destination.service;
    case "component":
      return destination.id;
    case "on_premises":
    case "internet":
      return destination.name;
  }
}

function byDestination(parts: readonly Part[]): { destination: string; via: string; bytes: number }[] {
  const names = [...new Set(parts.map(({ name }) => name))];
  return names
    .map((destination) => {
      const theirs = parts.filter(({ name }) => name === destination);
      const via = [...new Set(theirs.map(({ carrier }) => carrier ?? ""))].sort().join(", ");
      return { destination, via, bytes: theirs.reduce((total, { bytes }) => total + bytes, 0) };
    })
    .sort((a, b) => b.bytes - a.bytes);
}

/**
 * Each change alone, at first-tier prices, scaled to one month where the period is shorter or longer.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */
function savings(model: Model, parts: readonly Part[], prices: PriceBook): Saving[] {
  const hours = fromCount(model.months.reduce((total, month) => total + month.hours, 0));
  const monthHours = fromCount(model.months[0]!.monthHours);
  const perMonth = monthHours.dividedBy(hours);
  const { region } = model.architecture;
  const nat = natPrice(prices, region, "zonal", "Bytes");
  const endpoint = unitPrice(prices, { serviceCode: "AmazonVPC", usageType: "VpcEndpoint-Bytes" }, region);
  const endpointHour = unitPrice(prices, { serviceCode: "AmazonVPC", usageType: "VpcEndpoint-Hours" }, region);
  const zones = fromCount(model.architecture.zones.filter(({ region }) => region === model.architecture.region).length);
  const moved = (service: string, kind: string): Decimal =>
    gigabytes(
      parts
        .filter((part) => part.destination.kind === "aws" && part.name === service && part.kind === kind)
        .reduce((total, { bytes }) => total + bytes, 0),
    ).times(perMonth);
  const services = [
    ...new Set(parts.flatMap(({ destination }) => (destination.kind === "aws" ? [destination.service] : []))),
  ];

  return services.flatMap((service): Saving[] => {
    const free = service === "s3" || service === "dynamodb";
    const standing = endpointHour?.times(zones).times(monthHours) ?? null;
    const perGb = nat === null ? null : free ? nat : endpoint === null ? null : nat.minus(endpoint);
    const breakEvenGb = free || standing === null || perGb === null ? null : standing.dividedBy(perGb);
    const of = (change: string, gb: Decimal, direction: Decimal): Saving => ({
      change,
      monthlyCost:
        perGb === null ? null : direction.times(perGb.times(gb).minus(free ? ZERO : (standing ?? ZERO))).toString(),
      bytesMoved: gb.times(fromCount(GIGABYTE)).toFixed(0),
      breakEvenGb: breakEvenGb?.toFixed(1) ?? null,
    });
    const kind = free ? "gateway" : "interface";
    const throughNat = moved(service, "nat");
    const throughEndpoint = moved(service, free ? "gateway_endpoint" : "interface_endpoint");
    return [
      ...(throughNat.isZero()
        ? []
        : [of(`add ${free ? "a gateway" : "an interface"} endpoint for ${service}`, throughNat, decimal("-1"))]),
      ...(throughEndpoint.isZero()
        ? []
        : [of(`without the ${kind} endpoint for ${service}`, throughEndpoint, decimal("1"))]),
    ];
  });
}

function costOf(lines: readonly LineItem[]): Decimal | null {
  return lines.some(({ cost }) => cost === null) ? null : sum(lines.map(({ cost }) => cost ?? ZERO));
}

const whole = (bytes: number): string => fromCount(Math.round(bytes)).toString();
const gigabytes = (bytes: number): Decimal => fromCount(bytes / GIGABYTE);
