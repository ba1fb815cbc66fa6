import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { referenceMessages as messages } from '../messages/reference.ts'

interface Props {
  readonly text: string
  /** Tells the buttons of the page apart. */
  readonly about: string
  readonly say: (text: string) => void
}

type Outcome = 'copy' | 'copied' | 'copyFailed'

export function CopyButton({ text, about, say }: Props) {
  const [copied, setCopied] = useState<{ text: string; outcome: Outcome }>({ text, outcome: 'copy' })
  // What was copied before is not what stands there now.
  const outcome = copied.text === text ? copied.outcome : 'copy'

  async function copy(): Promise<void> {
    const next = await write(text)
    setCopied({ text, outcome: next })
    say(messages.said[next])
  }

  return (
    <button type="button" onClick={() => void copy()} aria-label={`${messages[outcome]}: ${about}`}>
      {outcome === 'copied' ? <Check /> : <Copy />}
      {messages[outcome]}
    </button>
  )
}

/** Plain http in a network has no clipboard. */
async function write(text: string): Promise<'copied' | 'copyFailed'> {
  try {
    await navigator.clipboard.writeText(text)
    return 'copied'
  } catch {
    return 'copyFailed'
  }
}
