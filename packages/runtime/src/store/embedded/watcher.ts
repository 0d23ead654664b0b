import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import type { Home } from './home.js'

export interface Watcher {
  dismiss(): void
}

/**
 * PostgreSQL cannot watch its parent, so a shell does: its standard input closes when this process dies, however it dies.
 * $1 pid of the server, $2 its data, $3 and $4 what to remove.
 */
const script = `
read -r _
running() { [ "$(head -n 1 "$2/postmaster.pid" 2>/dev/null)" = "$1" ] && kill -0 "$1" 2>/dev/null; }
if running "$1" "$2"; then
  kill -INT "$1"
  while running "$1" "$2"; do sleep 0.1; done
fi
rm -rf "$3" "$4"`

/** Stops the server and removes its data when this process dies without doing so itself. */
export function watchOver(home: Home, pid: number): Watcher {
  const child = spawn('/bin/sh', ['-c', script, 'sh', String(pid), home.cluster, home.folder, home.dataDir], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.on('error', () => undefined)
  child.unref()
  if (child.stdin instanceof Socket) child.stdin.unref()
  return {
    dismiss: () => {
      child.kill('SIGKILL')
    },
  }
}
