import { BookOpen, Braces, FlaskConical, Radio, ScanSearch } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import { shellMessages as messages } from '../messages/shell.ts'
import { cx } from '../ui/cx.ts'
import styles from './nav.module.css'

const links = [
  { href: '/', name: 'live', Icon: Radio },
  { href: '/inspect', name: 'inspect', Icon: ScanSearch },
  { href: '/labs', name: 'labs', Icon: FlaskConical },
  { href: '/answers', name: 'answers', Icon: BookOpen },
  { href: '/api', name: 'api', Icon: Braces }
] as const

/** The screens: in the header, and on a narrow screen at the bottom, in reach of a thumb. */
export function Nav() {
  const [location] = useLocation()
  return (
    <nav className={styles.nav} aria-label={messages.nav}>
      {links.map(({ href, name, Icon }) => {
        const isHere = href === '/' ? location === '/' : location === href || location.startsWith(`${href}/`)
        return (
          <Link key={href} href={href} className={cx(isHere && styles.here)} aria-current={isHere ? 'page' : undefined}>
            <Icon />
            {messages.screens[name]}
          </Link>
        )
      })}
    </nav>
  )
}
