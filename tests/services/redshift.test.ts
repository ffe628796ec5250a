import { expect, test } from "vitest";
import { loadPriceBook } from "../../src/files/price-cache.ts";
import { redshift } from "../../src/services/redshift.ts";
import { redshiftServerless } from "../../src/services/redshift-serverless.ts";
import type { Service } from "../../src/services/service.ts";
import { alone } from "../support/service-alone.ts";

const GB = 1024 ** 3;

test("nodes are billed per second, and their data per byte-second", () => {
  const it = alone(redshift, { nodes: 3, storage: "200GB" }, { hours: 2, activeSeconds: [1800, 3600] });
  expect(it.meters()).toEqual({ nodes: 3 * 5400, storage: 200 * GB * 5400 });
});

test("a workgroup is billed while it works, a minute at least each time", () => {
  const hour = (config: object) => alone(redshiftServerless, { base: 8, storage: "0GB", ...config }).meters()["rpu"];
  // 24 a day are one an hour.
  expect(hour({ queries_per_day: 24, query: "10m" })).toBeCloseTo(8 * 600, 9);
  expect(hour({ queries_per_day: 24, query: "5s" })).toBeCloseTo(8 * 60, 9);
  expect(hour({ queries_per_day: 0 })).toBe(0);
});

test("queries that overlap are not billed twice: a workgroup works at most all day", () => {
  const it = alone(redshiftServerless, { base: 32, queries_per_day: 5000, query: "1m", storage: "0GB" });
  expect(it.meters()["rpu"]).toBe(32 * 3600);
});

test("queries nobody configured are assumptions", () => {
  const it = alone(redshiftServerless, {});
  it.meters();
  expect([...it.used]).toEqual(["rsQueries", "rsQuery", "rsGB"]);
});

test.each([
  ["redshift", redshift],
  ["redshift_serverless", redshiftServerless],
] as const)(
  "the price of managed storage is a known gap of %s, so its line has none",
  async (_kind, service: Service) => {
    const { price } = service.meters["storage"]!;
    const prices = loadPriceBook({ needed: [{ region: "eu-west-1", serviceCode: "AmazonRedshift" }] });
    const match = typeof price === "function" ? null : prices.match(price, "eu-west-1");
    expect(match).toEqual({
      kind: "missing",
      reason: "no price for AmazonRedshift managed storage in eu-west-1: a known gap (not found)",
    });
  },
);

test("what a Terraform plan says", () => {
  const planned = (service: Service, type: string, values: object) => {
    const mapping = service.terraform[type]!;
    return "config" in mapping ? service.config.parse(mapping.config(values as Record<string, unknown>)) : null;
  };
  expect(planned(redshift, "aws_redshift_cluster", { node_type: "ra3.4xlarge", number_of_nodes: 2 })).toEqual({
    node: "ra3.4xlarge",
    nodes: 2,
  });
  expect(planned(redshiftServerless, "aws_redshiftserverless_workgroup", { base_capacity: 32 })).toEqual({ base: 32 });
});
