/** The script of the HTML report: without it the page still reads, but no row opens and nothing is drawn. */
import { openAndSort } from "./bill.ts";
import { drawCharts } from "./charts.ts";

openAndSort();
drawCharts();
