import type { QueryClient } from '@tanstack/react-query'
import { useQuery } from '@tanstack/react-query'
import { ApiError } from '../api/api-error.ts'
import type { Answer, SessionApi } from '../api/session-api.ts'

export const reportKey = ['session'] as const

/** Milliseconds to wait after the nth failure: 1, 2, 4, 8, then every 15 seconds. */
function retryDelay(failures: number): number {
  return Math.min(15_000, 1000 * 2 ** failures)
}

export interface ReportState {
  readonly answer: Answer | null
  /** Milliseconds between the last failure and the next try; null while none is due. */
  readonly retryIn: number | null
}

/** What the server said last. It is asked again when the page is shown or focused, and, while it does not answer, ever more slowly. */
export function useReport(api: SessionApi): ReportState {
  const { data, failureCount } = useQuery({
    queryKey: reportKey,
    queryFn: ({ signal }) => api.read(signal),
    retry: true,
    retryDelay,
    networkMode: 'always',
    staleTime: 0,
    refetchOnWindowFocus: 'always'
  })
  return { answer: data ?? null, retryIn: failureCount > 0 ? retryDelay(failureCount - 1) : null }
}

/** Asks once; a failure starts the slow retries, and is reported as null. */
export async function askOnce(queries: QueryClient, api: SessionApi): Promise<Answer | null> {
  await queries.cancelQueries({ queryKey: reportKey })
  try {
    const answer = await api.read()
    queries.setQueryData(reportKey, answer)
    return answer
  } catch (error) {
    // What this page stopped itself must not start again behind its back.
    if (!(error instanceof ApiError && error.code === 'interrupted'))
      void queries.refetchQueries({ queryKey: reportKey })
    return null
  }
}

/** Stops every request under way: no answer that is still to come can bring back, or overwrite, what is about to change. */
export async function silence(queries: QueryClient, api: SessionApi): Promise<void> {
  await queries.cancelQueries({ queryKey: reportKey })
  await api.line.interrupt()
}
