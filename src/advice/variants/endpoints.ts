/**
 * Endpoints of the VPC: gateway endpoints for S3 and DynamoDB, which cost nothing, and interface endpoints, which pay from some
 * volume on and cost their hours below it.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html · https://aws.amazon.com/privatelink/pricing/
 */
import { endpointNames } from "../../scenario/network-schema.ts";
import type { NetworkFile } from "../../scenario/network-schema.ts";
import type { Value } from "../change.ts";
import type { EvenAt, Facts, LeftOut, Variant } from "../variant.ts";

const gatewayPage = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html";
const interfacePage = "https://aws.amazon.com/privatelink/pricing/";
const network = "architecture.network";

type Endpoint = NetworkFile["interface_endpoints"][number];

export function endpointVariants(facts: Facts): readonly (Variant | LeftOut)[] {
  return [
    ...(["s3", "dynamodb"] as const).flatMap((service) => gateway(service, facts)),
    ...facts.scenario.network.interface_endpoints.map((service) => dropped(service, facts)),
    ...added(facts),
  ];
}

function gateway(service: "s3" | "dynamodb", { scenario, estimate }: Facts): readonly (Variant | LeftOut)[] {
  const title = `a gateway endpoint for ${service}`;
  const existing = gatewayOf(service, scenario.network);
  if (typeof existing === "string") return [{ title, why: "it is there and reaches every route table" }];
  const used = destinations(estimate).has(service) || existing !== undefined;
  if (!used) return [{ title, why: `nothing sends to ${service} through NAT` }];
  return [
    {
      id: `endpoint.${service}`,
      title: existing === undefined ? title : `routes to ${title} from every subnet`,
      group: `endpoint.${service}`,
      changes: ({ network: now }) =>
        typeof gatewayOf(service, now) === "string"
          ? null
          : [{ path: `${network}.gateway_endpoints`, value: withGateway(service, now) }],
      loses: [],
      needs: ["its route tables to be those of the subnets that call it"],
      source: gatewayPage,
    },
  ];
}

function gatewayOf(service: string, { gateway_endpoints: endpoints }: NetworkFile) {
  return endpoints.find((endpoint) => (typeof endpoint === "string" ? endpoint : endpoint.service) === service);
}

function withGateway(service: string, { gateway_endpoints: endpoints }: NetworkFile): Value {
  const others = endpoints.filter((one) => (typeof one === "string" ? one : one.service) !== service);
  return [
    ...others.map((one) => (typeof one === "string" ? one : { service: one.service, route_tables: one.route_tables })),
    service,
  ];
}

function dropped(service: Endpoint, { scenario, estimate }: Facts): Variant | LeftOut {
  const title = `no interface endpoint for ${service}`;
  if (scenario.network.nat === "none") return { title, why: "private subnets have no other way out" };
  return {
    id: `endpoint.${service}`,
    title,
    group: `endpoint.${service}`,
    changes: ({ network: { nat, interface_endpoints: now } }) =>
      nat !== "none" && now.includes(service)
        ? [{ path: `${network}.interface_endpoints`, value: now.filter((other) => other !== service) }]
        : null,
    loses: [],
    needs: [`no rule or endpoint policy that asks for a private path to ${service}: calls take NAT`],
    source: interfacePage,
    evenAt: () => evenAt(estimate, `without the interface endpoint for ${service}`, "below"),
  };
}

/** For AWS services that are called through NAT. */
function added({ scenario, estimate }: Facts): readonly Variant[] {
  const called = destinations(estimate);
  return endpointNames
    .filter((service) => service !== "s3" && service !== "dynamodb" && called.has(service))
    .filter((service) => !scenario.network.interface_endpoints.includes(service))
    .map((service): Variant => ({
      id: `endpoint.${service}`,
      title: `an interface endpoint for ${service}`,
      group: `endpoint.${service}`,
      changes: ({ network: { interface_endpoints: now } }) =>
        now.includes(service) ? null : [{ path: `${network}.interface_endpoints`, value: [...now, service] }],
      loses: [],
      needs: [],
      source: interfacePage,
      evenAt: () => evenAt(estimate, `add an interface endpoint for ${service}`, "above"),
    }));
}

/** What NAT carries to AWS's own services. */
function destinations({ nat }: Facts["estimate"]): ReadonlySet<string> {
  return new Set((nat?.byDestination ?? []).map(({ destination }) => destination));
}

function evenAt({ nat }: Facts["estimate"], change: string, saves: EvenAt["saves"]): EvenAt | null {
  const figure = nat?.savings.find((saving) => saving.change === change)?.breakEvenGb ?? null;
  return figure === null ? null : { figure, unit: "GB a month", saves };
}
