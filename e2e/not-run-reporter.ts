import type { FullConfig, Reporter } from '@playwright/test/reporter'

/** Says at the end which browsers and tests a green run is silent about. */
export default class NotRunReporter implements Reporter {
  #projects: readonly string[] = []

  onBegin({ projects }: FullConfig): void {
    this.#projects = projects.map(({ name }) => name)
  }

  onEnd(): void {
    const browsers = ['firefox', 'webkit'].filter((name) => !this.#projects.includes(name))
    if (browsers.length > 0)
      console.log(
        `\nNot run: ${browsers.join(' and ')} (\`npx playwright install ${browsers.join(' ')}\`, then CLEARJAR_BROWSERS=${browsers.join(',')}).`
      )
    if (process.env['CLEARJAR_LONG'] === undefined) console.log('Not run: tests tagged @long (CLEARJAR_LONG=1).')
  }
}
