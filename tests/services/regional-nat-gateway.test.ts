import { expect, test } from "vitest";
import { expand } from "../../src/architecture/expand.ts";
import { services } from "../../src/services/index.ts";
import { natGateway } from "../../src/services/nat-gateway.ts";
import { expandingSeconds, regionalNatGateway } from "../../src/services/regional-nat-gateway.ts";
import { driver } from "../../src/simulation/driver.ts";
import { costOf, estimateOf, scenarioOf } from "../support/estimate-text.ts";
import { alone, type AloneOptions, requestClass } from "../support/service-alone.ts";

const GB = 2 ** 30;

const gateway = (config: object, options: AloneOptions) => alone(regionalNatGateway, config, options);

test("is charged in each zone for every hour begun in which something stands there, and each byte once", () => {
  const nat = gateway(
    {},
    {
      hours: 3,
      occupiedSeconds: [
        [3600, 3600, 3600],
        [3600, 60, 0],
      ],
    },
  );
  nat.driver("carried up").hours.set([GB, 0, 0]);
  nat.driver("carried down").hours.set([2 * GB, 0, GB]);
  expect(nat.meters()).toEqual({ hours: (3 + 2) * 3600, bytes: 4 * GB, crossing: 0 });
});

test("a zone first used within the period waits; one in use from its start does not", () => {
  expect([...expandingSeconds(Float64Array.of(0, 600, 3600), 1800)]).toEqual([0, 600, 1200]);
  expect([...expandingSeconds(Float64Array.of(3600, 3600), 1800)]).toEqual([0, 0]);
  expect([...expandingSeconds(Float64Array.of(900, 3600, 0, 3600), 1800)]).toEqual([900, 900, 0, 1800]);
});

test("until it has followed, the traffic of the new zone crosses to another and both sides are charged", () => {
  const nat = gateway(
    {},
    {
      hours: 2,
      assume: { natExpansion: 30 },
      occupiedSeconds: [
        [3600, 3600],
        [0, 3600],
      ],
    },
  );
  nat.driver("carried down").hours.set([10 * GB, 10 * GB]);
  // Half of the second hour's traffic comes from the new zone, for half of that hour, charged twice.
  expect(nat.meters()["crossing"]).toBe(2 * 10 * GB * 0.5 * 0.5);
});

test("every zone's addresses add ports: 55,000 each for one destination", () => {
  const flow = {
    from: "app",
    destination: { kind: "internet", name: "payment", addresses: 1 } as const,
    driver: driver({ component: "traffic", name: "served", unit: "1/s" }, 1, 0),
    bytesUp: 0,
    bytesDown: 0,
    connections: 1,
    connectionSeconds: 60,
    cause: "calls",
    assumptions: [],
  };
  const nat = gateway(
    { addresses: 2 },
    {
      zones: 3,
      classes: [requestClass({ name: "checkout" })],
      through: [{ routed: { flow, paths: [] }, share: 1, classIndex: 0 }],
    },
  );
  expect(nat.step(60, [1]).failed).toEqual([0]);
  expect(nat.step(3600, [20_000 * 3600]).failed[0]).toBeGreaterThan(0);
  expect(nat.limit("ports")?.value).toBe("330,000 per destination");
});

const scenario = (network: string, app = "{ min: 1, max: 1 }") =>
  scenarioOf(`
region: us-east-1
period: average_month
step: { base: 1h }
traffic: { at: load_balancer, noise: 0%, baseline: { mean: 2_560_000/month }, mix: { job: 100% } }
classes: { job: { cpu: 0s, calls: {}, telemetry: 0B, logs: 0B, s3: { gets: 1, down: 4MB } } }
architecture:
  network: ${network}
  app: ${app}
  bucket: {}
`);

test("`nat: regional` is one gateway, one route for all private subnets, and an address in each zone", () => {
  const { components, routeTables } = expand(scenario("{ azs: 3, nat: regional }"), services);
  expect(components.find(({ id }) => id === "nat")).toMatchObject({
    kind: "regional_nat_gateway",
    subnets: ["private-a", "private-b", "private-c"],
    config: { addresses: 1 },
  });
  expect(routeTables.filter(({ id }) => id.startsWith("private")).map(({ routes }) => routes)).toEqual(
    ["a", "b", "c"].map(() => [{ destination: "internet", target: "nat" }]),
  );
  expect(components.find(({ id }) => id === "public_ipv4")?.config).toEqual({ addresses: 3, idle: false });
});

test("it follows workloads: only the zones where something stands are charged", () => {
  const two = scenario("{ azs: 3, nat: regional }", "{ min: 1, max: 1, zones: [a, c] }");
  const nat = expand(two, services).components.find(({ id }) => id === "nat");
  expect(nat?.subnets).toEqual(["private-a", "private-c"]);
  expect(costOf(estimateOf(two), ({ usageType }) => usageType === "RegionalNatGateway-Hours")).toBe("65.70");
});

test("costs as much as a gateway in each zone, and nothing crosses a zone", () => {
  const cost = (nat: string) => costOf(estimateOf(scenario(`{ azs: 3, nat: ${nat} }`)));
  expect(cost("regional")).toBe(cost("per_az"));
  const regional = estimateOf(scenario("{ azs: 3, nat: regional }"));
  expect(costOf(regional, ({ component }) => component === "nat")).toBe("548.55");
  expect(costOf(regional, ({ usageType }) => usageType.includes("Regional-Bytes"))).toBe("0.00");
  expect(regional.nat?.cost).toBe("548.55");
  // The price list has no price of its own for the bytes in us-east-1: the zonal gateway's stands in.
  const bytes = regional.bill.lineItems.find(({ component, unit }) => component === "nat" && unit === "GB");
  expect(bytes).toMatchObject({ quantity: "10000", cost: "450" });
});

test("a planned gateway is regional by its availability mode", () => {
  const planned = (service: typeof natGateway, values: object) => {
    const mapping = service.terraform["aws_nat_gateway"];
    return mapping !== undefined && "config" in mapping ? mapping.config({ ...values }) : undefined;
  };
  const regional = { availability_mode: "regional" };
  const zonal = { availability_mode: "zonal", secondary_allocation_ids: ["eipalloc-1"] };
  expect([planned(regionalNatGateway, regional), planned(natGateway, regional)]).toEqual([{}, null]);
  expect([planned(regionalNatGateway, zonal), planned(natGateway, zonal)]).toEqual([null, { addresses: 2 }]);
});
