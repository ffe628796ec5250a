import { describe, expect, test } from "vitest";
import { sharesOf } from "../../src/services/s3/config.ts";
import { bucketConfig } from "../../src/services/s3/config.ts";
import { s3 } from "../../src/services/s3.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const GB = 1024 ** 3;
const TB = 1024 * GB;
const KB = 1024;
/** Four reads and one write of 1 MB. */
const upload = requestClass({ name: "upload", bucket: "it", objectGets: 4, objectPuts: 1, objectBytesUp: 1024 * KB });

/** An hour with 1,000 uploads. */
function hour(config: object, options: Parameters<typeof alone>[2] = {}) {
  const it = alone(s3, { storage: "1000GB", object: "1MB", ...config }, { classes: [upload], ...options });
  it.step(3600, [1000]);
  it.driver("served.upload", "traffic").hours.set([1000]);
  return it;
}
const meters = (config: object) => hour(config).meters();
const gbHours = (gigabytes: number) => gigabytes * GB * 3600;

test("each class has its share of the data; reads are of the warm ones but for what is configured, at a price per GB", () => {
  const classes = { standard: "60%", standard_ia: "30%", glacier_ir: "10%" };
  const it = meters({ classes, cold_reads: "10%" });
  const expected = {
    storage: gbHours(600),
    "storage.standard_ia": gbHours(300),
    "storage.glacier_ir": gbHours(100),
    reads: 3600,
    "reads.standard_ia": 300,
    "reads.glacier_ir": 100,
    "retrieval.standard_ia": 300 * 1024 * KB,
    "retrieval.glacier_ir": 100 * 1024 * KB,
    writes: 1000,
  };
  expect(Object.keys(it).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected)) expect(it[name], name).toBeCloseTo(value, 3);
});

test("an object in a colder class is billed as 128 KB at least", () => {
  const of = (object: string) => meters({ classes: { standard_ia: "100%" }, object })["storage.standard_ia"];
  expect(of("64KB")).toBe(2 * gbHours(1000));
  expect(of("128KB")).toBe(gbHours(1000));
  expect(of("10MB")).toBe(gbHours(1000));
});

test("an archived object adds 32 KB of index to its class and 8 KB to Standard", () => {
  expect(meters({ classes: { glacier: "100%" }, object: "64KB" })).toMatchObject({
    "storage.glacier": 1.5 * gbHours(1000),
    storage: gbHours(125),
  });
});

test("Intelligent-Tiering bills what is read, what is not, and every object it watches", () => {
  const config = { classes: { intelligent_tiering: "100%" } };
  const it = hour(config, { assume: { s3Frequent: 0.5, s3ArchiveInstant: 0.5 } }).meters();
  expect(it).toEqual({
    "storage.intelligent_tiering": gbHours(500),
    "storage.infrequent": gbHours(250),
    "storage.archive_instant": gbHours(250),
    monitoring: 1000 * 1024 * 3600,
    "reads.intelligent_tiering": 4000,
    writes: 1000,
  });
  // Objects below 128 KB stay in the frequent tier, unwatched.
  expect(meters({ ...config, object: "100KB" })).toEqual({
    "storage.intelligent_tiering": gbHours(1000),
    "reads.intelligent_tiering": 4000,
    writes: 1000,
  });
});

