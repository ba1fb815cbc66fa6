// Runs before the first paint, so that a remembered theme never flashes. A file of its own because the page allows no inline script.
try {
  // A link may ask for a theme, for this page alone: /?theme=dark
  const asked = new URLSearchParams(location.search).get('theme')
  const known = asked === 'light' || asked === 'dark' || asked === 'system'
  const theme = known ? asked : localStorage.getItem('clearjar.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is blocked: the system's theme stays.
}
