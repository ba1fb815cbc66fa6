import { createRoot } from 'react-dom/client'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <main data-state="empty">
      <h1>Nothing</h1>
    </main>
  )
}
