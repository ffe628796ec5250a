import { describe, expect, test } from "vitest";
import { applicationLoadBalancer } from "../../src/services/application-load-balancer.ts";
import { httpApi } from "../../src/services/http-api.ts";
import { lambda } from "../../src/services/lambda.ts";
import { alone, requestClass, type AloneOptions } from "../support/service-alone.ts";

const page = requestClass({ name: "page", index: 0, compute: "app", bytesOut: 30_000 });
const api = requestClass({ name: "api", index: 1, compute: "functions", bytesOut: 4_000, bytesIn: 1_000 });
const image = requestClass({ name: "static", index: 2, origin: "bucket", compute: "app" });
const classes = [page, api, image];
const functions = ["lambda", lambda.config.parse({})] as const;

function gateway(config: object, options: AloneOptions = {}) {
  return alone(httpApi, config, { classes, others: { functions }, quotas: { api_gateway_rps: 10_000 }, ...options });
}

describe("what comes through it", () => {
  test("the classes that functions serve, and nothing of a bucket", () => {
    const it = gateway({});
    it.step(1, [100, 200, 300]);
    expect(it.meters()).toEqual({ requests: 200 });
  });

  test("everything where there are no functions, or what its targets serve", () => {
    const all = gateway({}, { others: {} });
    all.step(1, [100, 200, 300]);
    expect(all.meters()).toEqual({ requests: 300 });
    const named = gateway({ targets: ["app"] });
    named.step(1, [100, 200, 300]);
    expect(named.meters()).toEqual({ requests: 100 });
  });

  test("a request of 700 KB is two", () => {
    const it = gateway({}, { classes: [page, { ...api, bytesIn: 700 * 1024 }] });
    it.step(1, [100, 200]);
    expect(it.meters()).toEqual({ requests: 400 });
  });
});

describe.each([1, 60, 900, 3600])("in steps of %d s", (dt) => {
  test("what exceeds 10,000 a second is refused at once and not billed", () => {
    const it = gateway({});
    const { served, failed } = it.step(dt, [0, 20_000 * dt, 0]);
    expect([served, failed]).toEqual([
      [0, 10_000 * dt, 0],
      [0, 10_000 * dt, 0],
    ]);
    expect(it.limit("quota")?.value).toBe("10000 requests a second");
    expect(it.meters()).toEqual({ requests: 10_000 * dt });
  });
});

describe("beside a load balancer", () => {
  const balancer = (parsed: unknown) =>
    alone(applicationLoadBalancer, {}, { classes, others: { functions, api: ["http_api", parsed] } });

  test("what it hands to functions does not pass the balancer", () => {
    const it = balancer(httpApi.config.parse({}));
    it.step(1, [10, 10, 0]);
    expect(it.driver("requests").now).toBe(10);
    expect(it.flows().map(({ driver }) => driver.name)).toEqual(["served.page"]);
  });

  test("what it hands to the balancer does, and the API answers the viewer", () => {
    const it = balancer(httpApi.config.parse({ targets: ["app"], behind: "balancer" }));
    it.step(1, [10, 10, 0]);
    expect(it.driver("requests").now).toBe(20);
    expect(it.flows().map(({ driver }) => driver.name)).toEqual(["served.api"]);
  });
});

test("without a CDN the answers go out to the internet from it", () => {
  expect(
    gateway({})
      .flows()
      .map(({ destination, driver, bytesUp, bytesDown }) => [destination.kind, driver.name, bytesUp, bytesDown]),
  ).toEqual([["internet", "served.api", 4_000, 1_000]]);
  expect(gateway({}, { others: { functions, cdn: ["cloudfront", {}] } }).flows()).toEqual([]);
});
