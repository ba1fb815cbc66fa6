/** The key of each of these applications. */
export const KEY = 'a key for small applications, and for nothing else'
