import { expect, test } from "vitest";
import { assumptions } from "../../src/assumption.ts";
import { assumptionTable } from "../../src/scenario/assumption-table.ts";
import { destination } from "../../src/scenario/destinations.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import { requestClasses } from "../../src/scenario/request-classes.ts";
import { mixOf, viewerShares } from "../../src/scenario/shares.ts";
import { smallServices } from "../support/small-services.ts";

const shop = "architecture: { app: {}, database: {}, cache: {}, table: {}, queue: {}, bucket: {} }";

function read(yaml: string, architecture = shop) {
  const rest = yaml.includes("traffic:") ? yaml : `traffic: { baseline: { mean: 1/s } }\n${yaml}`;
  const text = `surgecast: 1\nname: it\nregion: us-east-1\nperiod: { month: 2026-11 }\n${architecture}\n${rest}`;
  const scenario = parseScenario({ text, file: "it.yaml" }, { services: smallServices });
  const values = assumptions(assumptionTable(smallServices), new Map(Object.entries(scenario.assume)));
  return { scenario, values, classes: requestClasses(scenario, scenario.components, values) };
}

const classOf = (name: string, yaml: string, architecture?: string) =>
  read(yaml, architecture).classes.find((known) => known.name === name)!;

test("the four classes of a shop, by assumption alone", async () => {
  const { classes } = read("destinations: { payment: {} }");
  await expect(JSON.stringify(classes, null, 2)).toMatchFileSnapshot("../golden/request-classes.json");
});

test("without a mix traffic divides as a shop's does, and with one class it is all of that class", () => {
  const shopMix = (({ scenario, values }) => mixOf(scenario, values))(read(""));
  expect(shopMix).toEqual({ static: 0.85, page: 0.05, api: 0.09, checkout: 0.01 });
  const only = read("classes: { beacon: { cpu: 1ms } }");
  expect(mixOf(only.scenario, only.values)).toEqual({ beacon: 1 });
  expect([...only.values.used].filter((id) => id.startsWith("mix"))).toEqual([]);
});

test("classes come in the order of the mix, then of the events' mixes, then of their description", () => {
  const { classes } = read(
    "traffic: { baseline: { mean: 1/s }, mix: { api: 100% }, events: [{ name: e, at: 1h, multiple: 2, mix: { page: 50%, api: 50% } }] }\nclasses: { beacon: {} }",
  );
  expect(classes.map(({ name, index }) => [name, index])).toEqual([
    ["api", 0],
    ["page", 1],
    ["beacon", 2],
  ]);
});

test("what a class states needs no assumption, and only what it leaves out is listed", () => {
  const page = classOf(
    "page",
    "classes: { page: { bytes: 10KB, request_bytes: 1KB, cpu: 10ms, database: { cpu: 1ms, reads: 50%, ios: 2, bytes: 1KB }, elasticache: { units: 3 }, dynamodb: { writes: 0, bytes: 0B }, calls: {}, logs: 0B, telemetry: 0B, new_connections: 0, latency: 70ms, patience: 8s, retries: { times: 0, share: 0%, after: 1s } } }",
  );
  expect(page.assumptions).toEqual({});
  expect(page).toMatchObject({
    bytesOut: 10_240,
    cpuSeconds: 0.01,
    databaseCpuSeconds: 0.001,
    databaseReadShare: 0.5,
    databaseIos: 2,
    databaseBytes: 1024,
    cacheUnits: 3,
    cacheBytes: 3072,
    serviceSeconds: 0.07,
    patienceSeconds: 8,
    retries: 0,
  });
});

test("a class of another name is like an API call unless it says otherwise", () => {
  const classes = "classes: { search: {}, story: { like: page } }";
  const yaml = `traffic: { baseline: { mean: 1/s }, mix: { search: 50%, story: 50% } }\n${classes}`;
  expect(classOf("search", yaml)).toMatchObject({ bytesOut: 4000, edge: { ttlSeconds: 60, cacheableShare: 0.2 } });
  expect(classOf("story", yaml)).toMatchObject({ bytesOut: 30_000, edge: null });
});

