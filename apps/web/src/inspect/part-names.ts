import type { PartKind } from './logic/recognised.ts'
import parts from './parts.module.css'

/** The looks of a part's name: its colour, with its shape before it. */
export const partNames: Readonly<Record<PartKind, string | undefined>> = {
  payload: parts['namePayload'],
  timestamp: parts['nameTimestamp'],
  signature: parts['nameSignature'],
  header: parts['nameHeader'],
  other: parts['nameOther']
}
