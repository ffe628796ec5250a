/**
 * Functions whose last bit does not depend on the Node version. `Math.pow`, `exp`, `log` and `sin` differ between V8
 * releases; the core uses + − × ÷, `Math.sqrt`, `Math.floor`, `Math.min` … and these.
 */

/** 2^k for integer k in [-1022, 1023], exact. */
function powerOfTwo(k: number): number {
  let result = 1;
  let base = k < 0 ? 0.5 : 2;
  let left = k < 0 ? -k : k;
  while (left > 0) {
    if (left % 2 === 1) result *= base;
    base *= base;
    left = (left - (left % 2)) / 2;
  }
  return result;
}

const LN2 = Math.LN2;
/** ln 2 in two parts: the first has 21 trailing zero bits, so that k × it is exact for every k below 2^20. */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;

/**
 * e^x: reduced to |r| ≤ ln2/2, then a Taylor series of up to 14 terms; relative error below 1e-15 for |x| ≤ 700, beyond it 0 or
 * Infinity. `exp(0) === 1`.
 */
export function exp(x: number): number {
  if (x < -700) return 0;
  if (x > 700) return Infinity;
  const k = Math.round(x / LN2);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let term = 1;
  let total = 1;
  for (let i = 1; i <= 14; i += 1) {
    term *= r / i;
    const next = total + term;
    // Terms only get smaller: one that moves no bit is followed by none that does.
    if (next === total) break;
    total = next;
  }
  return k === 0 ? total : total * powerOfTwo(k);
}

/** Natural logarithm of x > 0: mantissa by atanh series; relative error below 1e-15. `log(1) === 0`, `log(0) === -Infinity`. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  let k = 0;
  let m = x;
  while (m > Math.SQRT2) {
    m /= 2;
    k += 1;
  }
  while (m < Math.SQRT1_2) {
    m *= 2;
    k -= 1;
  }
  const z = (m - 1) / (m + 1);
  const z2 = z * z;
  let term = z;
  let total = 0;
  for (let i = 1; i <= 41; i += 2) {
    total += term / i;
    term *= z2;
  }
  return 2 * total + k * LN2;
}

/** base^exponent for base > 0. */
export function pow(base: number, exponent: number): number {
  return exp(exponent * log(base));
}

/** cos(2πx): reduced to a quarter turn, then a Taylor series; absolute error below 1e-15. `cosTurn(0.5) === -1`. */
export function cosTurn(x: number): number {
  let t = x - Math.floor(x);
  if (t > 0.5) t = 1 - t;
  if (t === 0.25) return 0;
  const sign = t > 0.25 ? -1 : 1;
  if (t > 0.25) t = 0.5 - t;
  const a = t * 6.283185307179586;
  const a2 = a * a;
  let term = 1;
  let total = 1;
  for (let i = 1; i <= 12; i += 1) {
    term *= -a2 / ((2 * i - 1) * (2 * i));
    total += term;
  }
  return sign * total;
}

/** x held within [low, high]. */
export function clamp(x: number, low: number, high: number): number {
  return x < low ? low : x > high ? high : x;
}

/**
 * A number in [0, 1) that depends on its three integers alone (a 32-bit avalanche hash): noise that does not move when
 * something else is added or removed.
 */
export function hash01(seed: number, stream: number, index: number): number {
  let h =
    Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^
    Math.imul(stream + 0x7f4a7c15, 0xc2b2ae35) ^
    Math.imul(index + 0x165667b1, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h ^= h >>> 16;
  return (h >>> 0) / 4294967296;
}

/** A stable number for a name (FNV-1a), for `hash01`: so that each class has its own noise, each assumption its own draws. */
export function stream(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return h | 0;
}
