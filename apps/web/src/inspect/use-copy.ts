import { inspectMessages as messages } from '../messages/inspect.ts'
import { useInspectScreen } from './inspect-context.tsx'

/**
 * Copies a text and says so. Where the browser does not allow it (plain http in a network), selects what is shown instead.
 *
 * @returns `copy(text, what, shownIn)`: `what` is the word for it in the sentence, `shownIn` the id of the element that shows it
 */
export function useCopy(): (text: string, what: string, shownIn: string | null) => Promise<void> {
  const { say } = useInspectScreen()
  return async (text, what, shownIn) => {
    try {
      await navigator.clipboard.writeText(text)
      say(messages.status.copied(what))
    } catch {
      const shown = shownIn === null ? null : document.getElementById(shownIn)
      if (shown) getSelection()?.selectAllChildren(shown)
      say(shown ? messages.status.notCopied : messages.status.notAllowed)
    }
  }
}
