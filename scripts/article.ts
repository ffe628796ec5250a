/** docs/article.md: every figure of the article that started this, and what the scenario that decides says of it. */
import { readdirSync } from "node:fs";
import { loadScenario, runScenarioFile } from "../src/node.ts";
import { claimed } from "../src/report/figures.ts";

interface Decided {
  readonly of: string;
  readonly row: readonly string[];
}

/** Every claim that names what makes it, in the order of the article's figures. */
export function articleDocument(): string {
  const files = readdirSync("scenarios")
    .filter((name) => name.endsWith(".yaml"))
    .sort();
  const decided = files.flatMap(claimsIn).sort((a, b) => numberOf(a.of) - numberOf(b.of));
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  return `# The article's figures, computed

*AWS Infrastructure: Beyond the Console* (Maison Code Paris) names figures; some of what it leaves out is a figure too. Each stands as a
claim in a scenario, and each scenario's run decides. \`cannot tell\` means that no run of ours computes it. Made by
\`npm run docs\`; a test keeps it current.

${line(["", "What is said", "Said", "Computed", "Verdict", "Scenario that decides"])}${line(["---", "---", "--:", "--:", "---", "---"])}${decided.map(({ row }) => line(row)).join("")}`;
}

const numberOf = (of: string): number => Number(of.replace(/^\D+/, ""));

function claimsIn(file: string): Decided[] {
  const path = `scenarios/${file}`;
  const { claims, name } = loadScenario(path);
  if (!claims.some(({ of }) => of !== undefined)) return [];
  const computed = runScenarioFile(path, { sensitivity: false }).estimate.claims;
  return claims.flatMap(({ of }, index) => {
    const claim = computed[index];
    if (of === undefined || claim === undefined) return [];
    const { says, value, verdict } = claim;
    const link = `[${name}](../${path})`;
    return [{ of, row: [of, says, value, claimed(claim.computed, value), verdict, link] }];
  });
}
