/** docs/accuracy.md: the calculations AWS publishes, beside what our rating gives for the same usage. */
import { decimal, sum } from "../../src/decimal.ts";
import { billOf, type Worked, workedExamples } from "../../tests/worked-examples/worked-example.ts";
import { table } from "../parts.ts";

export function workedExamplesSection(): string {
  const cases = [...workedExamples().values()].flat();
  const rows = cases.map(row);
  const verdicts = rows.map((cells) => cells[3] ?? "");
  const count = (verdict: string): number => verdicts.filter((one) => one.startsWith(verdict)).length;
  return `${cases.length} calculations. Where AWS prints a total, ours is the same in ${count("same")} and differs in ${count("differs")}, each explained below; ${count("no total")} pages print lines or prices only.

${table(["calculation", "AWS prints", "ours", ""], rows)}
${cases.flatMap(({ title, differs }) => (differs === null ? [] : [`- **${title}**: ${oneLine(differs)}`])).join("\n")}
`;
}

function row(example: Worked): readonly string[] {
  const { title, page, total, usage } = example;
  const bill = billOf(example);
  const exact = bill.total;
  const says = "page" in total ? total.page : total.printed;
  const name = `[${title}](${page})`;
  if (says === null) {
    const printed = usage.filter((line) => (line.printed ?? null) !== null).length;
    const lines = printed === 0 ? "its prices" : `${printed} of ${usage.length} lines`;
    return [name, lines, dollars(exact, 2), "no total printed"];
  }
  const ours = dollars(exact, placesOf(says));
  if (ours === dollars(says, placesOf(says))) return [name, `$${says}`, ours, "same"];
  const rounded = sum(bill.lineItems.map(({ cost }) => decimal(decimal(cost ?? "0").toFixed(2)))).toFixed(2);
  if (rounded === says) return [name, `$${says}`, ours, "same once each line is rounded, as AWS does"];
  return [name, `$${says}`, ours, "differs"];
}

const dollars = (amount: string, places: number): string => `$${decimal(amount).toFixed(places)}`;

function placesOf(printed: string): number {
  return printed.split(".")[1]?.length ?? 0;
}

const oneLine = (text: string): string => text.trim().replaceAll(/\s+/g, " ");