test("a part of the architecture that is not there is asked for nothing", () => {
  const page = classOf("page", "", "architecture: { app: {} }");
  expect(page).toMatchObject({ database: null, databaseCpuSeconds: 0, databaseIos: 0, cache: null, cacheUnits: 0 });
  expect(page).toMatchObject({ table: null, tableWriteUnits: 0, queue: null, bucket: null, compute: "app" });
  expect(page.assumptions).not.toContain("dbPage");
});

test("one second of caching for pages, in sixty variants", () => {
  expect(classOf("page", "classes: { page: { cache: { ttl: 1s, hot_keys: 100, variants: 60 } } }").edge).toEqual({
    ttlSeconds: 1,
    keys: 6000,
    cacheableShare: 1,
    evictedShare: 0,
  });
  expect(classOf("static", "classes: { static: { cache: { ttl: 0s } } }").edge).toBeNull();
});

test("static objects that the application serves cost it what an API call does", () => {
  const served = classOf("static", "classes: { static: { origin: balancer } }");
  expect(served).toMatchObject({ cpuSeconds: 0.015, databaseCpuSeconds: 0, tableWriteUnits: 0, calls: {} });
  expect(served.objective).toEqual({ share: 0.999, withinSeconds: 10 });
});

test("an order pays, where the scenario names who is paid, and is put into the queue", () => {
  const pays = "destinations: { payment: { latency: 400ms } }";
  expect(classOf("checkout", pays)).toMatchObject({
    orders: 1 / 12,
    messages: 1 / 12,
    calls: { payment: 0.5 },
    databaseReadShare: 0,
  });
  expect(classOf("checkout", "").calls).toEqual({ third_party: 0.5 });
  expect(classOf("checkout", `${pays}\nclasses: { checkout: { orders: 1 } }`).calls["payment"]).toBe(6);
  // 50 ms, 60 ms of CPU, 20 ms of database, half a call of 400 ms.
  expect(classOf("checkout", pays).serviceSeconds).toBeCloseTo(0.05 + 0.06 + 0.02 + 0.2, 12);
});

test("objectives are as stated, 99.9% within 10 s for what waits for the application, none for what does not", () => {
  const { classes } = read(
    "objective: { checkout: 99.5% within 3s, toString: 90% within 1m }\nclasses: { toString: {}, static: {} }\ntraffic: { baseline: { mean: 1/s }, mix: { static: 50%, page: 20%, checkout: 20%, toString: 10% } }",
  );
  expect(classes.map(({ name, objective }) => [name, objective])).toEqual([
    ["static", null],
    ["page", { share: 0.999, withinSeconds: 10 }],
    ["checkout", { share: 0.995, withinSeconds: 3 }],
    ["toString", { share: 0.9, withinSeconds: 60 }],
  ]);
});

test("overrides of assumptions reach every class", () => {
  expect(classOf("page", "assume: { cpuPage: 0.2s }").cpuSeconds).toBe(0.2);
});

test("destinations: one's own, and those that need no name", () => {
  const { scenario, values } = read(
    "destinations: { payment: { addresses: 2, limit: { per_second: 100 } }, files: { aws: s3, region: eu-west-1, up: 0B, down: 1MB, new_connections: 0%, latency: 10ms } }",
  );
  expect(destination("payment", scenario, values)).toEqual({
    name: "payment",
    aws: null,
    region: "us-east-1",
    selfPublic: false,
    onPremises: false,
    addresses: 2,
    bytesUp: 4000,
    bytesDown: 6000,
    newConnections: 0.2,
    holdSeconds: null,
    latencySeconds: 0.2,
    limit: { perSecond: 100, queue: 0 },
    assumptions: ["paymentUp", "paymentDown", "newConn", "callSeconds"],
  });
  expect(destination("files", scenario, values)).toMatchObject({
    aws: "s3",
    region: "eu-west-1",
    bytesDown: 1_048_576,
    assumptions: [],
  });
  expect(destination("third_party", scenario, values)).toMatchObject({ bytesUp: 2000, bytesDown: 20_000 });
  expect(destination("telemetry", scenario, values)).toMatchObject({ bytesUp: 0, bytesDown: 0 });
});

test("viewers are those of a European luxury shop unless the scenario knows its own", () => {
  const shares = viewerShares(read("").scenario);
  expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(viewerShares(read("traffic: { baseline: { mean: 1/s }, viewers: { europe: 100% } }").scenario)).toEqual({
    europe: 1,
  });
});
