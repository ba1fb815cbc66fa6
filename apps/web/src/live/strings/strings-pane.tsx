import { messages } from '../../messages/live.ts'
import pane from '../../ui/pane.module.css'
import { AddString } from './add-string.tsx'
import { EndsWith } from './ends-with.tsx'
import { KeepFor } from './keep-for.tsx'
import { SavedStrings } from './saved-strings.tsx'
import { TabStorage } from './tab-storage.tsx'
import { useKeepFor } from './use-keep-for.ts'
import { Visibility } from './visibility.tsx'

const text = messages.strings

export function StringsPane() {
  const { forSave } = useKeepFor()
  return (
    <section className={pane.pane} aria-labelledby="strings-title">
      <div className={pane.head}>
        <h2 id="strings-title">{text.title}</h2>
      </div>
      <AddString permanent={forSave} />
      <SavedStrings />
    </section>
  )
}

/** On a narrow screen it comes after the cookie: what was saved is to be seen first. */
export function KeepingPane() {
  return (
    <section className={pane.pane} aria-labelledby="keeping-title">
      <div className={pane.head}>
        <h2 id="keeping-title">{text.keeping}</h2>
      </div>
      <KeepFor {...useKeepFor()} />
      <Visibility />
      <EndsWith />
      <TabStorage />
    </section>
  )
}
