import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decimal, fromCount, sum } from "../../src/decimal.ts";
import { natGateway } from "../../src/services/nat-gateway.ts";
import type { Meter } from "../../src/services/service.ts";
import { type Metered, metered } from "../../src/simulation/metered.ts";
import type { Month } from "../../src/simulation/model.ts";
import { usages } from "../../src/simulation/usage.ts";
import { component } from "../network/networks.ts";
import { emptyModel } from "./models.ts";

const GB = 2 ** 30;
const HOUR = 3600;

function counted(hours: readonly number[], meter: Partial<Meter>): Metered {
  const price = { serviceCode: "AmazonS3", usageType: "TimedStorage-ByteHrs" };
  const whole: Meter = {
    title: "Storage",
    price,
    unit: "GB-Mo",
    size: { perMonth: GB },
    rounding: "exact",
    infracost: null,
    filters: null,
    ...meter,
  };
  return {
    component: "bucket",
    kind: "s3",
    region: "us-east-1",
    meterName: "storage",
    meter: whole,
    price,
    hours: Float64Array.from(hours),
    cause: null,
    assumptions: ["s3GB"],
  };
}

/** The last 24 hours of February 2026 (672 h) and the first 24 of March (744 h). */
const turn: readonly Month[] = [
  { month: "2026-02", fromHour: 0, hours: 24, monthHours: 672 },
  { month: "2026-03", fromHour: 24, hours: 24, monthHours: 744 },
];

test("a gigabyte-month divides by the hours of its own calendar month, and months stand apart", () => {
  const held = Array.from({ length: 48 }, () => 100 * GB * HOUR);
  const quantities = usages([counted(held, {})], turn).map(({ month, quantity }) => [month, quantity.toString()]);
  expect(quantities).toEqual([
    ["2026-02", fromCount((100 * 24) / 672).toString()],
    ["2026-03", fromCount((100 * 24) / 744).toString()],
  ]);
});

test("a whole month of 100 GB is 100 GB-Mo, in any month", () => {
  for (const monthHours of [672, 720, 730, 744]) {
    const held = Array.from({ length: monthHours }, () => 100 * GB * HOUR);
    const months = [{ month: "2026-02", fromHour: 0, hours: monthHours, monthHours }];
    expect(usages([counted(held, {})], months)[0]!.quantity.toString()).toBe("100");
  }
});

test("what counted nothing is left out; what it rests on goes along", () => {
  const hours = [...Array.from({ length: 24 }, () => 0), ...Array.from({ length: 24 }, () => 2 * HOUR)];
  expect(usages([counted(hours, { size: HOUR, unit: "Hrs" })], turn)).toEqual([
    {
      component: "bucket",
      service: "s3",
      selector: { serviceCode: "AmazonS3", usageType: "TimedStorage-ByteHrs" },
      region: "us-east-1",
      month: "2026-03",
      quantity: expect.toSatisfy((quantity: unknown) => String(quantity) === "48"),
      unit: "Hrs",
      cause: null,
      assumptions: ["s3GB"],
    },
  ]);
});

test("small amounts beside large ones are not lost", () => {
  const hours = [1e16, ...Array.from({ length: 100 }, () => 1), 1e16];
  const months = [{ month: "2026-02", fromHour: 0, hours: 102, monthHours: 672 }];
  expect(usages([counted(hours, { size: 1, unit: "Bytes" })], months)[0]!.quantity.toString()).toBe(
    "20000000000000100",
  );
});

test("splitting usage into several counts changes no sum by more than the tenth digit", () => {
  const amounts = fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { minLength: 48, maxLength: 48 });
  fc.assert(
    fc.property(amounts, fc.double({ min: 0, max: 1, noNaN: true }), (hours, share) => {
      const of = (column: readonly number[]) =>
        sum(usages([counted(column, { size: GB, unit: "GB" })], turn).map(({ quantity }) => quantity));
      const whole = of(hours);
      const parts = of(hours.map((n) => n * share)).plus(of(hours.map((n) => n * (1 - share))));
      expect(parts.minus(whole).abs().lte(decimal("0.000000001"))).toBe(true);
    }),
  );
});

/** Metered hours of one NAT gateway in a period of three hours. */
function gatewayHours(from: number | null, until: number | null, more: { seconds?: number } = {}): number[] {
  const nat = { ...component("nat", "nat_gateway", []), fromSeconds: from, untilSeconds: until };
  const { model, flowContext } = emptyModel({ services: [natGateway], components: [nat], hours: 3, more });
  const network = {
    carriers: new Map([
      [
        "nat",
        { bytesUp: Float64Array.of(1, 0, 0), bytesDown: Float64Array.of(9, 5, 0), assumptions: new Set<string>() },
      ],
    ]),
    senders: new Map(),
    internetOut: new Map(),
    crossZone: new Map(),
    interRegion: new Map(),
  };
  const all = metered(model, 3, network, flowContext);
  expect(all.map(({ meterName }) => meterName)).toEqual(["hours", "bytes"]);
  expect([...all[1]!.hours]).toEqual([10, 5, 0]);
  return [...all[0]!.hours].map((seconds) => seconds / HOUR);
}

test.each([
  ["the whole period", null, null, [1, 1, 1]],
  ["10:30 to 12:00, where the period begins at 10:00", 1800, 7200, [1, 1, 0]],
  ["a second before a full hour until a second after it", 3599, 3601, [1, 1, 0]],
  ["exactly one clock hour", 3600, 7200, [0, 1, 0]],
  ["until after the period", 7201, 1e9, [0, 0, 1]],
])("a gateway's hours are clock hours: %s", (_, from, until, expected) => {
  expect(gatewayHours(from, until)).toEqual(expected);
});

test("a period that ends within an hour has a whole last hour", () => {
  expect(gatewayHours(null, null, { seconds: 2 * HOUR + 60 })).toEqual([1, 1, 1]);
});

test("a count that is negative, NaN or infinite is a bug, named", () => {
  for (const wrong of [-1, NaN, Infinity]) {
    const { model, flowContext } = emptyModel({
      services: [natGateway],
      components: [component("nat", "nat_gateway", [])],
      hours: 1,
    });
    const network = {
      carriers: new Map([
        ["nat", { bytesUp: Float64Array.of(wrong), bytesDown: Float64Array.of(0), assumptions: new Set<string>() }],
      ]),
      senders: new Map(),
      internetOut: new Map(),
      crossZone: new Map(),
      interRegion: new Map(),
    };
    expect(() => metered(model, 1, network, flowContext)).toThrow(`nat counted ${wrong} bytes`);
  }
});
