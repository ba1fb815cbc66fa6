import { useNow } from '../hooks/use-now.ts'
import { formatAgo } from '../logic/format.ts'

/**
 * How long ago something was, growing by itself, inside of a sentence.
 *
 * @param since UNIX seconds
 */
export function Ago({ since, sentence }: { since: number; sentence: (ago: string) => string }) {
  const now = useNow()
  return sentence(formatAgo(now - since))
}
