import * as fc from "fast-check";
import { expect, test } from "vitest";
import { s3 } from "../../src/services/s3.ts";
import { plot } from "../support/plot.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const GB = 1024 ** 3;
const image = requestClass({ name: "static", index: 0, origin: "bucket", bucket: "it", compute: null });
/** Two reads of 500 KB and a write of 20 KB by the application. */
const invoice = requestClass({
  name: "invoice",
  index: 1,
  bucket: "it",
  objectGets: 2,
  objectPuts: 1,
  objectBytesDown: 1_000_000,
  objectBytesUp: 20_000,
});

function bucket(config: object = {}, options: Parameters<typeof alone>[2] = {}) {
  return alone(s3, config, { classes: [image, invoice], ...options });
}

test("an hour is metered in byte-seconds, reads of the edge and of the application, and writes", () => {
  const it = bucket({ storage: "500GB" });
  expect(it.step(3600, [7200, 3600])).toEqual({ served: [7200, 3600], failed: [0, 0] });
  expect(it.meters()).toEqual({ storage: 500 * GB * 3600, reads: 7200 + 2 * 3600, writes: 3600 });
});

test("a prefix gives 5,500 reads a second and answers 503 while S3 splits it", async () => {
  const it = bucket();
  it.step(1, [100]);
  const curve = Array.from({ length: 12 }, (_, i): [string, number] => {
    for (let minute = 0; minute < 5; minute += 1) it.step(60, [60 * 20_000]);
    return [`${(i + 1) * 5} min`, it.driver("edge reads").now / 60];
  });
  const text = plot("reads a second of one prefix under 20,000 (one mark: 1,000)", curve, 1000);
  await expect(text).toMatchFileSnapshot("../golden/services/s3-split.txt");
  expect(it.limit("reads")!.value).toBe("1 × 5500 a second");
  expect(it.limit("reads")!.failed[0]).toBeGreaterThan(0);
});

test("four prefixes take the same load at once", () => {
  const it = bucket({ prefixes: 4 });
  it.step(1, [100]);
  expect(it.step(1, [20_000])).toEqual({ served: [20_000, 0], failed: [0, 0] });
});

test("writes have a limit of their own: 3,500 a second", () => {
  const writer = { ...invoice, objectGets: 0 };
  const [withReads, onlyWrites] = [invoice, writer].map((requests) => {
    const it = bucket({}, { classes: [image, requests], assume: { s3Split: 1e7 } });
    for (let second = 0; second < 11; second += 1) it.step(1, [0, second === 0 ? 0 : 5000]);
    return it;
  });
  // Each of 5,000 requests needs two of the 5,500 reads first.
  expect(withReads!.driver("reads").now).toBeCloseTo(5500, 1);
  expect(onlyWrites!.driver("writes").now).toBeCloseTo(3500, 1);
});

test("only the application's own objects cross its network: the edge reads the bucket by itself", () => {
  expect(bucket().flows()).toEqual([
    {
      from: "app",
      destination: { kind: "aws", service: "s3", region: "us-east-1" },
      driver: expect.objectContaining({ component: "traffic", name: "served.invoice" }),
      bytesUp: 20_000,
      bytesDown: 1_000_000,
      connections: 0.03,
      connectionSeconds: 350,
      cause: "objects of invoice",
      assumptions: ["s3NewConn"],
    },
  ]);
});

/** Largest difference between steps of a second and coarser ones: within a coarse step the partitions count as their mean. */
const STEP_TOLERANCE = 0.01;

test.each([1, 60, 900, 3600])("metered requests do not depend on the step: %i s", (dt) => {
  const total = (step: number) => {
    const it = bucket({}, { hours: 4 });
    for (let second = 0; second < 4 * 3600; second += step) it.step(step, [step * (second < 3600 ? 1000 : 15_000)]);
    return it.driver("edge reads").hours.reduce((sum, reads) => sum + reads, 0);
  };
  expect(Math.abs(total(dt) / total(1) - 1)).toBeLessThan(STEP_TOLERANCE);
});

test("every request is served, failed or waiting", () => {
  const load = fc.record({ dt: fc.constantFrom(1, 60, 900, 3600), perSecond: fc.integer({ min: 0, max: 20_000 }) });
  fc.assert(
    fc.property(fc.array(load, { minLength: 1, maxLength: 40 }), (loads) => {
      const it = bucket();
      let sent = 0;
      let out = 0;
      for (const { dt, perSecond } of loads) {
        const { served, failed } = it.step(dt, [perSecond * dt, perSecond * dt]);
        sent += 2 * perSecond * dt;
        out += served[0]! + failed[0]! + served[1]! + failed[1]!;
      }
      expect((out + it.cell!.waiting(0) + it.cell!.waiting(1) + 1) / (sent + 1)).toBeCloseTo(1, 9);
    }),
    { numRuns: 50 },
  );
});
