/** What no estimate of ours contains, named beside every total. */
export const notIncluded: readonly string[] = [
  "AWS Support plan",
  "taxes",
  "Reserved Instances, and Savings Plans that the scenario does not name",
  "CPU credits of burstable instances",
  "GuardDuty, Security Hub, Config and Inspector",
  "WAF Bot Control, CAPTCHA and account-takeover prevention",
  "Shield Advanced",
  "CloudWatch metrics, alarms and dashboards",
  "backups outside of the database's own",
  "domain registration and certificates of private authorities",
  "third parties' own invoices",
];
