/** What plans do to resources: the real plan of tests/terraform/projects/changes, and by hand what cannot be made without an account. */
import { expect, test } from "vitest";
import { actionOf } from "../../src/terraform/actions.ts";
import { lines, planOf, read, realPlan, resourceOf, row } from "./support/plans.ts";

const changes = read(realPlan("changes"));

test("a first plan adds everything", () => {
  const { resources, kind, completeness } = read(realPlan("nat-per-az"));
  expect(kind).toBe("plan");
  expect(completeness).toEqual({ whole: true, reasons: [], errored: false, untouched: 0, deferred: 0 });
  expect(resources.every(({ change, before }) => change === "added" && before === null)).toBe(true);
  expect(resources.every(({ objects }) => objects.before === 0 && objects.after === 1)).toBe(true);
});

test("a second plan changes nothing, and still names everything", () => {
  expect(lines(read(realPlan("unchanged")))).toEqual([
    "unchanged aws_eip.kept",
    "unchanged aws_nat_gateway.only",
    "unchanged aws_route_table.private",
  ]);
});

test("every action of a real plan", () => {
  expect(lines(changes)).toEqual([
    "replaced aws_ebs_volume.elsewhere",
    "changed aws_ebs_volume.grown",
    "added aws_eip.added",
    "unchanged aws_eip.counted[0]",
    "added aws_eip.counted[1]",
    "unchanged aws_eip.counted[2]",
    "removed aws_eip.counted[7]",
    "removed aws_eip.gone",
    "unchanged aws_eip.kept",
    "unchanged aws_eip.leftover",
    "removed aws_eip.leftover (deposed 3c5f1a2b)",
    "unchanged aws_eip.new_name",
    "replaced aws_nat_gateway.overlapping",
    "unchanged aws_route_table.private",
    "forgotten aws_sqs_queue.forgotten",
    "changed aws_vpc_endpoint.s3",
    'unchanged module.new_place["x.y"].aws_eip.this',
  ]);
});

test("a changed resource has both of its sizes", () => {
  const { before, after, objects } = resourceOf(changes, "aws_ebs_volume.grown");
  expect([before?.["size"], after?.["size"], objects]).toEqual([100, 200, { before: 1, after: 1 }]);
});

test("a replacement says why, and whether both objects live for a while", () => {
  expect(resourceOf(changes, "aws_ebs_volume.elsewhere")).toMatchObject({
    reason: "replace_because_cannot_update",
    replacedBy: ["availability_zone"],
    overlaps: false,
    objects: { before: 1, after: 1 },
  });
  expect(resourceOf(changes, "aws_nat_gateway.overlapping")).toMatchObject({
    replacedBy: ["subnet_id"],
    overlaps: true,
  });
});

test("what moved stays what it was, within a module too", () => {
  expect(resourceOf(changes, "aws_eip.new_name")).toMatchObject({
    change: "unchanged",
    previousAddress: "aws_eip.old_name",
  });
  expect(resourceOf(changes, 'module.new_place["x.y"].aws_eip.this')).toMatchObject({
    change: "unchanged",
    previousAddress: "module.old_place.aws_eip.this",
    module: [{ name: "new_place", key: "x.y" }],
    index: null,
  });
});

test("what is forgotten keeps costing", () => {
  const { before, after, objects } = resourceOf(changes, "aws_sqs_queue.forgotten");
  expect(after).toEqual(before);
  expect(objects).toEqual({ before: 1, after: 1 });
  expect(changes.notes).toContainEqual({
    about: "forgotten",
    what: "leaves Terraform and keeps costing",
    addresses: ["aws_sqs_queue.forgotten"],
  });
});

test("a deposed object is another object of the same address", () => {
  expect(resourceOf(changes, "aws_eip.leftover (deposed 3c5f1a2b)")).toMatchObject({
    address: "aws_eip.leftover",
    deposed: true,
    objects: { before: 1, after: 0 },
  });
  expect(resourceOf(changes, "aws_eip.leftover").deposed).toBe(false);
});

test("a gap in a count is no matter", () => {
  expect(changes.resources.filter(({ name }) => name === "counted").map(({ index }) => index)).toEqual([0, 1, 2, 7]);
});

test("with -target the rest of the state stays as it was and the plan says that it is partial", () => {
  const plan = read(realPlan("targeted"));
  expect(plan.completeness).toMatchObject({
    whole: false,
    untouched: 13,
    reasons: [
      "13 resources of the state are not part of this plan: it was made with -target, -exclude or -refresh-only",
    ],
  });
  expect(resourceOf(plan, "aws_eip.gone").change).toBe("unchanged");
  expect(plan.resources.filter(({ change }) => change === "removed")).toEqual([]);
  expect(plan.resources).toHaveLength(16);
});

