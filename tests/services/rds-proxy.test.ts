import { expect, test } from "vitest";
import { auroraServerless } from "../../src/services/aurora-serverless.ts";
import { rdsProxy } from "../../src/services/rds-proxy.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const hour = (kind: string, config: object, proxy: object = {}, activeSeconds: readonly number[] = [3600]) =>
  alone(rdsProxy, proxy, { others: { database: [kind, config] }, activeSeconds }).meters();

test("a proxy is billed for the vCPUs of every instance behind it", () => {
  expect(hour("rds_postgresql", { instance: "db.m7g.xlarge" })).toEqual({ vcpus: 4 * 3600 });
  expect(hour("rds_postgresql", { instance: "db.t4g.micro" })).toEqual({ vcpus: 2 * 3600 });
  expect(hour("aurora", { instance: "db.r6g.2xlarge", readers: 2 })).toEqual({ vcpus: 3 * 8 * 3600 });
});

test("ten minutes at least", () => {
  expect(hour("rds_postgresql", { instance: "db.m7g.large" }, {}, [30])).toEqual({ vcpus: 2 * 600 });
});

test("before serverless instances it is billed for their ACU, eight at least", () => {
  const it = alone(rdsProxy, {}, { others: { database: ["aurora_serverless", { readers: 1 }] } });
  const step = (acu: number) => {
    it.driver("capacity", "database").now = acu * 1800;
    it.step(1800);
  };
  step(2 + 2);
  step(20 + 10);
  expect(it.meters()).toEqual({ acu: (8 + 30) * 1800 });
});

test("it stands before the database it names", () => {
  const others = {
    database: ["aurora", { instance: "db.r6g.large" }],
    reporting: ["rds_postgresql", { instance: "db.m7g.4xlarge" }],
  } as const;
  expect(alone(rdsProxy, { database: "reporting" }, { others }).meters()).toEqual({ vcpus: 16 * 3600 });
  expect(alone(rdsProxy, {}, { others }).meters()).toEqual({ vcpus: 2 * 3600 });
});

test("a serverless cluster behind it does not pause", () => {
  const order = requestClass({ name: "order", database: "it" });
  const capacity = (others: Parameters<typeof alone>[2]) => {
    const it = alone(auroraServerless, { min: 0, max: 8 }, { classes: [order], hours: 2, ...others });
    it.step(3600, [0]);
    it.step(3600, [0]);
    return it.driver("capacity").now;
  };
  expect(capacity({})).toBe(0);
  expect(capacity({ others: { proxy: ["rds_proxy", { max_connections: 1 }] } })).toBe(2 * 3600);
});
