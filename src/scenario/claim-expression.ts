/**
 * What a claim is about: a path in the estimate, or arithmetic over paths in braces, such as
 * `1 - {bill.byComponent.batch.cost} / {bill.byComponent.twin.cost}`.
 */
import { type Decimal, decimal } from "../decimal.ts";

export type ClaimExpression =
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "number"; readonly value: Decimal }
  | { readonly kind: "+" | "-" | "*" | "/"; readonly left: ClaimExpression; readonly right: ClaimExpression };

/** Null for what cannot be read. Text without braces is a path as it is. */
export function claimExpression(text: string): ClaimExpression | null {
  if (!text.includes("{")) return { kind: "path", path: text.trim() };
  const tokens = text.match(/\{[^{}]+\}|\d+(?:\.\d+)?|[-+*/()]|\S/g) ?? [];
  let at = 0;
  const read = sum();
  return at === tokens.length ? read : null;

  function sum(): ClaimExpression | null {
    return chain(product, ["+", "-"]);
  }

  function product(): ClaimExpression | null {
    return chain(operand, ["*", "/"]);
  }

  /** Left to right, as people read. */
  function chain(next: () => ClaimExpression | null, operators: readonly string[]): ClaimExpression | null {
    let left = next();
    while (left !== null && operators.includes(tokens[at] ?? "")) {
      const kind = tokens[at] as "+" | "-" | "*" | "/"; // one of `operators`
      at += 1;
      const right = next();
      left = right === null ? null : { kind, left, right };
    }
    return left;
  }

  function operand(): ClaimExpression | null {
    const token = tokens[at] ?? "";
    at += 1;
    if (token.startsWith("{")) return { kind: "path", path: token.slice(1, -1).trim() };
    if (/^\d/.test(token)) return { kind: "number", value: decimal(token) };
    if (token !== "(") return null;
    const inside = sum();
    at += 1;
    return tokens[at - 1] === ")" ? inside : null;
  }
}

/** The expression's value, with `valueOf` for its paths; null where one of them is, or where something is divided by zero. */
export function evaluated(expression: ClaimExpression, valueOf: (path: string) => Decimal | null): Decimal | null {
  if (expression.kind === "number") return expression.value;
  if (expression.kind === "path") return valueOf(expression.path);
  const left = evaluated(expression.left, valueOf);
  const right = evaluated(expression.right, valueOf);
  if (left === null || right === null) return null;
  switch (expression.kind) {
    case "+":
      return left.plus(right);
    case "-":
      return left.minus(right);
    case "*":
      return left.times(right);
    case "/":
      return right.isZero() ? null : left.dividedBy(right);
  }
}
