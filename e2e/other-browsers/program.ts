import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A program that was started here, with all that it starts itself. */
export interface Program {
  readonly child: ChildProcess
  readonly ended: Promise<unknown>
  /** To the program alone, as `kill` does; resolves when it has ended. */
  end(signal: NodeJS.Signals): Promise<void>
  /** Ends the program and what it has left behind. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts a program whose file descriptor 3 is a pipe to read from. */
export function startProgram(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Program {
  const child = spawn(command, args, {
    // A group of its own, so that its children can be ended with it.
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe']
  })
  const ended = Promise.race([once(child, 'exit'), once(child, 'error')])
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal)
    await ended
  }
  const killAll = (): void => killGroup(child.pid)
  process.once('exit', killAll)
  return {
    child,
    ended,
    end,
    async [Symbol.asyncDispose]() {
      process.off('exit', killAll)
      killAll()
      await ended
    }
  }
}

function killGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL')
  } catch {
    // Nobody is left.
  }
}
