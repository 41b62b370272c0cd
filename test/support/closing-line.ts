import { writeSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

const standardOutput = 1;

/**
 * Prints `N passed, N failed, N skipped`, counted over tests, as the last line of a run: CI reads it. It is written when
 * the process ends, after every other reporter and every global teardown has had its say.
 */
export default class ClosingLine implements Reporter {
  private line: string | undefined;

  onInit(): void {
    process.once("exit", () => {
      if (this.line !== undefined) writeSync(standardOutput, `${this.line}\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    this.line = `${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`;
  }
}
