import * as fc from "fast-check";
import { expect, test } from "vitest";
import { edgeCache, hitRatio } from "../../src/services/cloudfront-cache.ts";
import { plot } from "../support/plot.ts";

const CACHES = 13;

/** A page kept for a second; `keys` are asked for alike, but for a share that goes to `top` of them. */
function page(keys: number, of: { ttlSeconds?: number; top?: { keys: number; share: number } } = {}) {
  return { edge: { ttlSeconds: 1, keys, cacheableShare: 1, evictedShare: 0, ...of } };
}

test("at rest, misses per key and cache are λ / (1 + λ·TTL)", () => {
  // 600/s over 10 keys and 13 caches: λ = 4.615 per pair; 0.822 misses a second in each of 130 pairs.
  const cache = edgeCache({ class: page(10), caches: CACHES });
  expect(cache.step(600, 1, 0)).toBeCloseTo((130 * (600 / 130)) / (1 + 600 / 130), 9);
});

test("one-second HTML at 600 pages a second: 79 % as one variant, 31 % in 60 variants, 71 % of those behind Origin Shield", () => {
  // A drop: four of five pages shown are its own; the fifth is one of 119 others. Equal keys cannot give these three together.
  const drop = (variants: number) => page(120 * variants, { top: { keys: variants, share: 0.8 } });
  const percent = (variants: number, caches: number) =>
    Math.round(100 * hitRatio({ class: drop(variants), caches }, 600));
  expect([percent(1, CACHES), percent(60, CACHES), percent(60, 1)]).toEqual([79, 31, 71]);
});

test("one variant of about twelve equal pages also hits 79 %", () => {
  expect(hitRatio({ class: page(12), caches: CACHES }, 600)).toBeCloseTo(0.79, 2);
});

test("the simulated cache at rest hits as the formula says", () => {
  for (const keys of [1, 12, 500]) {
    const cache = edgeCache({ class: page(keys), caches: CACHES });
    for (let second = 0; second < 50; second += 1) cache.step(600, 1, 0);
    const missed = cache.step(600, 1, 0);
    expect(1 - missed / 600).toBeCloseTo(hitRatio({ class: page(keys), caches: CACHES }, 600), 9);
  }
});

test("a cold start misses, then settles; new objects of an event are cold again", async () => {
  const cache = edgeCache({ class: page(500, { ttlSeconds: 3600 }), caches: CACHES });
  const curve = Array.from({ length: 24 }, (_, i): [string, number] => {
    let missed = 0;
    for (let second = 0; second < 5; second += 1) {
      const cold = second > 0 ? 0 : i === 0 ? 1 : i === 14 ? 0.3 : 0;
      missed += cache.step(2000, 1, cold);
    }
    return [`${(i + 1) * 5} s`, missed / 5];
  });
  const text = plot("misses a second of 2,000: cold at 0 s, 30 % new objects at 70 s (one mark: 50)", curve, 50);
  await expect(text).toMatchFileSnapshot("../golden/services/cloudfront-cold-start.txt");
});

test("a cold cache asks the origin once per pair, however many ask it", () => {
  const cache = edgeCache({ class: page(10, { ttlSeconds: 86_400 }), caches: CACHES });
  let missed = 0;
  for (let second = 0; second < 600; second += 1) missed += cache.step(5000, 1, second === 0 ? 1 : 0);
  expect(missed).toBeCloseTo(130 + (130 * 600) / 86_400, 0);
});

test("what may not be kept goes to the origin, and so does what is evicted early", () => {
  expect(edgeCache({ class: { edge: null }, caches: 1 }).step(100, 1, 0)).toBe(100);
  expect(edgeCache({ class: page(10, { ttlSeconds: 0 }), caches: 1 }).step(100, 1, 0)).toBe(100);
  const api = { edge: { ...page(1, { ttlSeconds: 1e9 }).edge, cacheableShare: 0.2 } };
  expect(edgeCache({ class: api, caches: 1 }).step(100, 1, 0)).toBeCloseTo(80, 6);
  const images = { edge: { ...page(1, { ttlSeconds: 1e9 }).edge, evictedShare: 0.03 } };
  expect(edgeCache({ class: images, caches: 1 }).step(100, 1, 0)).toBeCloseTo(3, 9);
});

test("an error is kept for ten seconds, so one failed request to the origin fails many viewers", () => {
  const cache = edgeCache({ class: page(1), caches: 1 });
  const missed = cache.step(99, 1, 0); // λ = 99: 0.99 requests to the origin
  expect(missed).toBeCloseTo(0.99, 9);
  expect(cache.failedViewers(missed)).toBeCloseTo(99, 9);
  // Half of them fail: a cycle is an error of 10 s or a copy of 1 s, and 0.01 s until the next request.
  expect(cache.failedViewers(missed / 2)).toBeCloseTo((99 * (0.5 * (1 + 10 * 99))) / (1 + 99 * 5.5), 9);
  expect(cache.failedViewers(0)).toBe(0);
});

test("what may not be kept fails one by one", () => {
  const cache = edgeCache({ class: { edge: null }, caches: 13 });
  cache.step(100, 1, 0);
  expect(cache.failedViewers(7)).toBe(7);
});

test("steps of a minute miss as often as sixty of a second", () => {
  const load = [10, 800, 800, 30, 0, 500];
  const misses = [1, 60].map((dt) => {
    const cache = edgeCache({ class: page(500, { ttlSeconds: 30 }), caches: CACHES });
    let missed = 0;
    load.forEach((perSecond, minute) => {
      for (let second = 0; second < 60; second += dt) {
        missed += cache.step(perSecond * dt, dt, minute === 1 && second === 0 ? 0.5 : 0);
      }
    });
    return missed;
  });
  expect(misses[1]! / misses[0]!).toBeCloseTo(1, 9);
});

test("misses and failures stay between nothing and what was asked", () => {
  const step = fc.record({
    dt: fc.constantFrom(1, 60, 900, 3600),
    requests: fc.integer({ min: 0, max: 1_000_000 }),
    cold: fc.constantFrom(0, 0, 0, 0.3, 1),
    failing: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const edge = fc.record({
    ttlSeconds: fc.constantFrom(0, 1, 60, 86_400),
    keys: fc.integer({ min: 1, max: 30_000 }),
    cacheableShare: fc.double({ min: 0, max: 1, noNaN: true }),
    evictedShare: fc.constantFrom(0, 0.03),
  });
  fc.assert(
    fc.property(edge, fc.array(step, { minLength: 1, maxLength: 30 }), (of, steps) => {
      const cache = edgeCache({ class: { edge: of }, caches: CACHES });
      for (const { dt, requests, cold, failing } of steps) {
        const missed = cache.step(requests, dt, cold);
        expect(missed).toBeGreaterThanOrEqual(0);
        expect(missed).toBeLessThanOrEqual(requests * (1 + 1e-12));
        const failed = cache.failedViewers(missed * failing);
        expect(failed).toBeGreaterThanOrEqual(missed * failing * (1 - 1e-12));
        expect(failed).toBeLessThanOrEqual(requests * (1 + 1e-12));
      }
    }),
  );
});
