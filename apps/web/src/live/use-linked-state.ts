import { useEffect, useEffectEvent, useState } from 'react'
import type { Latest, RecipeName } from './recipes.ts'
import { recipeNames, recipes } from './recipes.ts'

/** A state that the address asks for, as in `/?state=tampered`, until it has been set up. */
export interface LinkedState {
  readonly name: RecipeName
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
  const [waits, setWaits] = useState(false)

  async function setUp(asked: RecipeName): Promise<void> {
    forgetLink()
    setName(null)
    await recipes[asked](latest)
  }

  const arrive = useEffectEvent((asked: RecipeName) => {
    if (!hasSession) return void setUp(asked)
    setWaits(true)
    latest().deeds.tell({ kind: 'link-waits' })
  })
  useEffect(() => {
    if (known && name !== null && !waits) arrive(name)
  }, [known, name, waits])

  return name === null ? null : { name, setUp: () => setUp(name) }
}

function askedFor(): RecipeName | null {
  const asked = new URLSearchParams(location.search).get('state')
  return recipeNames.find((name) => name === asked) ?? null
}

/** A reload is to show what came of it, and not to do it again. */
function forgetLink(): void {
  const url = new URL(location.href)
  url.searchParams.delete('state')
  history.replaceState(history.state, '', url)
}
