/**
 * A share of the tasks on Fargate Spot: up to 70 % off, and two minutes' notice at best when AWS wants them back.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */
import { configured, type Facts, type LeftOut, settingOf, type Variant } from "../variant.ts";

const page = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html";
const SHARES = [30, 70] as const;

export function spotVariants({ scenario }: Facts): readonly (Variant | LeftOut)[] {
  return configured<{ readonly spot: number }>(scenario, "fargate").flatMap(({ id, config }): (Variant | LeftOut)[] => {
    const more = SHARES.filter((percent) => percent / 100 > config.spot + 1e-9);
    if (more.length === 0) return [{ title: `${id} on Fargate Spot`, why: "most of it runs on it" }];
    return more.map((percent): Variant => ({
      id: `spot.${id}.${percent}`,
      title: `${percent}% of the tasks of ${id} on Fargate Spot`,
      group: `spot.${id}`,
      changes: () => [{ path: settingOf(id, "spot"), value: `${percent}%` }],
      loses: ["certainty: two minutes' notice at best, no replacement guaranteed"],
      needs: ["a stopTimeout that lets requests end (120 s at most)"],
      source: page,
    }));
  });
}
