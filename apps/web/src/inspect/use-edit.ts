import { useState } from 'react'
import type { KeysState } from './use-keys.ts'
import type { PasteState } from './use-paste.ts'
import { prettyJson } from './pretty-json.ts'
import type { KeyInput } from './logic/key-input.ts'
import type { SignAgain } from './logic/sign-again.ts'
import { cannotSign, signAgain } from './logic/sign-again.ts'

/** A cookie that was made here. */
export interface NewCookie {
  readonly name: string | null
  readonly value: string
  /** What `name.sig` must hold; null where the signature is in the value. */
  readonly signature: string | null
  readonly json: string
  readonly meter: Extract<SignAgain, { status: 'signed' }>['meter']
  /** UNIX seconds. */
  readonly at: number
  readonly key: KeyInput
  /** The draft it was made of. */
  readonly draft: string
}

type Refusal = Extract<SignAgain, { status: 'not-signed' }>['why']

export interface EditState {
  readonly editing: boolean
  readonly setEditing: (editing: boolean) => void
  /** The text in the editor; what the cookie says until somebody edits it. Null where there is no JSON to edit. */
  readonly draft: string | null
  readonly edited: boolean
  readonly setDraft: (draft: string) => void
  readonly undo: () => void
  /** The key to sign with: the one that was chosen, else one that fits, else the first. */
  readonly key: KeyInput | null
  readonly chooseKey: (id: string) => void
  /** Why this cookie cannot be signed here, whatever the key. */
  readonly cannot: ReturnType<typeof cannotSign>
  readonly sign: () => Promise<boolean>
  readonly refused: Refusal | null
  readonly made: NewCookie | null
}

interface Edits {
  /** What the edits belong to: a cookie's value. */
  readonly of: string
  readonly draft: string
}

/** The edited values and the cookie made of them. Edits belong to the cookie: keys, views and other cookies do not lose them. */
export function useEdit({ read }: Pick<PasteState, 'read'>, { keys, options, signature }: KeysState): EditState {
  const [editing, setEditing] = useState(false)
  const [edits, setEdits] = useState<readonly Edits[]>([])
  const [chosenKey, setChosenKey] = useState<string | null>(null)
  const [result, setResult] = useState<{ of: string; made: NewCookie | null; refused: Refusal | null } | null>(null)

  const of = read?.value ?? ''
  const original = read?.payload.status === 'json' ? prettyJson(read.payload.json) : null
  const mine = edits.find((each) => each.of === of)
  const draft = original === null ? null : (mine?.draft ?? original)
  const others = edits.filter((each) => each.of !== of)
  const fitting = signature?.status === 'fits' ? signature.keyId : null
  const find = (id: string | null): KeyInput | undefined => keys.find((key) => key.id === id)
  const key = find(chosenKey) ?? find(fitting) ?? keys[0] ?? null

  const cannot = read === null ? null : cannotSign(read)

  async function sign(): Promise<boolean> {
    if (read === null || draft === null || key === null || options === null) return false
    const now = Math.floor(Date.now() / 1000)
    const signed = await signAgain(read, { json: draft, key, options, now })
    if (signed.status === 'not-signed') {
      setResult({ of, made: null, refused: signed.why })
      return false
    }
    const { value, json, meter } = signed
    setResult({
      of,
      made: { name: read.name, value, signature: signed.signature, json, meter, at: now, key, draft },
      refused: null
    })
    return true
  }

  return {
    editing: editing && draft !== null && cannot === null,
    setEditing,
    draft,
    edited: mine !== undefined && mine.draft !== original,
    setDraft: (next) => {
      setEdits([...others, { of, draft: next }])
      setResult((latest) => latest && { ...latest, refused: null })
    },
    undo: () => setEdits(others),
    key,
    chooseKey: setChosenKey,
    cannot,
    sign,
    refused: result?.of === of ? result.refused : null,
    made: result?.of === of ? result.made : null
  }
}
