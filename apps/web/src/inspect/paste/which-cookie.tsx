import { useId } from 'react'
import { shorten } from '../../logic/format.ts'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import { useInspectScreen } from '../inspect-context.tsx'
import type { FoundCookie } from '../logic/found-cookie.ts'
import type { Paste } from '../logic/read-paste.ts'
import pill from '../pill.module.css'
import styles from './paste-card.module.css'

/** Several cookies were found: which of them to read. */
export function WhichCookie() {
  const { pasted } = useInspectScreen()
  const { paste, chosen, choose } = pasted
  const name = useId()
  if (paste.cookies.length < 2) return null
  const isTwice = (cookie: FoundCookie): boolean =>
    paste.cookies.some((other) => other !== cookie && other.name === cookie.name)
  return (
    <fieldset className={styles.which}>
      <legend>{messages.paste.which}</legend>
      {likeliestFirst(paste).map(({ cookie, index }) => (
        <label key={JSON.stringify([cookie.name, cookie.value, cookie.host, cookie.attributes])} className={pill.pill}>
          <input type="radio" name={name} checked={index === chosen} onChange={() => choose(index)} />
          {cookie.name ?? messages.paste.alone}
          {isTwice(cookie) && <small>{cookie.host ?? cookie.attributes.domain ?? shorten(cookie.value)}</small>}
        </label>
      ))}
    </fieldset>
  )
}

/** In the order of the text, but for the one that looks most like a session: of many it would be out of sight. */
function likeliestFirst({ cookies, first }: Paste): readonly { cookie: FoundCookie; index: number }[] {
  const all = cookies.map((cookie, index) => ({ cookie, index }))
  return cookies.length < MANY
    ? all
    : [...all.filter(({ index }) => index === first), ...all.filter(({ index }) => index !== first)]
}

const MANY = 8
