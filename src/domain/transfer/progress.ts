import { sql } from "../../database/sql.js";
import type { Context } from "../context.js";
import type { ImportView } from "./queries.js";

/** How far an import is, from 0 to the number of its rows. */
export interface ImportProgress {
  rowsTotal: number;
  rowsChecked: number;
  rowsWritten: number;
}

/** Between two notes, in milliseconds. */
const pauseMs = 500;

/**
 * Tells whoever asks how far an import is, and notes it where it can be polled: outside of the import's own transaction, so
 * not while that has the only connection.
 */
export class Progress {
  private readonly state: ImportProgress = { rowsTotal: 0, rowsChecked: 0, rowsWritten: 0 };
  private noted = Date.now();
  private noting: Promise<unknown> = Promise.resolve();
  /** Whether the import's transaction is open. */
  private writing = false;

  constructor(
    private readonly context: Context,
    private readonly id: string,
    private readonly tell: (progress: ImportProgress) => void,
  ) {}

  begin(rowsTotal: number): void {
    this.state.rowsTotal = rowsTotal;
    this.change();
  }

  checked(rows: number): void {
    this.state.rowsChecked += rows;
    this.change();
  }

  written(rows: number): void {
    this.state.rowsWritten += rows;
    this.change();
  }

  /** From now on nothing is noted that would have to wait for the import itself. */
  async beginWriting(): Promise<void> {
    await this.noting;
    this.writing = true;
  }

  /** A transaction begins, perhaps again. */
  writeAnew(): void {
    this.state.rowsWritten = 0;
  }

  /** The last note, also where it did not end well. */
  async end(status: ImportView["status"]): Promise<void> {
    this.writing = false;
    if (status !== "done") this.state.rowsWritten = 0;
    await this.noting;
    await this.note(status);
    this.tell({ ...this.state });
  }

  private change(): void {
    this.tell({ ...this.state });
    if (Date.now() - this.noted < pauseMs || (this.writing && this.context.database.connections === 1)) return;
    this.noted = Date.now();
    this.noting = this.note("running");
  }

  /** What cannot be noted does no harm: the import itself goes on. */
  private note(status: ImportView["status"]): Promise<unknown> {
    const { rowsTotal, rowsChecked, rowsWritten } = this.state;
    return this.context.database.prisma
      .$executeRaw(
        sql`/* Progress: counts of an import, outside of its transaction */
        UPDATE "Import" SET "status" = ${status}, "rowsTotal" = ${rowsTotal}, "rowsChecked" = ${rowsChecked},
          "rowsWritten" = ${rowsWritten}, "touchedAt" = statement_timestamp(),
          "finishedAt" = CASE WHEN ${status} = 'running' THEN NULL ELSE statement_timestamp() END
        WHERE "id" = ${this.id} AND "status" = 'running'`,
      )
      .catch((error: unknown) => {
        this.context.log.warn({ err: error }, "how far an import came could not be noted");
      });
  }
}
