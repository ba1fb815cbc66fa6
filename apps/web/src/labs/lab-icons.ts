import type { LucideIcon } from 'lucide-react'
import { BookOpen, Copy, EyeOff, KeyRound, Pencil, Server, SquareX, Timer, Trash2 } from 'lucide-react'
import type { LabId } from './labs-data.ts'

export const labIcons: Readonly<Record<LabId, LucideIcon>> = {
  read: BookOpen,
  'change-a-byte': Pencil,
  delete: Trash2,
  replay: Copy,
  'close-a-tab': SquareX,
  'hide-from-javascript': EyeOff,
  'run-out': Timer,
  'on-the-server': Server,
  'change-the-key': KeyRound
}
