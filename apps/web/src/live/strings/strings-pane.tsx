import { messages } from '../../messages/live.ts'
import pane from '../../ui/pane.module.css'
import { AddString } from './add-string.tsx'
import { EndsWith } from './ends-with.tsx'
import { KeepFor } from './keep-for.tsx'
import { SavedStrings } from './saved-strings.tsx'
import { TabStorage } from './tab-storage.tsx'
import { Visibility } from './visibility.tsx'
import { useKeepFor } from './use-keep-for.ts'

export function StringsPane() {
  const keepFor = useKeepFor()
  return (
    <section className={pane.pane} aria-labelledby="strings-title">
      <div className={pane.head}>
        <h2 id="strings-title">{messages.strings.title}</h2>
      </div>
      <AddString permanent={keepFor.forSave} />
      <SavedStrings />
      <KeepFor {...keepFor} />
      <Visibility />
      <TabStorage />
      <EndsWith />
    </section>
  )
}
