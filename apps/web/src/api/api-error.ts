import type { Problem } from './report.ts'

/**
 * Why a request brought no report. `unreachable`: nobody answered (or only a proxy did); `interrupted`: this page stopped it;
 * `unreadable-answer`: an answer this page does not understand; `problem`: the API said no, and why.
 */
export type ApiErrorCode = 'unreachable' | 'interrupted' | 'unreadable-answer' | 'problem'

export class ApiError extends Error {
  readonly code: ApiErrorCode
  readonly problem: Problem | null

  constructor(code: ApiErrorCode, problem: Problem | null = null) {
    super(problem?.detail ?? code)
    this.name = 'ApiError'
    this.code = code
    this.problem = problem
  }
}
