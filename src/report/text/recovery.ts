/** The loss of the Region, where the scenario asks what then. */
import type { Estimate } from "../../estimate-schema.ts";
import { MARKS, recoveryInWords } from "../recovery-words.ts";
import { hanging } from "../wrap.ts";
import { type Page, section } from "./page.ts";

export function recoveryLines({ recovery }: Estimate, page: Page): string[] {
  if (recovery === null) return [];
  const { verdict, what, facts } = recoveryInWords(recovery);
  const lines = [
    ...hanging(`  ${MARKS[verdict]} `, what, page.width).map((line) =>
      page.style(verdict === "met" ? "good" : "bad", line),
    ),
    ...facts.flatMap((fact) => hanging("    ", fact, page.width)),
    ...hanging("    ", "surgecast dr compares the strategies.", page.width).map((line) => page.style("faint", line)),
  ];
  return section("Recovery", lines, page);
}
