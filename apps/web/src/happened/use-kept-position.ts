import type { RefObject } from 'react'
import { useEffect, useLayoutEffect, useRef } from 'react'

interface Anchor {
  readonly id: string
  /** Pixels from the top of the list to the top of the item. */
  readonly offset: number
}

/** Keeps the item that is at the top of a scrolling list where it is while items around it come and go with `filter`. */
export function useKeptPosition(filter: unknown): RefObject<HTMLOListElement | null> {
  const list = useRef<HTMLOListElement>(null)
  const anchor = useRef<Anchor | null>(null)
  const last = useRef(filter)

  useEffect(() => {
    const element = list.current
    if (!element) return
    const remember = (): void => {
      // A hidden list has lost its position, not its anchor.
      if (element.clientHeight > 0) anchor.current = topItem(element)
    }
    element.addEventListener('scroll', remember, { passive: true })
    return () => element.removeEventListener('scroll', remember)
  }, [])

  useLayoutEffect(() => {
    const { current: element } = list
    const { current: kept } = anchor
    // Only then: the person may be scrolling right now.
    const isSame = last.current === filter
    last.current = filter
    if (isSame || !element || !kept) return
    const item = element.querySelector(`[data-event="${kept.id}"]`)
    // Not found by this filter: it may be by the next one.
    if (!item) return
    element.scrollTop += offsetIn(element, item) - kept.offset
  })

  return list
}

function topItem(list: HTMLElement): Anchor | null {
  if (list.scrollTop === 0) return null
  const { top } = list.getBoundingClientRect()
  const item = [...list.children].find((each) => each.getBoundingClientRect().bottom > top)
  const id = item instanceof HTMLElement ? item.dataset['event'] : undefined
  return item && id !== undefined ? { id, offset: offsetIn(list, item) } : null
}

function offsetIn(list: HTMLElement, item: Element): number {
  return item.getBoundingClientRect().top - list.getBoundingClientRect().top
}
