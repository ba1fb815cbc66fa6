/** Inflates a zlib stream (RFC 1950) with what every browser and Node has, and stops at `limit` bytes. */
export async function inflate(bytes: Uint8Array, limit: number): Promise<Uint8Array | 'not-zlib' | 'too-large'> {
  const reader = through(bytes, new DecompressionStream('deflate')).getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      length += read.value.length
      if (length > limit) {
        await reader.cancel()
        return 'too-large'
      }
      chunks.push(read.value)
    }
  } catch {
    return 'not-zlib'
  }
  return concat(chunks)
}

/** What a stream makes of bytes: inflating or deflating. */
export function through(
  bytes: Uint8Array,
  transform: CompressionStream | DecompressionStream
): ReadableStream<Uint8Array> {
  return new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(transform)
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}
