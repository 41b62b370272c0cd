import { type Sql, sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import { type PaymentType, paymentTypes } from "../ledger/views.js";
import { readsOrganization } from "../policy.js";
import { less, sum } from "./amount.js";
import { directed, isReported, signed } from "./counted.js";
import { documentOfPayment, documentsDated, paymentsMade } from "./dated-rows.js";
import { type CountedOrganization, countedOrganization, required } from "./organization.js";
import { type DayRange, rangeIn, readDay } from "./period.js";
import type { ReportRow } from "./report.js";

export interface BalanceSheetArgs {
  from?: string | null | undefined;
  to?: string | null | undefined;
}

/** Documents of a direction before or since `from`: net and gross, positive. */
interface DocumentRow {
  part: "documents";
  incoming: boolean;
  since: boolean;
  net: string;
  gross: string;
}

/** Payments of a type, as money that came in: on outgoing or incoming documents of the report, or (null) on neither. */
interface PaymentRow {
  part: "payments";
  incoming: boolean | null;
  type: PaymentType;
  net: string;
}

type Row = DocumentRow | PaymentRow;

/**
 * What the organization has and owes at the end of `to`, and how the result since `from` is part of that. Payment types
 * stand in the order of their list; one without payments has no row.
 * Errors: INVALID_ARGUMENT, UNAUTHENTICATED, NOT_FOUND, VALIDATION_FAILED where from or to is missing.
 */
export async function balanceSheet(
  context: Context,
  organizationId: string,
  args: BalanceSheetArgs,
): Promise<ReportRow[]> {
  const given = { from: readDay(args.from, "from"), to: readDay(args.to, "to") };
  const organization = await countedOrganization(context, organizationId);
  const range = rangeIn(organization.zone, required(given));
  const rows = await context.database.read<Row>(statement(organization, range));
  const { currency } = organization;
  const documents = rows.filter((row) => row.part === "documents");
  const payments = rows.filter((row) => row.part === "payments");

  const of = (incoming: boolean) => documents.filter((row) => row.incoming === incoming);
  const net = (found: DocumentRow[]) => sum(found.map((row) => row.net));
  const gross = (found: DocumentRow[]) => sum(found.map((row) => row.gross));
  const tax = (found: DocumentRow[]) => less(gross(found), net(found));
  const result = (since: boolean) =>
    less(net(of(false).filter((row) => row.since === since)), net(of(true).filter((row) => row.since === since)));
  const received = (incoming: boolean | null) =>
    sum(payments.filter((row) => row.incoming === incoming).map((row) => row.net));

  const row =
    (parentKey: string, level: number) =>
    (key: string, name: string, amount: string): ReportRow => ({
      key,
      name,
      type: "row",
      level,
      parentKey,
      currency,
      amount,
    });
  const section = (key: string, name: string, rows: ReportRow[]): ReportRow[] => {
    const own = { level: 0, parentKey: null, currency };
    const amount = sum(rows.filter(({ parentKey }) => parentKey === key).map((each) => each.amount));
    return [
      { key, name, type: "section", ...own, amount },
      ...rows,
      { key: `total-${key}`, name: `Total ${key}`, type: "total", ...own, amount },
    ];
  };

  const [asset, liability, equity] = [row("assets", 1), row("liabilities", 1), row("equity", 1)];
  const cash = paymentTypes.flatMap((type) => {
    const found = payments.filter((each) => each.type === type);
    return found.length === 0 ? [] : [row("cash", 2)(`cash:${type}`, type, sum(found.map((each) => each.net)))];
  });
  return [
    ...section("assets", "Assets", [
      asset("cash", "Cash", sum(cash.map(({ amount }) => amount))),
      ...cash,
      asset("accounts-receivable", "Accounts receivable", less(gross(of(false)), received(false))),
    ]),
    ...section("liabilities", "Liabilities", [
      // What was paid came in negative.
      liability("accounts-payable", "Accounts payable", sum([gross(of(true)), received(true)])),
      liability("tax-payable", "Tax payable", less(tax(of(false)), tax(of(true)))),
      liability("unallocated-payments", "Unallocated payments", received(null)),
    ]),
    ...section("equity", "Equity", [
      equity("retained-result", "Retained result", result(false)),
      equity("period-result", "Period result", result(true)),
    ]),
  ];
}

const statement = ({ id, viewer, zone }: CountedOrganization, { from, to }: DayRange): Sql => sql`
  /* balanceSheet: documents of reports and all payments up to a day, of one organization that the viewer may read */
  SELECT 'documents' AS "part", d."incoming", NULL AS "type", d."date" >= ${from}::date AS "since",
    SUM(${signed(sql`d`, sql`d."totalConverted"`)}) AS "net", SUM(${signed(sql`d`, sql`d."totalWithTaxConverted"`)}) AS "gross"
  FROM ${documentsDated(id, { from: null, to })}
  WHERE ${readsOrganization(viewer, sql`${id}`)} AND ${isReported(sql`d`)}
  GROUP BY 2, 4
  UNION ALL
  SELECT 'payments', CASE WHEN ${isReported(sql`d`)} AND d."date" <= ${to}::date THEN d."incoming" END, p."type", NULL,
    SUM(${directed(sql`d`, sql`p."amountConverted"`)}), NULL
  FROM ${paymentsMade(id, { from: null, to }, zone)} ${documentOfPayment(id)}
  WHERE ${readsOrganization(viewer, sql`${id}`)} AND NOT p."isDeleted"
  GROUP BY 2, 3`;
