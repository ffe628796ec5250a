/**
 * The syntax of HCL as it is evaluated: bodies of attributes and blocks, expressions and templates. Offsets count UTF-16 units from the
 * start of the file. https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
import type { Place } from "../../errors.ts";

/** A text and its name, as errors name it. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

export interface Body {
  readonly source: Source;
  /** In the order of the file. */
  readonly attributes: readonly Argument[];
  readonly blocks: readonly Block[];
}

/** `name = expression` */
export interface Argument {
  readonly name: string;
  readonly expression: Expression;
  readonly source: Source;
  readonly at: number;
}

/** `resource "aws_eip" "nat" { … }` is of type `resource` and has two labels. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  readonly at: number;
}

export type Expression = Node & { readonly at: number };

type Node =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "template"; readonly parts: readonly TemplatePart[] }
  | { readonly kind: "tuple"; readonly elements: readonly Expression[] }
  | { readonly kind: "object"; readonly items: readonly { readonly key: Expression; readonly value: Expression }[] }
  /** What a traversal begins with: `var`, `aws_eip`, a name of `for`. */
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "attribute"; readonly of: Expression; readonly name: string }
  | { readonly kind: "index"; readonly of: Expression; readonly key: Expression }
  | { readonly kind: "splat"; readonly of: Expression; readonly steps: readonly Step[] }
  /** `isExpanded`: the last argument is followed by `...`. */
  | {
      readonly kind: "call";
      readonly name: string;
      readonly parameters: readonly Expression[];
      readonly isExpanded: boolean;
    }
  | ForExpression
  | {
      readonly kind: "conditional";
      readonly test: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
    }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "unary"; readonly operator: "-" | "!"; readonly operand: Expression };

export interface ForExpression {
  readonly kind: "for";
  readonly keyName: string | null;
  readonly valueName: string;
  readonly collection: Expression;
  /** Null for one that gives a tuple. */
  readonly key: Expression | null;
  readonly value: Expression;
  readonly condition: Expression | null;
  /** `...` behind the value: values of one key are put together. */
  readonly isGrouping: boolean;
}

/** What a splat takes of each element. */
export type Step =
  | { readonly kind: "attribute"; readonly name: string; readonly at: number }
  | { readonly kind: "index"; readonly key: Expression; readonly at: number }
  | { readonly kind: "splat"; readonly steps: readonly Step[]; readonly at: number };

export type BinaryOperator = "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";

export type TemplatePart =
  | string
  | Expression
  | {
      readonly kind: "if";
      readonly test: Expression;
      readonly whenTrue: readonly TemplatePart[];
      readonly whenFalse: readonly TemplatePart[];
    }
  | {
      readonly kind: "loop";
      readonly keyName: string | null;
      readonly valueName: string;
      readonly collection: Expression;
      readonly body: readonly TemplatePart[];
    };

/** Line and column of an offset; columns count letters. */
export function placeIn({ file, text }: Source, at: number): Place {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  let line = 1;
  for (let next = text.indexOf("\n"); next >= 0 && next < start; next = text.indexOf("\n", next + 1)) line += 1;
  return { file, line, column: Array.from(text.slice(start, at)).length + 1 };
}

/** The attribute of a name; null where it is not written. */
export function argumentOf(body: Body, name: string): Argument | null {
  return body.attributes.find((argument) => argument.name === name) ?? null;
}

export function blocksOf(body: Body, type: string): readonly Block[] {
  return body.blocks.filter((block) => block.type === type);
}

/** The text of an expression that is one without anything to evaluate: a module's `source`. */
export function literalText(argument: Argument | null): string | null {
  const expression = argument?.expression;
  return expression?.kind === "literal" && typeof expression.value === "string" ? expression.value : null;
}
