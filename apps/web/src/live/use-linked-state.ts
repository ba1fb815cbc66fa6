import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { RecipeName } from './recipe-names.ts'
import { recipeNames } from './recipe-names.ts'
import type { Latest } from './recipes.ts'

/** A state that the address asks for, as in `/?state=tampered`, until it has been set up. */
export interface LinkedState {
  readonly setUp: () => Promise<void>
}

/**
 * Sets up what a link asks for: at once where there is nothing to lose, or else when the person says so, because anybody can
 * make a link.
 *
 * @param known whether the server has said what is there
 */
export function useLinkedState(latest: Latest, known: boolean, hasSomethingToLose: boolean): LinkedState | null {
  const [name, setName] = useState(askedFor)
  const arrived = useRef(false)

  async function setUp(asked: RecipeName): Promise<void> {
    const { recipes } = await import('./recipes.ts')
    await recipes[asked](latest)
    setName(null)
    forgetLink()
  }

  const arrive = useEffectEvent((asked: RecipeName) => {
    if (hasSomethingToLose) latest().deeds.tell({ kind: 'link-waits' })
    else void setUp(asked)
  })
  useEffect(() => {
    if (!known || name === null || arrived.current) return
    arrived.current = true
    arrive(name)
  }, [known, name])

  return name === null ? null : { setUp: () => setUp(name) }
}

function askedFor(): RecipeName | null {
  const asked = location.pathname === '/' ? new URLSearchParams(location.search).get('state') : null
  return recipeNames.find((name) => name === asked) ?? null
}

/** A reload is to show what came of it, and not to do it again. Whoever went to another screen meanwhile has left the link. */
function forgetLink(): void {
  if (location.pathname !== '/') return
  const url = new URL(location.href)
  url.searchParams.delete('state')
  history.replaceState(history.state, '', url)
}