test("the table of actions, words in either order", () => {
  const table = [
    [["no-op"], "unchanged", 1, 1],
    [["create"], "added", 0, 1],
    [["update"], "changed", 1, 1],
    [["delete"], "removed", 1, 0],
    [["delete", "create"], "replaced", 1, 1],
    [["create", "delete"], "replaced", 1, 1],
    [["forget"], "forgotten", 1, 1],
    [["create", "forget"], "replaced_and_kept", 1, 2],
    [["forget", "create"], "replaced_and_kept", 1, 2],
    [["rehome"], "unknown", 1, 1],
    [["create", "rehome"], "unknown", 1, 1],
    [[], "unknown", 1, 1],
  ] as const;
  for (const [actions, change, before, after] of table) {
    expect([actions, actionOf(actions)]).toEqual([actions, { change, objects: { before, after } }]);
  }
  expect(actionOf(["read"])).toBe(null);
});

test("an import, with and without change, was there before", () => {
  const imported = { importing: { id: "eipalloc-canary" } };
  const values = { before: { domain: "vpc" }, after: { domain: "vpc" } };
  const plan = read(
    planOf([
      row({ address: "aws_eip.same", actions: ["no-op"], ...values, change: imported }),
      row({ address: "aws_eip.changed", actions: ["update"], ...values, change: imported }),
      row({ address: "aws_eip.new", actions: ["create"], after: { domain: "vpc" }, change: imported }),
    ]),
  );
  expect(plan.resources.map(({ importing, objects }) => ({ importing, objects }))).toEqual(
    Array.from({ length: 3 }, () => ({ importing: true, objects: { before: 1, after: 1 } })),
  );
  expect(plan.notes).toEqual([
    {
      about: "imported",
      what: "existed already: no increase",
      addresses: ["aws_eip.same", "aws_eip.changed", "aws_eip.new"],
    },
  ]);
  expect(JSON.stringify(plan)).not.toContain("canary");
});

test("an action nobody knows is counted before and after, and noted", () => {
  const plan = read(
    planOf([row({ address: "aws_eip.odd", actions: ["rehome"], before: { domain: "vpc" }, after: null })]),
  );
  expect(resourceOf(plan, "aws_eip.odd")).toMatchObject({
    change: "unknown",
    after: { domain: "vpc" },
    objects: { before: 1, after: 1 },
  });
  expect(plan.notes.map(({ about }) => about)).toEqual(["unknown_action"]);
});

test("a reason nobody knows is no reason", () => {
  const plan = read(planOf([row({ address: "aws_eip.odd", row: { action_reason: "because_of_the_moon" } })]));
  expect(resourceOf(plan, "aws_eip.odd").reason).toBe(null);
});

test("a data source that is read during apply is no resource", () => {
  const plan = read(
    planOf([row({ address: "aws_ami.a", actions: ["read"], row: { mode: "data", address: "data.aws_ami.a" } })]),
  );
  expect(plan.resources).toEqual([]);
});

test("drift is told, and not counted twice", () => {
  const drifted = row({ address: "aws_eip.a", actions: ["update"], before: {}, after: {} });
  const plan = read(planOf([row({ address: "aws_eip.a" })], { resource_drift: [drifted] }));
  expect(plan.resources).toHaveLength(1);
  expect(plan.notes).toEqual([{ about: "drift", what: "1 resource was changed outside of Terraform", addresses: [] }]);
});

test("an errored plan, and one that is not complete, say so", () => {
  expect(read(planOf([row({ address: "aws_eip.a" })], { errored: true })).completeness).toMatchObject({
    whole: false,
    errored: true,
    reasons: ["planning failed halfway: what comes after the error is missing"],
  });
  expect(read(planOf([row({ address: "aws_eip.a" })], { complete: false })).completeness.reasons).toEqual([
    "Terraform says that more will have to be planned and applied after this plan",
  ]);
});

test("a deferred resource of which nobody knows how many there will be stands for one", () => {
  const deferred = {
    reason: "instance_count_unknown",
    resource_change: row({ address: "aws_eip.many", row: { index_unknown: true } }),
  };
  const plan = read(planOf([], { deferred_changes: [deferred], complete: false }));
  expect(resourceOf(plan, "aws_eip.many")).toMatchObject({
    indexUnknown: true,
    deferred: true,
    objects: { before: 0, after: 1 },
  });
  expect(plan.completeness.reasons).toEqual([
    "1 resource is deferred to a later plan: what is known of it is counted once",
  ]);
});
