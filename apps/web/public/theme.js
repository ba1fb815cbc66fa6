// Runs before the first paint, so that a remembered theme never flashes. A file of its own because the page allows no inline script.
try {
  const theme = localStorage.getItem('clearjar.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is blocked: the system's theme stays.
}