describe("a lifecycle", () => {
  const lifecycle = [
    { to: "standard_ia", after: "30d" },
    { to: "glacier_ir", after: "90d" },
  ];

  test("spreads the data over classes as long as objects stay in each", () => {
    const shares = (config: object) => Object.fromEntries(sharesOf(bucketConfig.parse(config)));
    expect(shares({ lifecycle, expire: "300d" })).toEqual({ standard: 0.1, standard_ia: 0.2, glacier_ir: 0.7 });
    expect(shares({})).toEqual({ standard: 1 });
  });

  test("moves as many objects as are written, unless they are too small to be moved", () => {
    const moved = (object: string) => {
      const it = meters({ lifecycle, expire: "300d", object });
      return [it["transitions.standard_ia"], it["transitions.glacier_ir"]];
    };
    expect(moved("1MB")).toEqual([1000, 1000]);
    expect(moved("100KB")).toEqual([undefined, undefined]);
  });

  test("bills the shortest stay of a class for objects that leave it before", () => {
    // 15 of 45 days in a class that bills 30.
    const it = meters({ lifecycle: [{ to: "standard_ia", after: "30d" }], expire: "45d" });
    expect(it["storage.standard_ia"]).toBeCloseTo(2 * gbHours(1000 / 3), 0);
    // 60 days satisfy Standard-IA; 30 of 90 do not satisfy Glacier Instant Retrieval.
    expect(meters({ lifecycle, expire: "120d" })["storage.glacier_ir"]).toBeCloseTo(3 * gbHours(250), 0);
  });
});

describe("a replica in another Region", () => {
  test("bills a PUT for each write, its storage, the bytes of Replication Time Control, and transfer through the network", () => {
    const it = hour({ replicate_to: "eu-west-1", rtc: true });
    expect(it.meters()).toEqual({
      storage: gbHours(1000),
      reads: 4000,
      writes: 1000,
      replica_writes: 1000,
      replica_storage: gbHours(1000),
      rtc: 1000 * 1024 * KB,
    });
    expect(it.flows().map(({ from, destination, bytesUp }) => ({ from, destination, bytesUp }))).toEqual([
      { from: "app", destination: { kind: "aws", service: "s3", region: "us-east-1" }, bytesUp: 1024 * KB },
      { from: "it", destination: { kind: "aws", service: "s3", region: "eu-west-1" }, bytesUp: 1024 * KB },
    ]);
  });

  test("has its prices from that Region", () => {
    const config = bucketConfig.parse({ replicate_to: "eu-west-1", replica_class: "standard_ia" });
    const price = (name: string) => {
      const { price: of } = s3.meters[name]!;
      return typeof of === "function" ? of(config) : of;
    };
    expect([price("replica_storage"), price("replica_writes")]).toEqual([
      { serviceCode: "AmazonS3", usageType: "TimedStorage-SIA-ByteHrs", listedIn: "eu-west-1" },
      { serviceCode: "AmazonS3", usageType: "Requests-SIA-Tier1", listedIn: "eu-west-1" },
    ]);
  });
});

test("Standard alone needs no size of an object", () => {
  const it = alone(s3, { storage: "1TB" }, { classes: [upload] });
  expect(it.meters()).toEqual({ storage: TB * 3600, reads: 0, writes: 0 });
  expect(it.used.has("s3ObjectKB")).toBe(false);
});

test("what the schema refuses", () => {
  const messages = (config: object) => {
    const result = bucketConfig.safeParse(config);
    return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  };
  const ia = { to: "standard_ia", after: "30d" };
  expect(messages({ classes: { standard: "60%", standard_ia: "30%" } })).toEqual([
    "classes: must add up to 100%; got 90%",
  ]);
  expect(messages({ lifecycle: [ia] })).toEqual([
    "classes: is missing; nobody knows how much has been moved where nothing expires",
  ]);
  expect(messages({ lifecycle: [{ ...ia, after: "10d" }], expire: "60d" })).toEqual([
    "lifecycle: must leave objects for 30d before they move to standard_ia",
  ]);
  expect(messages({ lifecycle: [ia], expire: "20d" })).toEqual(["expire: must come after lifecycle's moves"]);
  expect(
    messages({
      lifecycle: [
        { ...ia, after: "90d" },
        { to: "glacier", after: "60d" },
      ],
      expire: "1w",
    }),
  ).toEqual(["lifecycle: must be ordered by age", "expire: must come after lifecycle's moves"]);
  expect(messages({ rtc: true })).toEqual(["rtc: must be left out without replicate_to"]);
});
