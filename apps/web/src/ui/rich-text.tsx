import type { ReactNode } from 'react'

/** A message in which text between backticks is code. */
export function RichText({ children }: { children: string }) {
  return <>{cut(children)}</>
}

function cut(text: string): readonly ReactNode[] {
  const start = text.indexOf('`')
  const end = text.indexOf('`', start + 1)
  if (start < 0 || end < 0) return [text]
  return [text.slice(0, start), <code key={text}>{text.slice(start + 1, end)}</code>, ...cut(text.slice(end + 1))]
}
