/** What a claim says a figure is: `$450`, `10TB`, `3%`, `40/s`, `15m`, a plain number, or a word such as `survives`. */
import { parseMeasure, parseMoney, type Measure } from "../quantities.ts";

export type ClaimValue =
  | { readonly kind: "money"; readonly value: string }
  | { readonly kind: Measure | "number"; readonly value: number }
  | { readonly kind: "word"; readonly value: string };

/** `claimValue("$1,250")` is `{ kind: "money", value: "1250" }`; null for a figure that cannot be read, such as `$45O`. */
export function claimValue(written: string | number): ClaimValue | null {
  if (typeof written === "number") return { kind: "number", value: written };
  const text = written.trim();
  const money = parseMoney(text);
  if (money !== null) return { kind: "money", value: money };
  const measured = parseMeasure(text);
  if (measured !== null) return { kind: measured.measure, value: measured.value };
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return { kind: "number", value: Number(text) };
  return /^[a-z][a-z_ -]*$/i.test(text) ? { kind: "word", value: text } : null;
}
