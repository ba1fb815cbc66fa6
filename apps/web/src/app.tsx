import { SessionProvider } from '@clearjar/browser/react'
import { lazy } from 'react'
import { Route, Switch } from 'wouter'
import { Live } from './live/live.tsx'
import type { Page } from './live/use-live.ts'
import { keepOffline } from './offline/keep-offline.ts'
import { ErrorBoundary } from './shell/error-boundary.tsx'
import { NotFound } from './shell/not-found.tsx'
import { Screen } from './shell/screen.tsx'
import { Shell } from './shell/shell.tsx'

const Inspect = lazy(async () => {
  const { Inspect: Content } = await import('./inspect/inspect.tsx')
  keepOffline()
  return { default: Content }
})
const Labs = lazy(async () => ({ default: (await import('./labs/labs.tsx')).Labs }))
const Answers = lazy(async () => ({ default: (await import('./answers/answers.tsx')).Answers }))
const Reference = lazy(async () => ({ default: (await import('./reference/reference.tsx')).Reference }))

/** One screen for each address, each but the first in a file of its own that is loaded when somebody goes there. */
const screens = [
  { path: '/', name: 'live', Content: Live },
  { path: '/inspect', name: 'inspect', Content: Inspect },
  { path: '/labs/:id?', name: 'labs', Content: Labs },
  { path: '/answers', name: 'answers', Content: Answers },
  { path: '/api', name: 'api', Content: Reference }
] as const

export function App({ page }: { page: Page }) {
  return (
    <ErrorBoundary>
      <SessionProvider client={page.client}>
        <Shell page={page}>
          <Switch>
            {screens.map(({ path, name, Content }) => (
              <Route key={path} path={path}>
                <Screen name={name}>
                  <Content page={page} />
                </Screen>
              </Route>
            ))}
            <Route>
              <Screen name="missing">
                <NotFound />
              </Screen>
            </Route>
          </Switch>
        </Shell>
      </SessionProvider>
    </ErrorBoundary>
  )
}
