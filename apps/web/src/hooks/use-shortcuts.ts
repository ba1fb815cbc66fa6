import { useEffect, useEffectEvent } from 'react'

type ShortcutKey = 's' | 'd' | 'r' | 't' | 'c' | '/' | '?'
export type Shortcuts = Readonly<Partial<Record<ShortcutKey, () => void>>>

/** Single keys that act anywhere but where a person types, with no modifier, and never while a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts, enabled: boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const action = Object.entries(shortcuts).find(([key]) => key === event.key.toLowerCase())?.[1]
    if (!enabled || !action || event.defaultPrevented || event.repeat) return
    if (event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && /[a-z]/i.test(event.key))) return
    if (isTyping(event.target) || document.querySelector('dialog[open]')) return
    event.preventDefault()
    action()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}
