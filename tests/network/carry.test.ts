import * as fc from "fast-check";
import { expect, test } from "vitest";
import { carry, type Carried } from "../../src/network/carry.ts";
import type { Destination, Flow } from "../../src/network/flow.ts";
import { type InterfaceEndpoint, route } from "../../src/network/route.ts";
import { component, flow, network, type NetworkSpec, payment, s3 } from "./networks.ts";

const standby = component("standby", "aurora_serverless", [], "eu-west-1");

function carried(spec: NetworkSpec, flows: readonly Flow[], endpoints: readonly InterfaceEndpoint[] = []) {
  const architecture = network({ ...spec, components: [...(spec.components ?? []), standby] });
  const regions = new Map(architecture.components.map(({ id, region }) => [id, region]));
  const routed = route(flows, architecture, endpoints);
  return { routed, ...carry(routed, 2, (id) => regions.get(id) ?? "us-east-1") };
}

const bytes = (of: ReadonlyMap<string, Carried>) =>
  Object.fromEntries([...of].map(([id, { bytesUp, bytesDown }]) => [id, { up: [...bytesUp], down: [...bytesDown] }]));

test("bytes through NAT are counted once each way, by hour; only those up to the internet are egress", () => {
  const { carriers, internetOut, crossZone, senders } = carried({ zones: ["a"], nat: "single" }, [
    flow(payment, { units: [100, 3] }),
    flow(s3, { units: [0, 5] }),
  ]);
  expect(bytes(carriers)).toEqual({ "nat-a": { up: [100, 3 + 5], down: [1000, 30 + 50] } });
  expect(bytes(senders)).toEqual({ app: { up: [100, 8], down: [1000, 80] } });
  expect([...(internetOut.get("us-east-1") ?? [])]).toEqual([100, 3]);
  expect(crossZone.size).toBe(0);
});

test("a byte that crosses a zone is charged once on each side", () => {
  const { crossZone } = carried({ zones: ["a", "b"], nat: "single" }, [flow(payment, { units: [10, 0] })]);
  // Half of 110 bytes, twice.
  expect([...(crossZone.get("us-east-1") ?? [])]).toEqual([110, 0]);
});

test("bytes to another Region are charged where they leave: ours up, theirs down", () => {
  const away: Destination = { kind: "aws", service: "s3", region: "eu-west-1" };
  const inside: Destination = { kind: "component", id: "standby", crossZone: "both_sides" };
  for (const destination of [away, inside]) {
    const { interRegion, internetOut, crossZone } = carried({ zones: ["a"], nat: "single" }, [
      flow(destination, { units: [2, 0] }),
    ]);
    expect(Object.fromEntries([...interRegion].map(([key, column]) => [key, [...column]]))).toEqual({
      "us-east-1>eu-west-1": [2, 0],
      "eu-west-1>us-east-1": [20, 0],
    });
    expect([internetOut.size, crossZone.size]).toEqual([0, 0]);
  }
});

test("of two transit gateways each carries what its own side sends; to one's own premises gateway and VPN carry all", () => {
  const components = [
    component("hub", "transit_gateway", []),
    component("there", "transit_gateway", [], "eu-west-1"),
    component("office", "vpn", []),
  ];
  const routes = [
    { destination: { region: "eu-west-1" }, target: "hub" },
    { destination: "on_premises", target: "hub" } as const,
  ];
  const spec: NetworkSpec = { zones: ["a"], nat: "none", routes, components };
  const inside: Destination = { kind: "component", id: "standby", crossZone: "both_sides" };
  expect(bytes(carried(spec, [flow(inside, { units: [2, 0] })]).carriers)).toEqual({
    hub: { up: [2, 0], down: [0, 0] },
    there: { up: [20, 0], down: [0, 0] },
  });
  const { carriers, internetOut } = carried(spec, [flow({ kind: "on_premises", name: "erp" }, { units: [2, 0] })]);
  const all = { up: [2, 0], down: [20, 0] };
  expect(bytes(carriers)).toEqual({ hub: all, office: all });
  // A VPN runs over the internet.
  expect([...(internetOut.get("us-east-1") ?? [])]).toEqual([2, 0]);
});

test("what is unreachable is carried by nobody", () => {
  const { carriers, internetOut } = carried({ zones: ["a"], nat: "none" }, [flow(payment)]);
  expect([carriers.size, internetOut.size]).toEqual([0, 0]);
});

test("senders' counters equal the paths' counters, whatever the network", () => {
  const zones = fc.constantFrom(["a"], ["a", "b"], ["a", "b", "c"]);
  const destinations: readonly Destination[] = [
    payment,
    s3,
    { kind: "aws", service: "s3", region: "eu-west-1" },
    { kind: "aws", service: "dynamodb", region: "us-east-1" },
    { kind: "aws", service: "ecr.api", region: "us-east-1" },
    { kind: "aws", service: "logs", region: "us-east-1" },
  ];
  const some = fc.subarray(["a", "b", "c"]);
  const spec = fc.record({
    zones,
    nat: fc.constantFrom("single", "per_zone", "regional" as const),
    gatewayEndpoints: fc.record({ s3: some, dynamodb: some }),
  });
  const endpoints = fc
    .subarray(["ecr.api", "logs", "s3"])
    .map((services) => services.map((service) => ({ id: `interface-${service}`, service, region: "us-east-1" })));
  const amount = fc.integer({ min: 0, max: 1_000_000 });
  const sent = fc.array(
    fc.record({
      destination: fc.constantFrom(...destinations),
      units: fc.tuple(amount, amount),
      bytesUp: amount,
      bytesDown: amount,
    }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(spec, endpoints, sent, (of, reach, flows) => {
      const all = flows.map(({ destination, ...rest }) => flow(destination, rest));
      const { routed, carriers, senders, crossZone } = carried(of, all, reach);
      let crossing = 0;
      for (const { paths } of routed) {
        expect(paths.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
        for (const path of paths) crossing = Math.max(crossing, path.crossZoneShare - path.share);
      }
      expect(crossing).toBeLessThan(1e-12);
      // From private subnets everything takes a path that counts: a gateway or an endpoint.
      for (const way of ["bytesUp", "bytesDown"] as const) {
        for (const hour of [0, 1]) {
          const ofPaths = [...carriers.values()].reduce((sum, one) => sum + one[way][hour]!, 0);
          const ofSenders = [...senders.values()].reduce((sum, one) => sum + one[way][hour]!, 0);
          expect((ofPaths + 1) / (ofSenders + 1)).toBeCloseTo(1, 9);
        }
      }
      const twice = [...senders.values()].reduce((sum, one) => sum + 2 * (one.bytesUp[0]! + one.bytesDown[0]!), 0);
      expect(crossZone.get("us-east-1")?.[0] ?? 0).toBeLessThanOrEqual(twice * (1 + 1e-12));
      if (of.nat !== "single") expect(crossZone.get("us-east-1")?.[0] ?? 0).toBe(0);
    }),
    { numRuns: 150 },
  );
});
