import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'

/** A disk in memory that is soon full. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  /** @throws where this process may mount nothing: that takes root on Linux */
  static at(folder: string, kilobytes: number): SmallDisk {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k,mode=700`, 'tmpfs', folder], { stdio: 'pipe' })
    } catch (cause) {
      throw new Error('a disk that is soon full cannot be mounted: that takes root on Linux', { cause })
    }
    return new SmallDisk(folder)
  }

  unmount(): void {
    execFileSync('umount', [this.folder], { stdio: 'pipe' })
  }
}
