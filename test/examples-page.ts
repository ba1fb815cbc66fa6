import { readFileSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '..')

/** `<!-- examples: a file of tests -->`, what was made of it, `<!-- end of examples -->`. */
const REGION = /(<!-- examples: (.+) -->\n)[^]*?(<!-- end of examples -->)/g

/** A heading (`// # Title`), or a test or a group of tests with the comment that stands above it. */
const PIECE =
  /^\/\/ # (?<section>.+)$|^(?<comment>(?:\/\/ .+\n)+)test(?:\.describe)?\('(?<title>.+?)', .*\{\n(?<body>[^]+?)\n^\}\)$/gm

/** `docs/testing.md` with its examples as they are in the tests now; what stands around them is the page's own. */
export function examplesPage(): string {
  return read('docs/testing.md').replaceAll(REGION, (_region, begin: string, file: string, end: string) => {
    const pieces = [...read(file).matchAll(PIECE)].map(({ groups }) => groups!)
    const level = pieces.some(({ section }) => section !== undefined) ? '####' : '###'
    return [begin, ...pieces.map((piece) => render(piece, level)), end].join('\n')
  })
}

/** Titles of all examples, also of those that no page shows. */
export function exampleTitles(file: string): readonly string[] {
  return [...read(file).matchAll(/^test(?:\.describe)?\('(.+?)',/gm)].map(([, title]) => title!)
}

function render(
  { section, comment = '', title, body = '' }: Record<string, string | undefined>,
  level: string
): string {
  if (section !== undefined) return `### ${section}\n`
  const prose = comment.replaceAll(/^\/\/ /gm, '')
  return `${level} ${title}\n\n${prose}\n\`\`\`ts\n${body.replaceAll(/^ {2}/gm, '')}\n\`\`\`\n`
}

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8')
}
