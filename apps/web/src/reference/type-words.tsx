import type { TypePart } from './json-schema.ts'

/** What a type is called; what the page describes elsewhere is a link to there. */
export function TypeWords({ parts }: { parts: readonly TypePart[] }) {
  return parts.map(({ text, shape }, index) => {
    const key = `${index} ${text}`
    return shape === undefined ? <span key={key}>{text}</span> : <ShapeLink key={key} name={shape} />
  })
}

export function ShapeLink({ name }: { name: string }) {
  return <a href={`#shape-${name}`}>{name}</a>
}
