import type { ReactNode } from 'react'

/** A message in which text between backticks is code; a backslash before a backtick, or another, takes it as it is. */
export function RichText({ children }: { children: string }) {
  return <>{cut(children)}</>
}

function cut(text: string): readonly ReactNode[] {
  const found = /`((?:[^`\\]|\\.)*)`/.exec(text)
  if (found === null) return [text]
  const [marked, code = ''] = found
  const rest = text.slice(found.index + marked.length)
  return [text.slice(0, found.index), <code key={text}>{code.replaceAll(/\\(.)/g, '$1')}</code>, ...cut(rest)]
}
