/** One line of a view of bytes. */
export interface BytesRow {
  /** Of the first byte, as 4 or more hexadecimal digits: `0010`. */
  readonly offset: string
  /** Two hexadecimal digits a byte. */
  readonly hex: readonly string[]
  /** Printable ASCII as it is, all else a dot. One character a byte. */
  readonly text: string
}

export function bytesRows(bytes: Uint8Array, width = 16): readonly BytesRow[] {
  return Array.from({ length: Math.ceil(bytes.length / width) }, (_, row) => {
    const line = [...bytes.subarray(row * width, (row + 1) * width)]
    return {
      offset: (row * width).toString(16).padStart(4, '0'),
      hex: line.map((byte) => byte.toString(16).padStart(2, '0')),
      text: line.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('')
    }
  })
}
