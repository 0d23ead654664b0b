import { expect, it } from 'vitest'
import { en } from './en.js'
import { zhCN } from './zh-cn.js'

type Tree = { readonly [key: string]: string | Tree }

const keysOf = (tree: Tree, path = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [`${path}${key}`] : keysOf(value, `${path}${key}.`)))
const textsOf = (tree: Tree): string[] => Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : textsOf(value)))
const placeholdersOf = (text: string): string[] => [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map(([, name = '']) => name).sort()
/** i18next takes one text for each plural form; Chinese has a single one. */
const withoutPlurals = (keys: readonly string[]): string[] => [...new Set(keys.map((key) => key.replace(/_(one|other)$/, '')))].sort()

it.each(Object.keys(en) as (keyof typeof en)[])('says all of "%s" in both languages', (area) => {
  expect(withoutPlurals(keysOf(zhCN[area] as Tree))).toEqual(withoutPlurals(keysOf(en[area] as Tree)))
  expect([...textsOf(en[area] as Tree), ...textsOf(zhCN[area] as Tree)].filter((text) => text.trim() === '')).toEqual([])
})

it('fills the same values into both', () => {
  const at = (tree: Tree, key: string): string => key.split('.').reduce<string | Tree>((value, step) => (typeof value === 'string' ? value : (value[step] ?? '')), tree) as string
  const differing = (Object.keys(en) as (keyof typeof en)[]).flatMap((area) =>
    keysOf(en[area] as Tree)
      .filter((key) => !/_(one|other)$/.test(key))
      .filter((key) => placeholdersOf(at(en[area] as Tree, key)).join() !== placeholdersOf(at(zhCN[area] as Tree, key)).join())
      .map((key) => `${area}:${key}`),
  )
  expect(differing).toEqual([])
})
