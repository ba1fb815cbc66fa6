import { referenceMessages as messages } from '../messages/reference.ts'
import { RichText } from '../ui/rich-text.tsx'
import { type Member, variantsOf } from './json-schema.ts'
import type { Shape } from './read-document.ts'
import styles from './shape-card.module.css'
import { TypeWords } from './type-words.tsx'

/** A schema with its members. */
export function ShapeCard({ shape: { name, schema } }: { shape: Shape }) {
  const variants = variantsOf(schema)
  return (
    <article id={`shape-${name}`} className={styles.shape} aria-labelledby={`shape-title-${name}`}>
      <h3 id={`shape-title-${name}`}>
        <a href={`#shape-${name}`}>
          <code>{name}</code>
        </a>
      </h3>
      {schema.description !== undefined && (
        <p>
          <RichText>{schema.description}</RichText>
        </p>
      )}
      {variants.map((members, index) => (
        <div key={members.map(({ path, type }) => `${path}${type[0]?.text}`).join(' ')}>
          {variants.length > 1 && <p className={styles.variant}>{messages.variant(index + 1)}</p>}
          <Members members={members} />
        </div>
      ))}
    </article>
  )
}

function Members({ members }: { members: readonly Member[] }) {
  return (
    <dl className={styles.members}>
      {members.map(({ path, type, required, description }) => (
        <div key={path}>
          <dt>
            {/* A tag begins with a space, which quotation marks show. */}
            <code>{path.startsWith(' ') ? JSON.stringify(path) : path}</code>{' '}
            <span className={styles.type}>
              <TypeWords parts={type} />
              {!required && `, ${messages.optional}`}
            </span>
          </dt>
          {description !== '' && (
            <dd>
              <RichText>{description}</RichText>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}
