/**
 * How often a Spot instance is interrupted. AWS publishes for each type and Region in which band the share of instances lay that it took
 * back in a month; a share p is a constant rate of −ln(1 − p) / 730 h. It does not say how long those instances ran: where they were
 * kept for hours, the same share means a higher rate, which is why those hours are an assumption.
 * https://aws.amazon.com/ec2/spot/instance-advisor/
 */
import type { Assumption } from "../../assumption.ts";
import { log } from "../../math.ts";
import { regions } from "../../regions.ts";
import { HOUR_SECONDS } from "../../units.ts";
import { assumed } from "../assumed.ts";
import { INTERRUPTION_BANDS_AS_OF, interruptionBands } from "./interruption-bands.ts";

interface Band {
  /** As the advisor writes it. */
  readonly label: string;
  readonly assumption: string;
  /** Shares of the band's ends and its middle; the advisor says no more. */
  readonly shares: readonly [low: number, typical: number, high: number];
}

const bands: readonly Band[] = [
  { label: "<5%", assumption: "spotBelow5", shares: [0, 0.025, 0.05] },
  { label: "5-10%", assumption: "spot5to10", shares: [0.05, 0.075, 0.1] },
  { label: "10-15%", assumption: "spot10to15", shares: [0.1, 0.125, 0.15] },
  { label: "15-20%", assumption: "spot15to20", shares: [0.15, 0.175, 0.2] },
  // Open above: what stands here beyond 20 % is a judgement.
  { label: ">20%", assumption: "spotAbove20", shares: [0.2, 0.3, 0.6] },
];

/** Id of the assumption that says what time the bands' shares belong to. */
export const BAND_TIME = "spotBandTime";

const UNKNOWN_BAND = "spotInterrupted";
const advisor = `https://aws.amazon.com/ec2/spot/instance-advisor/ (${INTERRUPTION_BANDS_AS_OF})`;

export const hazardAssumptions: readonly Assumption[] = [
  ...bands.map(({ label, assumption, shares }) =>
    assumed(
      assumption,
      `share of Spot instances interrupted in a month, of types in the band ${label}`,
      shares,
      "share",
      advisor,
      "B",
    ),
  ),
  assumed(
    BAND_TIME,
    "time in which the band's share of instances is interrupted: the month that AWS names, or the hours that people keep one",
    [730, 730, 24],
    ["h", HOUR_SECONDS],
    advisor,
    "C",
  ),
  assumed(
    UNKNOWN_BAND,
    "share of Spot instances interrupted in a month, of types without a band: median band of 2,008 types in twelve Regions",
    [0.025, 0.175, 0.3],
    "share",
    advisor,
    "B",
  ),
];

/** The advisor's band of a type in a Region: its place in the order of bands, and as the advisor writes it. Null where it has none. */
export function bandOf(type: string, region: string): { readonly index: number; readonly label: string } | null {
  const row = Object.hasOwn(interruptionBands, type) ? interruptionBands[type] : undefined;
  const index = Number(row?.[regions.findIndex((known) => known === region)] ?? "-");
  const band = bands[index];
  return band === undefined ? null : { index, label: band.label };
}

/** Id of the assumption that says how much of a type is interrupted in a month. */
export function hazardAssumption(type: string, region: string): string {
  const band = bandOf(type, region);
  return band === null ? UNKNOWN_BAND : bands[band.index]!.assumption;
}

/** Interruptions a second of one instance, where a share of them in `[0, 1)` is interrupted in `seconds`: a share of 0.2 makes 0.223. */
export function interruptionsPerSecond(share: number, seconds: number): number {
  // A share of 1 has no rate, and no time none; an assumption may say so.
  return -log(1 - Math.min(share, 0.999)) / Math.max(seconds, HOUR_SECONDS);
}
