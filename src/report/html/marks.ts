/** Moments of a run that its charts point at: limits that were reached. */
import type { Estimate } from "../../estimate-schema.ts";
import { secondsOf } from "../instants.ts";
import { limitInWords } from "../verdict.ts";
import type { Mark } from "./charts.ts";

/** One for each limit of each event. */
export function marksOf({ survival }: Estimate): Mark[] {
  return (survival?.events ?? []).flatMap(({ limits }) =>
    limits.map((limit) => ({
      component: limit.component,
      title: limitInWords(limit),
      at: secondsOf(limit.firstReachedAt),
    })),
  );
}
