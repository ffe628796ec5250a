/**
 * What the edge keeps, and therefore what the origin sees. The unit is a pair of one key and one cache; `warm` is the share of pairs
 * that hold a fresh copy. A request for a cold pair warms it (concurrent misses collapse into one origin request), a copy expires
 * after its time to live: dw/dt = λ(1 − w) − w/TTL, with λ requests per pair and second. At rest that gives the familiar
 * λ/(1 + λ·TTL) misses per pair; in motion cold starts, new objects and expiry. Integrated exactly, so a step may be an hour.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
import { exp } from "../math.ts";
import type { RequestClass } from "../traffic/request-class.ts";

/** CloudFront keeps an error this long: …/DeveloperGuide/custom-error-pages-expiration.html (stale-if-error is not modelled). */
const ERROR_SECONDS = 10;

export interface EdgeCache {
  /**
   * Takes the viewers' requests of a step of `dt` seconds and gives those that go to the origin, in [0, requests].
   * `coldShare`: share of pairs that turn cold as the step begins (new objects of an event); 1 is a cold start.
   */
  step(requests: number, dt: number, coldShare: number): number;
  /**
   * Viewers' requests of the last step that fail when `failed` of its requests to the origin do: an error is kept for 10 s, for
   * everyone who asks the same cache for the same key. At least `failed`, at most the step's requests.
   */
  failedViewers(failed: number): number;
}

export interface EdgeCacheOptions {
  readonly class: Pick<RequestClass, "edge">;
  /** Caches in front of the origin: the regional edge caches, or one with Origin Shield. */
  readonly caches: number;
}

/** Keys that are asked for alike. */
interface Group {
  readonly pairs: number;
  /** Share of the cacheable requests. */
  readonly share: number;
  warm: number;
  /** Of the last step: requests per pair and second, and misses. */
  perSecond: number;
  missed: number;
}

/**
 * A cache that begins at rest under its first load.
 * `edgeCache({ class: page, caches: 1 }).step(600, 1, 0)` with one key of one second gives 1 at rest.
 */
export function edgeCache({ class: { edge }, caches }: EdgeCacheOptions): EdgeCache {
  if (edge === null) return passThrough();
  const { ttlSeconds, cacheableShare, evictedShare } = edge;
  const groups = groupsOf(edge, caches);
  // Of the last step. One object, because captured variables that hold fractions would be allocated anew at every assignment.
  const last = { requested: 0, cacheable: 0, evicted: 0, missed: 0 };
  let atRest = false;

  return { step, failedViewers };

  function step(requests: number, dt: number, coldShare: number): number {
    const cacheable = requests * cacheableShare;
    let cold = 0;
    for (const group of groups) {
      group.perSecond = (cacheable * group.share) / dt / group.pairs;
      if (!atRest) group.warm = restOf(group.perSecond);
      group.warm *= 1 - coldShare;
      group.missed = cacheable * group.share * (1 - meanWarm(group, dt));
      cold += group.missed;
    }
    atRest ||= requests > 0;
    // Objects that are evicted early miss however warm the rest is.
    const evicted = Math.max(0, cacheable * evictedShare - cold);
    last.requested = requests;
    last.cacheable = cacheable;
    last.evicted = evicted;
    last.missed = requests - cacheable + cold + evicted;
    return last.missed;
  }

  function restOf(perSecond: number): number {
    return (perSecond * ttlSeconds) / (1 + perSecond * ttlSeconds);
  }

  /** Moves the group's warm share on by `dt` and gives its mean over the step. */
  function meanWarm(group: Group, dt: number): number {
    if (ttlSeconds === 0) return 0;
    const rest = restOf(group.perSecond);
    const rate = (group.perSecond + 1 / ttlSeconds) * dt;
    const left = exp(-rate);
    const from = group.warm;
    group.warm = rest + (from - rest) * left;
    return rate < 1e-9 ? from : rest + ((from - rest) * (1 - left)) / rate;
  }

  function failedViewers(failed: number): number {
    const { requested, cacheable, evicted, missed } = last;
    if (missed === 0 || failed === 0) return 0;
    const share = Math.min(1, failed / missed);
    let total = (requested - cacheable + evicted) * share;
    for (const { perSecond, share: ofCacheable, missed: cold } of groups) {
      // A pair's cycle: one request to the origin, then its answer is kept (an error 10 s, a copy its TTL), then the next request.
      const kept = ERROR_SECONDS * share + ttlSeconds * (1 - share);
      const failing = (share * (1 + ERROR_SECONDS * perSecond)) / (1 + perSecond * kept);
      total += Math.min(cacheable * ofCacheable, Math.max(cold * share, cacheable * ofCacheable * failing));
    }
    return Math.min(requested, Math.max(failed, total));
  }
}

/**
 * Share of the cacheable requests that the edge answers at rest, [0, 1], at `perSecond` requests of the class.
 * `hitRatio({ class: page, caches: 13 }, 600)`.
 */
export function hitRatio({ class: { edge }, caches }: EdgeCacheOptions, perSecond: number): number {
  if (edge === null) return 0;
  let hits = 0;
  for (const { pairs, share } of groupsOf(edge, caches)) {
    const kept = ((perSecond * edge.cacheableShare * share) / pairs) * edge.ttlSeconds;
    hits += share * (kept / (1 + kept));
  }
  return Math.min(1 - edge.evictedShare, hits);
}

/** The keys everyone asks for, and the others. */
function groupsOf({ keys, top }: NonNullable<RequestClass["edge"]>, caches: number): readonly Group[] {
  const topKeys = top === undefined ? 0 : Math.min(top.keys, keys);
  const topShare = topKeys === 0 || top === undefined ? 0 : keys > topKeys ? top.share : 1;
  const group = (count: number, share: number): readonly Group[] =>
    share > 0 ? [{ pairs: Math.max(1, count) * caches, share, warm: 0, perSecond: 0, missed: 0 }] : [];
  return [...group(topKeys, topShare), ...group(keys - topKeys, 1 - topShare)];
}

/** A class that no edge may keep. */
function passThrough(): EdgeCache {
  return { step: (requests) => requests, failedViewers: (failed) => failed };
}
