import path from 'node:path'

export interface SwitchOptions {
  readonly args?: readonly string[] | undefined
  readonly headless?: boolean | undefined
  readonly chromiumSandbox?: boolean | undefined
}

/** The same from the source and from what is built of it. */
const EXTENSION = path.join(import.meta.dirname, '../../../extension')

/** Of these Chromium hears the last only, so what the test gives is joined to ours. */
const LISTS: Readonly<Record<string, string>> = {
  '--load-extension': EXTENSION,
  // Without the first it loads no extension from its command line. The others are web pages behind the address bar,
  // which took half of the processor time that a start takes (measured in Chromium 156).
  '--disable-features': 'DisableLoadExtensionCommandLineSwitch,WebUIOmniboxPopup,WebUIOmniboxAimPopup'
}

/**
 * What a browser is started with: what keeps it from asking and from calling home, and none of what Playwright adds.
 *
 * @param more for this start only: switches, and addresses to open
 */
export function browserSwitches(profile: string, options: SwitchOptions, more: readonly string[]): readonly string[] {
  const given = options.args ?? []
  return [
    ...(options.headless === false ? [] : ['--headless=new']),
    ...(options.chromiumSandbox === true ? [] : ['--no-sandbox']),
    '--no-first-run',
    '--no-default-browser-check',
    '--hide-crash-restore-bubble',
    '--password-store=basic',
    '--use-mock-keychain',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // The storage of tabs is written down after one second, not five.
    '--enable-aggressive-domstorage-flushing',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    ...Object.entries(LISTS).map(([name, ours]) => `${name}=${[ours, ...listsIn(given, name)].join(',')}`),
    ...given.filter((arg) => !Object.keys(LISTS).some((name) => arg.startsWith(`${name}=`))),
    ...more
  ]
}

function listsIn(args: readonly string[], name: string): readonly string[] {
  return args.filter((arg) => arg.startsWith(`${name}=`)).map((arg) => arg.slice(name.length + 1))
}
