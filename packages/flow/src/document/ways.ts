/** One way out of a node, connected or not. */
export interface Way {
  /** Names the way within its node: `next`, `branches.0`, `noInput` … */
  readonly way: string
  /** Where it stands in the node: path of the field that holds the target. */
  readonly path: readonly (string | number)[]
  readonly to: string | undefined
  /** A call can get stuck where it is not connected. */
  readonly required: boolean
}

/** `path` is written with dots: `branches.0.to`. */
export const way = (name: string, path: string, to: string | undefined, required = true): Way => ({
  way: name,
  path: path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
  to,
  required,
})
