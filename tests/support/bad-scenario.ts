/** A scenario made wrong on purpose, and what is printed of it. */
import { readFileSync } from "node:fs";
import { problem, UserError } from "../../src/errors.ts";
import { parseScenario, type ScenarioOptions } from "../../src/scenario/parse.ts";
import { smallServices } from "./small-services.ts";

export interface BadScenario {
  readonly says: string;
  /** The whole file; else drop.yaml, changed. */
  readonly text?: string;
  /** Words in drop.yaml, each there once, and what they become. */
  readonly replace?: Readonly<Record<string, string>>;
  /** Leaves out what stands from the first of these lines to the second. */
  readonly cut?: readonly [string, string];
  /** Put where the cut was. */
  readonly insert?: string;
  readonly bom?: boolean;
  readonly crlf?: boolean;
  readonly set?: readonly string[];
  readonly region?: string;
  readonly assume?: string;
  /** What references open. */
  readonly files?: Readonly<Record<string, string>>;
  readonly problem: string;
}

export const goodText = readFileSync(new URL("../scenario/drop.yaml", import.meta.url), "utf8");

function textOf({ text, replace, cut, insert, bom, crlf }: BadScenario): string {
  let result = text ?? goodText;
  if (cut !== undefined) {
    const [from, to] = cut.map((line) => result.indexOf(`\n${line}\n`) + 1) as [number, number];
    result = result.slice(0, from) + (insert ?? "") + result.slice(to);
  }
  for (const [words, become] of Object.entries(replace ?? {})) {
    const parts = result.split(words);
    if (parts.length !== 2) throw new Error(`${JSON.stringify(words)} stands ${parts.length - 1} times in drop.yaml`);
    result = parts.join(become);
  }
  if (crlf === true) result = result.replaceAll("\n", "\r\n");
  return bom === true ? `\uFEFF${result}` : result;
}

/** The problems of the case as the command line prints them. */
export function printed(bad: BadScenario): string {
  const { files } = bad;
  const options: ScenarioOptions = {
    services: smallServices,
    set: bad.set ?? [],
    ...(bad.region === undefined ? {} : { region: bad.region }),
    assume: bad.assume === undefined ? null : { text: bad.assume, file: "assume.yaml" },
    ...(files === undefined
      ? {}
      : {
          resolve(reference) {
            const text = files[reference];
            if (text !== undefined) return { text, file: reference };
            throw new UserError("FILE_UNREADABLE", [problem(`${reference} does not exist`)]);
          },
        }),
  };
  try {
    parseScenario({ text: textOf(bad), file: "drop.yaml" }, options);
  } catch (error) {
    if (error instanceof UserError) return `${error.code}\n${error.message}\n`;
    throw error;
  }
  return "no problem";
}
