/**
 * What the variables of the root module are given, the last wins: environment, `terraform.tfvars`, `*.auto.tfvars`, files and values of
 * the command line. https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
 */
import { type Problem, problem } from "../../errors.ts";
import { nearest } from "../../nearest.ts";
import { typeOf } from "./convert.ts";
import { BrokenSyntax } from "./cursor.ts";
import type { Declarations, VariableDeclaration } from "./declarations.ts";
import { evaluate, type Scope } from "./evaluate.ts";
import { parseFile, parseWholeExpression } from "./parse-body.ts";
import { parseJsonVariables } from "./parse-json.ts";
import { pathIn, type SourceTree } from "./source-tree.ts";
import { type Expression, placeIn, type Source } from "./syntax.ts";
import { EvaluationError, UNKNOWN, type Value } from "./value.ts";

export interface VariableInputs {
  /** Values of `TF_VAR_name` by `name`. */
  readonly environment: Readonly<Record<string, string>>;
  /** What `--terraform-var-file` names, read. */
  readonly files: readonly Source[];
  /** `name=value`, as `--terraform-var` writes them. */
  readonly assignments: readonly string[];
}

export const NO_INPUTS: VariableInputs = { environment: {}, files: [], assignments: [] };

/** Adds what cannot be read to `problems`, which quote no value: it may be a secret. */
export function rootVariables(
  inputs: VariableInputs,
  of: {
    readonly tree: SourceTree;
    readonly prefix: string;
    readonly declarations: Declarations;
    readonly constants: Scope;
    readonly problems: Problem[];
  },
): ReadonlyMap<string, Value> {
  const { tree, prefix, declarations, constants, problems } = of;
  const { variables } = declarations;
  const found = new Map<string, Value>();
  const giveText = (name: string, text: string, from: string): void => {
    const declaration = variables.get(name);
    if (declaration === undefined) return;
    const value = valueOfText(declaration, text, constants);
    if (value === undefined) problems.push(problem(`${from} is no value of the type of ${name}`, TEXT_HINT));
    else found.set(name, value);
  };
  for (const [name, text] of Object.entries(inputs.environment)) giveText(name, text, `TF_VAR_${name}`);

  const automatic = (tree.namesIn(".") ?? []).filter((name) => isAutomatic(name)).sort(byPrecedence);
  const sources = automatic.map((name) => {
    const path = pathIn(".", name);
    return { file: `${prefix}${path}`, text: tree.readText(path, null) ?? "" };
  });
  for (const source of [...sources, ...inputs.files]) {
    const parsed = source.file.endsWith(".json") ? parseJsonVariables(source) : parseFile(source);
    problems.push(...parsed.problems);
    for (const block of parsed.body.blocks) {
      const what = "a file of variables holds no blocks";
      problems.push({ place: placeIn(source, block.at), what, hint: "write name = value", path: null });
    }
    for (const { name, expression } of parsed.body.attributes) found.set(name, constantOf(expression, constants));
  }

  for (const assignment of inputs.assignments) {
    const at = assignment.indexOf("=");
    const name = assignment.slice(0, Math.max(0, at)).trim();
    if (name === "") problems.push(problem("--terraform-var takes NAME=VALUE", "--terraform-var size=20"));
    else if (variables.has(name)) giveText(name, assignment.slice(at + 1), "the value of --terraform-var");
    else {
      const close = nearest(name, [...variables.keys()]);
      problems.push(problem(`there is no variable ${name}`, close === null ? null : `did you mean ${close}?`));
    }
  }
  return found;
}

const TEXT_HINT = 'lists and maps are written as in a file of variables: ["a", "b"]';

function isAutomatic(name: string): boolean {
  return /^terraform\.tfvars(?:\.json)?$/.test(name) || /\.auto\.tfvars(?:\.json)?$/.test(name);
}

function byPrecedence(a: string, b: string): number {
  const rank = (name: string): string =>
    name === "terraform.tfvars" ? "0" : name === "terraform.tfvars.json" ? "1" : `2${name}`;
  return rank(a) < rank(b) ? -1 : 1;
}

/** A text stands for itself where the variable wants a text, a number or a bool; else it is an expression. Undefined for none. */
function valueOfText({ type }: VariableDeclaration, text: string, constants: Scope): Value | undefined {
  if (type === null || ["string", "number", "bool"].includes(typeOf(type).kind)) return text;
  try {
    return constantOf(parseWholeExpression({ file: "", text }), constants);
  } catch (error) {
    if (error instanceof BrokenSyntax) return undefined;
    throw error;
  }
}

function constantOf(expression: Expression, constants: Scope): Value {
  try {
    return evaluate(expression, constants);
  } catch (error) {
    if (error instanceof EvaluationError) return UNKNOWN;
    throw error;
  }
}
