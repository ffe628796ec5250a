/** The README's generated parts: real output of the real program, and tables made from the code. */
import { readFileSync } from "node:fs";
import { parseScenario, services } from "../src/index.ts";
import { UserError } from "../src/errors.ts";
import { commands } from "../src/cli/commands.ts";
import { compareScenarioFiles } from "../src/compare-files.ts";
import { recoverScenarioFile, runScenarioFile } from "../src/node.ts";
import { edgeGroups } from "../src/regions.ts";
import { comparisonText } from "../src/report/comparison/text.ts";
import { recoveryText } from "../src/report/recovery-text.ts";
import { textReport } from "../src/report/text.ts";
import { table, withParts } from "./parts.ts";

const COLUMNS = 100;
/** Headings and the first four components of a comparison's bill. */
const COMPARED_LINES = 15;

/** The README with what stands between `<!-- begin NAME -->` and `<!-- end NAME -->` made anew. */
export function readme(text: string): string {
  return withParts(text, parts);
}

const parts: Readonly<Record<string, () => string>> = {
  "flash-sale": () => report("flash-sale", ["", "NAT", "Event drop"]),
  "flash-sale-prepared": () => report("flash-sale-prepared", [""]),
  compare: () => comparison("flash-sale", "flash-sale-prepared"),
  "nat-surprise": () => report("nat-surprise", ["Claims"]),
  disaster: () =>
    recovery("disaster", [
      "",
      "Time until the shop meets its objectives again",
      "What is lost (goal: data of at most 5 min)",
    ]),
  ranges,
  commands: () =>
    table(
      ["command", "does"],
      commands.map(({ name, summary }) => [`\`surgecast ${name}\``, summary]),
    ),
  services: () =>
    table(
      ["service", "kind", "billed", "limits that a run can hit"],
      services.map(({ title, kind, meters, limits }) => [
        title,
        `\`${kind}\``,
        listed(Object.values(meters).map((meter) => meter.title)),
        listed(Object.values(limits).map((limit) => limit.title)),
      ]),
    ),
  advice: () =>
    advice("flash-sale", ["", "Do this and survive, and give nothing else up", "How to survive", "Runbook"]),
  mistakes: () => fenced(mistakes()),
};

function report(name: string, titles: readonly string[]): string {
  const { estimate, series } = runScenarioFile(`scenarios/${name}.yaml`);
  const text = textReport(estimate, { series, columns: COLUMNS });
  return fenced(`$ surgecast run scenarios/${name}.yaml\n${chosen(text, titles)}`);
}

function recovery(name: string, titles: readonly string[]): string {
  const text = recoveryText(recoverScenarioFile(`scenarios/${name}.yaml`), { columns: COLUMNS });
  return fenced(`$ surgecast dr scenarios/${name}.yaml\n${chosen(text, titles)}`);
}

/** Sections of a text report whose titles begin so; the first, without one, is "". */
function chosen(text: string, titles: readonly string[]): string {
  const sections = text.split(/\n\n(?=\S[^\n]*\n\n)/);
  const found = titles.map((title) => {
    const section = title === "" ? sections[0] : sections.find((one) => one.startsWith(title));
    if (section === undefined) throw new Error(`a report has no section "${title}"`);
    return section.trimEnd();
  });
  return found.join("\n\n");
}

/** The same of the advice: from its golden file, which a test compares with what the program says. */
function advice(name: string, titles: readonly string[]): string {
  const text = readFileSync(`tests/golden/advice/${name}.txt`, "utf8");
  return fenced(`$ surgecast advise scenarios/${name}.yaml\n${chosen(text, titles)}`);
}

/** A comparison, of its bill the components that differ most. */
function comparison(...names: readonly string[]): string {
  const paths = names.map((name) => `scenarios/${name}.yaml`);
  const lines = comparisonText(compareScenarioFiles(paths).comparison, { columns: COLUMNS }).split("\n");
  const at = lines.findIndex((line) => line.startsWith("  Component"));
  return fenced(`$ surgecast compare ${paths.join(" ")}\n${lines.slice(0, at + COMPARED_LINES).join("\n")}\n  …`);
}

/** From the golden file, which a test compares with what is sampled: runs take their time, and one test that waits for them is enough. */
function ranges(): string {
  const text = readFileSync("tests/golden/ranges/flash-sale-prepared.txt", "utf8");
  const shown = chosen(text, ["", "What is least certain"]);
  return fenced(`$ surgecast run scenarios/flash-sale-prepared.yaml --runs 20\n${shown}`);
}

function mistakes(): string {
  const text = `surgecast: 1
name: drop
regin: eu-west-1
period: { month: 2026-13 }
traffic:
  baseline: { shape: weekly, mean: 40/s }
  events: [{ name: drop, at: 2026-11-20T19:00:00+01:00, multiple: 100, ramp: fast }]
architecture: { app: { min: 3 } }
`;
  try {
    parseScenario({ text, file: "drop.yaml" }, { services });
  } catch (error) {
    if (error instanceof UserError) return `$ surgecast run drop.yaml\n${error.message}`;
    throw error;
  }
  throw new Error("the scenario with mistakes has none");
}

/** Names without repetition; many of the same kind (one per edge group or Region) become one. */
function listed(names: readonly string[]): string {
  const short = names.map((name) => name.replace(perPlace, "").replace(/^To [a-z]+-[a-z]+-\d$/, "To other Regions"));
  return [...new Set(short)].join("; ") || "—";
}

const perPlace = new RegExp(`, (${Object.values(edgeGroups).join("|")})$`);

function fenced(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\`\n`;
}
