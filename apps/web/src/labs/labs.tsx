import { useParams } from 'wouter'
import type { Page } from '../live/use-live.ts'
import { Lab } from './lab.tsx'
import { LabList } from './lab-list.tsx'
import { labOf } from './labs-data.ts'
import { useProgress } from './progress.ts'

/** All labs, or the one that the address names. */
export function Labs({ page }: { page: Page }) {
  const { id } = useParams<{ id?: string }>()
  const book = useProgress()
  const lab = labOf(id)
  if (lab === null) return <LabList book={book} isLost={id !== undefined} />
  return <Lab key={lab.id} lab={lab} page={page} book={book} />
}
