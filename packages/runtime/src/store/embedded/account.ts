import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { RuntimeError } from '../../errors.js'

const run = promisify(execFile)

/** The user that PostgreSQL runs as, where it is not our own: PostgreSQL refuses to run as root. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

const accountName = 'postgres'

async function lookUp(): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', accountName]), run('id', ['-g', accountName])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}

async function create(): Promise<void> {
  try {
    await run('groupadd', ['--system', '--force', accountName])
    await run('useradd', ['--system', '--gid', accountName, '--no-create-home', '--shell', '/usr/sbin/nologin', accountName])
  } catch (cause) {
    // Another start may have created it between our look and our try.
    if ((await lookUp()) !== undefined) return
    throw new RuntimeError(
      'RUNTIME_DATABASE_START_FAILED',
      'PostgreSQL does not run as root, and a user "postgres" for it could not be created: create that user, start as an ordinary user, ' +
        'or set DATABASE_URL to your own server.',
      { cause },
    )
  }
}

/** The account to run PostgreSQL under when we are root; undefined for an ordinary user, who runs it as himself. */
export async function unprivilegedAccount(ownUid: number | undefined = process.getuid?.()): Promise<Account | undefined> {
  if (ownUid !== 0) return undefined
  const known = await lookUp()
  if (known !== undefined) return known
  await create()
  return lookUp()
}

/** Whether the account may enter every folder on the way to the path, and the path itself where it is a folder. */
export async function canEnter(path: string, account: Account): Promise<boolean> {
  const { mode, uid, gid } = await stat(path)
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0
  if (((mode >> shift) & 1) === 0) return false
  const parent = dirname(path)
  return parent === path || canEnter(parent, account)
}
