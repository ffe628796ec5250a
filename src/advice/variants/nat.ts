/**
 * The way out of private subnets: a NAT gateway in each zone, one for all, a regional one, instances, or none where nothing leaves.
 * https://aws.amazon.com/vpc/pricing/ · https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
 */
import { endpointNames } from "../../scenario/network-schema.ts";
import type { Scenario } from "../../scenario/schema.ts";
import { GIGABYTE } from "../../units.ts";
import type { Value } from "../change.ts";
import type { Facts, LeftOut, Variant } from "../variant.ts";

const path = "architecture.network.nat";
const pricing = "https://aws.amazon.com/vpc/pricing/";
const regionalPage = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html";

type Layout = "single" | "per_az" | "regional" | "instance";

interface Option {
  readonly layout: Layout;
  readonly title: string;
  /** The same in the estimate's section on NAT. */
  readonly change: RegExp;
  readonly loses: readonly string[];
  readonly needs: readonly string[];
  readonly source: string;
}

const options: readonly Option[] = [
  {
    layout: "single",
    title: "one NAT gateway for all zones",
    change: /^one NAT gateway/,
    loses: ["the way out of every zone when the gateway's zone fails"],
    needs: [],
    source: pricing,
  },
  {
    layout: "per_az",
    title: "a NAT gateway in each zone",
    change: /^a NAT gateway in each zone/,
    loses: [],
    needs: [],
    source: pricing,
  },
  {
    layout: "regional",
    title: "a regional NAT gateway",
    change: /^a regional NAT gateway/,
    loses: [],
    needs: ["up to an hour until it follows workloads into a new zone"],
    source: regionalPage,
  },
  {
    layout: "instance",
    title: "a NAT instance in each zone",
    change: /^a NAT instance/,
    loses: ["a managed gateway: patches, failover and bandwidth are yours"],
    needs: [],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-comparison.html",
  },
];

export function natVariants(facts: Facts): readonly (Variant | LeftOut)[] {
  const { scenario, estimate } = facts;
  const present = layoutOf(scenario);
  if (present === null) return [{ title: "another layout of NAT", why: "private subnets have no NAT" }];
  const others = options.filter(({ layout }) => layout !== present && !(layout === "per_az" && isOneZone(scenario)));
  return [...others.map((option) => variantOf(option, facts)), none(estimate)];
}

const isEndpoint = (name: string): boolean => endpointNames.some((known) => known === name);
const isGateway = (name: string): boolean => name === "s3" || name === "dynamodb";

/** Endpoints for all that is called, where all of it is AWS's own. */
function none({ nat }: Facts["estimate"]): Variant | LeftOut {
  const title = "no NAT at all";
  const called = (nat?.byDestination ?? []).map(({ destination }) => destination);
  const beyond = called.filter((name) => !isEndpoint(name));
  if (beyond.length > 0) return { title, why: `${beyond.slice(0, 3).join(", ")} cannot be reached through endpoints` };
  return {
    id: "nat.none",
    title: called.length === 0 ? title : `${title}, but endpoints for ${called.join(", ")}`,
    group: "nat",
    changes: ({ network: { gateway_endpoints: gateways, interface_endpoints: interfaces } }) => [
      { path, value: "none" },
      {
        path: "architecture.network.gateway_endpoints",
        value: [
          ...new Set([
            ...gateways.map((one) => (typeof one === "string" ? one : one.service)),
            ...called.filter(isGateway),
          ]),
        ],
      },
      {
        path: "architecture.network.interface_endpoints",
        value: [...new Set([...interfaces, ...called.filter((name) => !isGateway(name))])],
      },
    ],
    loses: ["any way out to the internet from private subnets, which nothing used in this run"],
    needs: [],
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html",
  };
}

function variantOf({ layout, title, change, loses, needs, source }: Option, { scenario, estimate }: Facts): Variant {
  const addresses = addressesOf(scenario);
  const type = layout === "instance" ? "instance" : "gateway";
  const shape = layout === "instance" ? "per_az" : layout;
  const value: Value = addresses === 1 || layout === "instance" ? layout : { type, layout: shape, addresses };
  const saving = estimate.nat?.savings.find((one) => change.test(one.change));
  const isCheapest = saving?.monthlyCost?.startsWith("-") === true;
  return {
    id: `nat.${layout}`,
    title,
    group: "nat",
    changes: () => [{ path, value }],
    loses,
    needs,
    source,
    evenAt: () =>
      saving?.breakEvenGb === null || saving === undefined
        ? null
        : { figure: saving.breakEvenGb, unit: "GB a month", saves: sideOf(saving, isCheapest) },
  };
}

/** It saves on the side of the break-even on which this month's volume lies, if it saves at all. */
function sideOf(
  { bytesMoved, breakEvenGb }: { readonly bytesMoved: string; readonly breakEvenGb: string | null },
  saves: boolean,
): "below" | "above" {
  const isBelow = Number(bytesMoved) / GIGABYTE < Number(breakEvenGb);
  return isBelow === saves ? "below" : "above";
}

const isOneZone = ({ network }: Scenario): boolean => network.azs === 1;

function layoutOf({ network: { nat } }: Scenario): Layout | null {
  if (nat === "none") return null;
  if (typeof nat === "string") return nat;
  // An instance for all zones is none of the layouts, and differs from each.
  return nat.type === "instance" ? "instance" : nat.layout;
}

function addressesOf({ network: { nat } }: Scenario): number {
  return typeof nat === "object" ? nat.addresses : 1;
}
