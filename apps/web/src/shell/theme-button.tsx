import { Moon, Sun, SunMoon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStored } from '../hooks/use-stored.ts'
import { shellMessages as messages } from '../messages/shell.ts'
import button from '../ui/button.module.css'

const themes = ['system', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const icons = { system: SunMoon, light: Sun, dark: Moon }
const next = { system: 'light', light: 'dark', dark: 'system' } as const

/** `public/theme.js` applies the remembered choice before the first paint; this button changes it. */
export function ThemeButton() {
  const [chosen, setTheme] = useStored('clearjar.theme', themes, 'system')
  const [linked, setLinked] = useState(linkedTheme)
  const theme = linked ?? chosen
  useEffect(() => applyTheme(theme), [theme])
  const Icon = icons[theme]
  return (
    <button
      type="button"
      className={button.icon}
      aria-label={messages.header.theme[theme]}
      onClick={() => {
        setLinked(null)
        setTheme(next[theme])
      }}
    >
      <Icon />
    </button>
  )
}

/** A link may ask for a theme, for this page alone. */
function linkedTheme(): Theme | null {
  const asked = new URLSearchParams(location.search).get('theme')
  return themes.find((theme) => theme === asked) ?? null
}

function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset['theme']
  else dataset['theme'] = theme
  const colors = { light: '#f7f5f1', dark: '#121110' }
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')) {
    const system = meta.media.includes('dark') ? 'dark' : 'light'
    meta.content = colors[theme === 'system' ? system : theme]
  }
}
