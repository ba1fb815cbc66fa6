import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'

/** Prints what became of the session in each row, and after how many seconds. */
export default class TableReporter implements Reporter {
  readonly #rows: string[] = []

  onTestEnd({ title }: TestCase, { annotations, status }: TestResult): void {
    const outcomes = annotations.filter(({ type }) => type === 'outcome').map(({ description }) => description)
    const [, row, scope] = /^(.*) \((last-tab|tab)\)$/.exec(title) ?? []
    if (outcomes.length === 0 || row === undefined) return
    this.#rows.push(`| ${row} | ${scope} | ${outcomes.join(', ')} | ${status} |`)
  }

  onEnd(): void {
    if (this.#rows.length === 0) return
    const head = ['| What happens | Scope | The session | Test |', '| --- | --- | --- | --- |']
    process.stdout.write(`\n${[...head, ...this.#rows.toSorted()].join('\n')}\n`)
  }

  printsToStdio(): boolean {
    return false
  }
}
