/** The README's generated parts: real output of the real program, and tables made from the code. */
import { parseScenario, services } from "../src/index.ts";
import { UserError } from "../src/errors.ts";
import { commands } from "../src/cli/commands.ts";
import { runScenarioFile } from "../src/node.ts";
import { edgeGroups } from "../src/regions.ts";
import { textReport } from "../src/report/text.ts";
import { table, withParts } from "./parts.ts";

const COLUMNS = 100;

/** The README with what stands between `<!-- begin NAME -->` and `<!-- end NAME -->` made anew. */
export function readme(text: string): string {
  return withParts(text, parts);
}

const parts: Readonly<Record<string, () => string>> = {
  "flash-sale": () => report("flash-sale", ["", "NAT", "Event drop"]),
  "flash-sale-prepared": () => report("flash-sale-prepared", [""]),
  "nat-surprise": () => report("nat-surprise", ["Claims"]),
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
  mistakes: () => fenced(mistakes()),
};

/** Sections of a scenario's text report, by title; the first, without one, is "". */
function report(name: string, titles: readonly string[]): string {
  const { estimate, series } = runScenarioFile(`scenarios/${name}.yaml`);
  const sections = textReport(estimate, { series, columns: COLUMNS }).split(/\n\n(?=\S[^\n]*\n\n)/);
  const chosen = titles.map((title) => {
    const found = title === "" ? sections[0] : sections.find((section) => section.startsWith(`${title}\n`));
    if (found === undefined) throw new Error(`${name} has no section "${title}"`);
    return found.trimEnd();
  });
  return fenced(`$ surgecast run scenarios/${name}.yaml\n${chosen.join("\n\n")}`);
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
