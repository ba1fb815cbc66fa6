import type { Live } from '../live/use-live.ts'

type SettingName = 'visibility' | 'mode' | 'lifetime' | 'revocable' | 'tabs' | 'key'

/** What is in the way of a lab, and goes when it starts. */
export interface Obstacles {
  readonly session: boolean
  readonly settings: readonly SettingName[]
  readonly copies: boolean
}

export function obstaclesOf({ snapshot, answer, copies }: Pick<Live, 'snapshot' | 'answer' | 'copies'>): Obstacles {
  const report = answer?.report
  const held = snapshot.status !== 'absent' && snapshot.status !== 'expired'
  const changed: Readonly<Record<SettingName, boolean>> | null = report
    ? {
        visibility: report.cookie.visibility !== 'readable',
        mode: report.mode !== 'cookie',
        lifetime: report.clocks.lifetime < Math.max(...report.clocks.lifetimes, 0),
        // What is on the server always can be.
        revocable: report.revocable && report.mode === 'cookie',
        tabs: report.tabs.scope !== 'browser',
        key: report.key !== 'first'
      }
    : null
  const names = Object.entries(changed ?? {}).filter(([, isChanged]) => isChanged)
  return {
    session: held || report?.status === 'present',
    settings: names.map(([name]) => name as SettingName),
    copies: copies.length > 0
  }
}
