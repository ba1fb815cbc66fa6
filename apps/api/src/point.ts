import { defineSessionType, type SessionType } from '@clearjar/session'

/** A place in the plane: a class of this application's own, which a session holds like any other value. */
export class Point {
  readonly x: number
  readonly y: number

  constructor(x: number, y: number) {
    this.x = x
    this.y = y
  }
}

/** How a `Point` travels: `{" point": [x, y]}`. */
export const pointType: SessionType = defineSessionType<Point>({
  tag: ' point',
  check: (value) => value instanceof Point,
  toJSON: ({ x, y }) => [x, y],
  fromJSON: readPoint
})

/** @throws TypeError for anything but two numbers */
function readPoint(json: unknown): Point {
  const [x, y, ...rest]: readonly unknown[] = Array.isArray(json) ? json : []
  if (typeof x !== 'number' || typeof y !== 'number' || rest.length > 0) throw new TypeError('A point is two numbers.')
  return new Point(x, y)
}
