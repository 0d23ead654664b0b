type Named = { readonly name?: string | undefined }

const itemsOf = (node: object, list: string): readonly Named[] => {
  const items: unknown = Reflect.get(node, list)
  return Array.isArray(items) ? (items as Named[]) : []
}

/** The name that a choice of a node was given. @param way `choices.0`, `branches.2.to` */
export const choiceName = (node: object, way: string): string | undefined => {
  const [list = '', index = ''] = way.split('.')
  return list === 'choices' || list === 'branches' ? itemsOf(node, list)[Number(index)]?.name : undefined
}
