/** Small files as AWS and load tests write them, made up for these tests. */

/** One line of an ALB access log, all documented fields in their order. */
export function albLine(
  time: string,
  request = "GET https://shop.example:443/ HTTP/1.1",
  received = 300,
  sent = 5000,
): string {
  return `https ${time} app/shop/50dc6c495c0c9188 192.0.2.7:2817 10.0.0.1:80 0.001 0.048 0.000 200 200 ${received} ${sent} "${request}" "a \\"quoted\\" agent" TLS_AES_128_GCM_SHA256 TLSv1.3 arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/73e2d6bc24d8a067 "Root=1-58337281-1d84f3d73c47ec4e58577259" "shop.example" "session-reused" 1 ${time} "forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_1234`;
}

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
const start = Date.parse("2026-11-02T00:00:00Z") / 1000; // a Monday

/** Ten minutes of a log: an asset, a page, an API call and a payment in each. */
export const albLog: readonly string[] = Array.from({ length: 10 }, (_, minute) => {
  const time = (second: number) => iso(start + minute * 60 + second);
  return [
    albLine(time(1), "GET https://shop.example:443/assets/app.3f2a.js?v=1 HTTP/2.0", 200, 40_000),
    albLine(time(2), "GET https://shop.example:443/p/17 HTTP/2.0", 300, 30_000),
    albLine(time(3), "GET https://shop.example:443/api/v1/stock HTTP/2.0", 350, 2000),
    albLine(time(4), "POST https://shop.example:443/checkout/payment HTTP/2.0", 900, 1000),
  ];
}).flat();

/** Requests of an hour of a shop whose evenings are busy, weekends twice as much. */
function hourly(hour: number): number {
  const evening = hour % 24 >= 18 && hour % 24 < 22 ? 7200 : 3600;
  return Math.floor(hour / 24) % 7 >= 5 ? evening * 2 : evening;
}

/** `aws cloudwatch get-metric-data`: two weeks of hours, the latest first. */
export const metricData = JSON.stringify({
  MetricDataResults: [
    {
      Id: "m1",
      Label: "RequestCount",
      Timestamps: Array.from({ length: 336 }, (_, i) => iso(start + (335 - i) * 3600).replace(".000Z", "+00:00")),
      Values: Array.from({ length: 336 }, (_, i) => hourly(335 - i)),
      StatusCode: "Complete",
    },
  ],
  Messages: [],
});

/** `aws cloudwatch get-metric-statistics --statistics Sum`: two days, in no order. */
export const metricStatistics = JSON.stringify({
  Label: "RequestCount",
  Datapoints: Array.from({ length: 48 }, (_, i) => {
    const hour = (i * 7) % 48;
    return { Timestamp: iso(start + hour * 3600), Sum: hourly(hour), Unit: "Count" };
  }),
});

/** The CSV of a graph in CloudWatch's console: lines about the graph, then its points. */
export const consoleCsv = [
  "Full label,RequestCount",
  "Account,123456789012",
  "Region,eu-west-1",
  "Label,RequestCount",
  "Statistic,Sum",
  "Period,300",
  "",
  ...Array.from(
    { length: 12 },
    (_, i) =>
      `${iso(start + i * 300)
        .slice(0, 19)
        .replace("T", " ")
        .replaceAll("-", "/")},${600 + i}`,
  ),
].join("\n");

export const k6 = JSON.stringify({
  metrics: {
    http_reqs: { count: 12_000, rate: 199.8 },
    data_received: { count: 96_000_000, rate: 1_600_000 },
    http_req_duration: { avg: 12, "p(95)": 40 },
  },
  root_group: { name: "" },
});

/** What k6 gives to handleSummary. */
export const k6HandleSummary = JSON.stringify({
  metrics: { http_reqs: { type: "counter", contains: "default", values: { count: 12_000, rate: 199.8 } } },
});

export const locust = [
  "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,99%",
  "GET,/,600,0,12,14,8,90,30000,10,0,12,90",
  "GET,/api/stock,300,0,12,14,8,90,2000,5,0,12,90",
  "POST,/checkout,100,1,12,14,8,90,1000,1.6,0.01,12,90",
  ",Aggregated,1000,1,12,14,8,90,18700,16.6,0.01,12,90",
].join("\n");

/** `aws service-quotas list-service-quotas` of one service. */
export function serviceQuotas(
  service: string,
  quotas: readonly (readonly [code: string, name: string, value: number])[],
): string {
  return JSON.stringify(
    {
      Quotas: quotas.map(([QuotaCode, QuotaName, Value]) => ({
        ServiceCode: service,
        ServiceName: service,
        QuotaArn: `arn:aws:servicequotas:eu-west-1:123456789012:${service}/${QuotaCode}`,
        QuotaCode,
        QuotaName,
        Value,
        Unit: "None",
        Adjustable: true,
        GlobalQuota: false,
      })),
    },
    null,
    2,
  );
}

export const fargateQuotas = serviceQuotas("fargate", [
  ["L-3032A538", "Fargate On-Demand vCPU resource count", 400],
  ["L-36FBB829", "Fargate Spot vCPU resource count", 6],
]);
export const lambdaQuotas = serviceQuotas("lambda", [["L-B99A9384", "Concurrent executions", 2000]]);
export const ec2Quotas = serviceQuotas("ec2", [
  ["L-1216C47A", "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances", 256],
  ["L-34B43A08", "All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests", 128],
  ["L-0263D0A3", "EC2-VPC Elastic IPs", 2],
]);
