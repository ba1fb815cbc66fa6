import type { WorkerFixture } from '@playwright/test'

/** Starts something, unless it runs already under this name, which is for one kind of thing; it runs until the worker ends. */
export type Keep = <T extends AsyncDisposable>(name: string, start: () => Promise<T>) => Promise<T>

/**
 * Of what these tests start, it alone belongs to workers. Tests that need different servers can so follow each other in one
 * worker: to start another, with its browser, costs as much as a test.
 */
export const keeping: { keep: [WorkerFixture<Keep, object>, { scope: 'worker' }] } = {
  keep: [
    async ({}, use) => {
      const kept = new Map<string, Promise<AsyncDisposable>>()
      await use((name, start) => {
        const running = (kept.get(name) ?? start()) as ReturnType<typeof start>
        kept.set(name, running)
        // Where it could not start, the next test tries again.
        running.catch(() => kept.delete(name))
        return running
      })
      for (const each of kept.values()) await (await each)[Symbol.asyncDispose]()
    },
    { scope: 'worker' }
  ]
}
