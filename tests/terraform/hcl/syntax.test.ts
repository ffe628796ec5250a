/** The syntax of HCL: what is refused, and where. */
import { expect, test } from "vitest";
import { formatProblems } from "../../../src/errors.ts";
import { parseFile } from "../../../src/terraform/hcl/parse-body.ts";

function problemsOf(text: string): string {
  return formatProblems(parseFile({ file: "main.tf", text }).problems);
}

test.each([
  ["a value is missing", "a = \nb = 2\n", "main.tf:1:5\n  the line ends where a value should be"],
  [
    "a text is not closed",
    'resource "aws_eip" "x" {\n  a = "abc\n}\n',
    'main.tf:2:7\n  a text begins here that is not closed in its line\n  hint: put " at its end',
  ],
  [
    "two arguments in one line",
    "a = 1 b = 2\n",
    "main.tf:1:7\n  a word stands where the line should end\n  hint: begin a new line",
  ],
  ["an argument set twice", "a = 1\na = 2\n", "main.tf:2:1\n  a is set a second time\n  hint: an argument is set once"],
  [
    "a block that is not closed",
    'resource "aws_eip" "x" {\n  a = 1\n',
    "main.tf:1:1\n  the resource that begins here is not closed\n  hint: put } at its end",
  ],
  [
    "a list without commas",
    "a = [1 2]\n",
    "main.tf:1:8\n  a word stands where ] should be\n  hint: elements of a list are separated by commas",
  ],
  [
    "an escape that is none",
    'a = "C:\\path"\n',
    'main.tf:1:8\n  this is no escape of a text\n  hint: there are \\n \\r \\t \\" \\\\ \\uNNNN; a backslash is \\\\',
  ],
  [
    "a heredoc without an end",
    "a = <<EOT\n  text\n",
    "main.tf:1:5\n  a text begins here that does not end: no line holds EOT alone",
  ],
  [
    "a directive without an end",
    'a = "%{ if true }x"\n',
    "main.tf:1:6\n  no %{endif} follows that closes what begins here\n  hint: put %{ endif } behind it",
  ],
])("%s", (_name, text, expected) => {
  expect(problemsOf(text)).toBe(expected);
});

test("all errors of a file are told at once", () => {
  const text = 'resource "aws_eip" "x" {\n  a = \n}\n\nlocals {\n  b = [1 2]\n}\n\noutput "o" {\n  value = 1\n}\n';
  const { body, problems } = parseFile({ file: "main.tf", text });
  expect(problems.map(({ place }) => [place?.line, place?.column])).toEqual([
    [2, 7],
    [6, 10],
  ]);
  expect(body.blocks.map(({ type }) => type)).toEqual(["output"]);
});

test("errors quote nothing that may be a value", () => {
  for (const broken of [
    'a = "canary',
    "a = canary canary",
    "a = [canary canary]",
    "a = <<EOT\ncanary",
    'a = "\\canary"',
  ]) {
    expect(problemsOf(`${broken}\n`)).not.toContain("canary");
  }
});
