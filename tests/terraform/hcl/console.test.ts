/** Expressions as `terraform console` evaluates them. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { evaluated } from "./support/evaluated.ts";

const groups: Readonly<Record<string, readonly string[]>> = {
  operators: String.raw`
    1 + 2 * 3 - 4 / 2
    (1 + 2) * 3
    0.1 + 0.2
    1.1 * 1.1
    7 % 3
    -7 % 3
    5.5 % 2
    -2 - -3
    - 3 + 5
    !true || false
    true && !false
    1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3
    1 == 1
    "1" == 1
    true == "true"
    "a" != "b"
    null == null
    [1, 2] == [1, 2]
    { a = 1 } == { a = 1 }
    "5" + 1
    "2" * "3"
    "true" && true
    true ? 1 : 2
    false ? "a" : true ? "b" : "c"
    1 == 2 ? "x" : "y"
    2 > 1 == true
    1 / 8
    1e3
    1.5e2
    10 / 4
    1e21
    123456789012 * 1000
    0 - 0
    1 / 0
    "a" + 1
    !"x"
  `.split("\n"),
  collections: String.raw`
    [1, 2, 3][1]
    ["a", "b"][2]
    { a = 1, "b" : 2, (join("", ["c"])) = 3 }
    { a = { b = [1, 2] } }.a.b[1]
    { a = 1 }["a"]
    { a = 1 }.b
    [for v in [1, 2, 3] : v * 2]
    [for i, v in ["a", "b"] : "${"$"}{i}=${"$"}{v}"]
    [for k, v in { b = 2, a = 1 } : "${"$"}{k}${"$"}{v}"]
    { for v in ["x", "y"] : v => upper(v) }
    { for k, v in { a = 1, b = 2 } : k => v if v > 1 }
    { for v in ["aa", "ab", "b"] : substr(v, 0, 1) => v... }
    { for v in ["aa", "ab"] : substr(v, 0, 1) => v }
    [for v in toset(["b", "a", "b"]) : v]
    [{ n = 1 }, { n = 2 }][*].n
    [{ n = [{ m = 1 }] }, { n = [{ m = 2 }, { m = 3 }] }][*].n[*].m
    [{ n = [1, 2] }, { n = [3] }].*.n[0]
    [{ n = [1, 2] }, { n = [3] }][*].n[0]
    { n = 1 }[*].n
    null[*]
    toset(["b", "a", "b", 1])
    toset([3, 10, 2])
    tolist(["a", 1])
    tomap({ a = 1, b = "x" })
    tonumber("12.50")
    tonumber("x")
    tonumber(null)
    tostring(12.5)
    tostring(true)
    tobool("true")
    tobool("yes")
    tostring(null)
    try([][0], "none")
    try({ a = 1 }.b, { a = 2 }.a)
    try([][0])
    can([][0])
    can([1][0])
    can(tonumber("x"))
  `.split("\n"),
  numbers: String.raw`
    abs(-5.5)
    ceil(1.2)
    ceil(-1.2)
    floor(-1.2)
    log(8, 2)
    max(1, 3, 2)
    min([3, 1, 2]...)
    max()
    parseint("ff", 16)
    parseint("-101", 2)
    parseint("9", 8)
    pow(2, 10)
    pow(2, -1)
    pow(4, 0.5)
    signum(-3)
    sum([0.1, 0.2, 3])
    sum([])
    range(3)
    range(1, 4)
    range(1, 8, 2)
    range(4, 1)
    range(4, 1, -2)
    range(0)
    range(0, 1, 0.25)
    range(1, 5, -1)
  `.split("\n"),
  strings: String.raw`
    chomp("a\n\n")
    endswith("abc", "bc")
    startswith("abc", "ab")
    strcontains("abc", "b")
    strcontains("abc", "x")
    indent(2, "a\nb\nc")
    join("-", ["a", "b"], ["c"])
    join(",", [1, true, "x"])
    lower("ÄB")
    upper("äb")
    title("hello big-world it's")
    split(",", "a,b,,c")
    split(",", "")
    split("", "abc")
    strrev("abc")
    substr("hello", 1, 3)
    substr("hello", -3, -1)
    substr("hello", -3, 2)
    substr("hello", 3, 10)
    trim("xxaxx", "x")
    trim("?!hello?!", "!?")
    trimprefix("abc", "a")
    trimprefix("abc", "b")
    trimsuffix("abc", "bc")
    trimspace("  a \n")
    sort(["b", "a", "C"])
    replace("a-b-c", "-", "+")
    replace("hello world", "/w.*d/", "x")
    replace("ab12", "/([a-z]+)([0-9]+)/", "$2$1")
    replace("ab12", "/(?P<w>[a-z]+)/", "<$${"$"}{w}>")
    regex("[a-z]+", "53453453.345345aaabbbccc23454")
    regex("(\\d\\d\\d\\d)-(\\d\\d)", "2019-02-01")
    regex("(?P<y>\\d+)-(?P<m>\\d+)", "2019-02")
    regex("^(?:(?P<scheme>[^:/?#]+):)?(?://(?P<authority>[^/?#]*))?", "https://terraform.io/docs/")
    regex("[[:alpha:]]+", "12ab")
    regex("(?i)AB", "xab")
    regex("x", "y")
    regexall("[a-z]", "a1b2")
    regexall("([a-z])(\\d)", "a1b2")
    regexall("x", "y")
    format("Hello, %s!", "Ander")
    format("%03d|%5d|%-5d|%+d", 7, 42, 42, 3)
    format("%s %s", "a", 1.5)
    format("%t %v %v", true, 1, "x")
    format("%v %v", [1, "a"], { b = 1 })
    format("%#v %q", "a", "b\"c")
    format("%.2f|%8.3f|%f", 3.14159, 2.5, 1)
    format("%x %X %o %b %#x", 255, 255, 8, 5, 255)
    format("%[2]s %[1]s", "a", "b")
    format("%%|%5s|%-5s|%.2s", "ab", "cd", "efg")
    format("%e", 12345.678)
    format("%g", 1.5)
    format("%s")
    format("%s", "a", "b")
    format("%z", 1)
    formatlist("%s-%d", ["a", "b"], [1, 2])
    formatlist("%s.%s", "x", ["a", "b"])
    formatlist("a")
    "a${"$"}{1 + 1}b"
    "%{ if true }yes%{ else }no%{ endif }"
    "a %{ for v in [1, 2] ~} x${"$"}{v} %{ endfor ~} b"
    "x  ${"$"}{~ "y" ~}  z"
    "${"$"}{[1, 2]}"
    "$${"$"}{a} %%{b} $ % \u00e4"
    "${"$"}{true}"
    "${"$"}{"a"}${"$"}{null}"
  `.split("\n"),
  "functions of collections": String.raw`
    alltrue([true, "true"])
    alltrue([])
    anytrue([false, true])
    anytrue([])
    chunklist(["a", "b", "c"], 2)
    chunklist([], 2)
    coalesce("", null, "b")
    coalesce(null, 3)
    coalesce("", "")
    coalescelist([], ["a"])
    compact(["a", "", null, "b"])
    concat(["a"], [1, 2], [])
    contains(["a", "b"], "a")
    contains(["a", "b"], "c")
    distinct(["a", "b", "a"])
    element(["a", "b", "c"], 4)
    element([], 0)
    flatten([["a", ["b"]], [], ["c"]])
    index(["a", "b"], "b")
    index(["a", "b"], "c")
    keys({ b = 1, a = 2 })
    values({ b = 1, a = 2 })
    length([1, 2])
    length({ a = 1 })
    length("äb")
    length(toset(["a", "a"]))
    lookup({ a = "x" }, "a", "y")
    lookup({ a = "x" }, "b", "y")
    lookup({ a = "x" }, "b")
    matchkeys(["i1", "i2", "i3"], ["a", "b", "a"], ["a"])
    merge({ a = 1, b = 2 }, { b = 3 }, null)
    merge()
    one([])
    one(["a"])
    one(["a", "b"])
    reverse([1, 2, 3])
    setintersection(["a", "b"], ["b", "c"])
    setsubtract(["a", "b", "c"], ["b"])
    setunion(["a", "b"], ["b", "c"])
    setproduct(["a", "b"], ["x", "y"])
    setproduct(["a"], [])
    slice(["a", "b", "c"], 1, 3)
    slice(["a"], 0, 2)
    transpose({ a = ["1", "2"], b = ["2", "3"] })
    zipmap(["a", "b"], [1, 2])
    zipmap(["a"], [])
  `.split("\n"),
  encodings: String.raw`
    base64encode("Hello Wörld")
    base64decode("SGVsbG8gV8O2cmxk")
    base64decode("!")
    csvdecode("a,b\n1,2\n\"x,y\",\"q\"\"r\"\n")
    jsondecode("{\"a\": [1, true, null, \"x\"]}")
    jsondecode("{")
    jsonencode({ b = 1, a = ["<x>", null, 1.5] })
    urlencode("a b&c/ü*~")
    yamldecode("a: 1\nb:\n  - x\n  - true\n")
    yamldecode("a: [")
    md5("hello")
    sha1("hello")
    sha256("hello")
    sha512("hello")
    base64sha256("hello")
    base64sha512("hello")
    basename("a/b/c.txt")
    dirname("a/b/c.txt")
    dirname("c.txt")
    dirname("a/../b/c")
    pathexpand("a/b")
    nosuchfunction(1)
  `.split("\n"),
  networks: String.raw`
    cidrhost("10.12.112.0/20", 16)
    cidrhost("10.12.112.0/20", -1)
    cidrhost("fd00:fd12:3456:7890:00a2::/72", 34)
    cidrhost("10.0.0.0/30", 4)
    cidrnetmask("172.16.0.0/12")
    cidrnetmask("fd00::/64")
    cidrsubnet("172.16.0.0/12", 4, 2)
    cidrsubnet("10.1.2.0/24", 4, 15)
    cidrsubnet("10.1.2.3/24", 4, 16)
    cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)
    cidrsubnet("10.0.0.0/30", 4, 0)
    cidrsubnet("10.0.0/8", 4, 0)
    cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)
    cidrsubnets("fd00:fd12:3456:7890::/56", 16, 16, 16, 32)
    cidrsubnets("10.0.0.0/30", 1, 1, 1)
    [for block in cidrsubnets("10.0.0.0/8", 8, 8) : cidrsubnets(block, 4, 4)]
  `.split("\n"),
};

/** What Terraform prints for expressions, each as JSON; null where it has an error. */
function consoleAnswers(expressions: readonly string[]): readonly unknown[] {
  const folder = mkdtempSync(join(tmpdir(), "surgecast-console-"));
  try {
    // The console prints what its last line gives, and nothing where it fails: failures are caught one by one.
    const each = expressions.map((expression) => `try(jsonencode({ value = (${expression}) }), "failed")`);
    const { stdout, stderr, status } = spawnSync("terraform", ["console"], {
      cwd: folder,
      input: `jsonencode([${each.join(", ")}])\n`,
      encoding: "utf8",
      env: { PATH: process.env["PATH"] ?? "", CHECKPOINT_DISABLE: "1" },
    });
    if (status !== 0) throw new Error(`terraform console failed: ${stderr}`);
    const text = JSON.parse(stdout.replaceAll("$${", "${").replaceAll("%%{", "%{")) as string;
    const answers = JSON.parse(text) as readonly string[];
    return answers.map((answer) => (answer === "failed" ? null : (JSON.parse(answer) as { value: unknown }).value));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const hasTerraform = spawnSync("terraform", ["version"], { encoding: "utf8" }).status === 0;
if (!hasTerraform) console.warn("skipped: terraform is not installed, so there is nothing to compare functions with");

for (const [name, lines] of Object.entries(groups)) {
  const expressions = lines.map((line) => line.trim()).filter((line) => line !== "");
  test.skipIf(!hasTerraform)(`${name} are as in terraform console`, () => {
    const answers = consoleAnswers(expressions);
    const ours = expressions.map((expression) => {
      const value = evaluated(expression);
      const isError = typeof value === "object" && value !== null && "error" in value;
      return [expression, isError ? null : value];
    });
    expect(ours).toEqual(expressions.map((expression, at) => [expression, answers[at]]));
  });
}
