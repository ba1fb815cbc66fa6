/** Every sentence around the screens. A second language is another object of the same type. */
const english = {
  product: 'Clearjar',
  skip: 'Skip to the content',
  nav: 'Screens',
  screens: { live: 'Live', inspect: 'Inspect', labs: 'Labs', answers: 'Answers', api: 'API', missing: 'Not found' },
  footer: {
    server: 'The browser sends the session cookie to every port of this host, and to no other host.',
    local: 'This runs in your browser. Nothing that you paste here leaves it.'
  },

  header: {
    connected: 'API connected',
    unreachable: 'API unreachable',
    failing: 'API failing',
    asking: 'Asking the API…',
    local: 'Works offline',
    theme: { system: 'Theme: system', light: 'Theme: light', dark: 'Theme: dark' },
    shortcuts: 'Keyboard shortcuts'
  },

  shortcuts: {
    title: 'Keyboard shortcuts',
    hint: 'They work anywhere on the page except while you type in a field.',
    close: 'Close',
    use: 'Use single-key shortcuts',
    list: {
      s: 'Go to the name of a string',
      d: 'Delete the cookie with JavaScript',
      r: 'Ask the server again',
      t: 'Change a byte, or put it back',
      c: 'Copy the cookie',
      '/': 'Search what happened',
      '?': 'Show this list'
    }
  },

  missing: {
    title: 'There is no such page.',
    text: 'The address may be mistyped, or from an older version.',
    back: 'Go to Live'
  },

  crash: {
    title: 'Something in this page broke.',
    text: 'Your cookie was not touched. Reload to go on.',
    reload: 'Reload'
  }
}

export type ShellMessages = typeof english

export const shellMessages: ShellMessages = english
