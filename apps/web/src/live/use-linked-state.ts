import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Latest } from './recipes.ts'

/** A state that the address asks for, as in `/?state=tampered`, until it has been set up. */
export interface LinkedState {
  readonly setUp: () => Promise<void>
}

/**
 * Sets up what a link asks for: at once where there is no session to lose, or else when the person says so, because
 * anybody can make a link.
 *
 * @param known whether the server has said if there is a session
 */
export function useLinkedState(latest: Latest, known: boolean, hasSession: boolean): LinkedState | null {
  const [name, setName] = useState(askedFor)
  const arrived = useRef(false)

  async function setUp(asked: string): Promise<void> {
    const { recipes, recipeNames } = await import('./recipes.ts')
    const found = recipeNames.find((each) => each === asked)
    if (found) await recipes[found](latest)
    setName(null)
    forgetLink()
  }

  const arrive = useEffectEvent((asked: string) => {
    if (hasSession) latest().deeds.tell({ kind: 'link-waits' })
    else void setUp(asked)
  })
  useEffect(() => {
    if (!known || name === null || arrived.current) return
    arrived.current = true
    arrive(name)
  }, [known, name])

  return name === null ? null : { setUp: () => setUp(name) }
}

function askedFor(): string | null {
  return location.pathname === '/' ? new URLSearchParams(location.search).get('state') : null
}

/** A reload is to show what came of it, and not to do it again. */
function forgetLink(): void {
  const url = new URL(location.href)
  url.searchParams.delete('state')
  history.replaceState(history.state, '', url)
}
