import { canonicalDocument, changesBetween, type DraftDocument } from '@callchart/flow'
import type { DraftView, VersionDocument, VersionView } from '@callchart/protocol'
import { useEffect, useState } from 'react'
import { useVersion, useVersions } from '../versions/queries.js'
import { useEditor } from './EditorContext.js'
import { useSync } from './sync/sync-view.js'

const quietMs = 300

/** What answers callers, beside what is drawn. */
export interface Live {
  /** Whether the versions are known yet. */
  readonly isKnown: boolean
  /** The version that new calls get; absent: the flow never went live. */
  readonly version: VersionView | undefined
  /** Whether what is drawn is the live version; absent until it was compared first. */
  readonly isSame: boolean | undefined
}

const asDraft = (document: unknown): DraftDocument => document as DraftDocument

/** The document of the live version, which is that of a draft that was opened unchanged: a large one is not read twice. */
function documentOf(opened: DraftView | undefined, version: VersionView | undefined): VersionDocument | undefined {
  if (opened === undefined || opened.changed || version === undefined || opened.liveVersion !== version.version) return undefined
  return { ...version, document: canonicalDocument(asDraft(opened.document)) as unknown as VersionDocument['document'] }
}

/** @param opened the draft as the server gave it when it was opened */
export function useLive(flow: string, opened?: DraftView): Live {
  const versions = useVersions(flow)
  const version = versions.data?.find(({ live }) => live)
  const { data } = useVersion(version?.version, () => documentOf(opened, version))
  const isSame = useIsSame(data === undefined ? undefined : asDraft(data.document))
  return { isKnown: versions.data !== undefined, version, isSame }
}

/** What was found out of a live document and a drawn one. */
const compared = new WeakMap<DraftDocument, WeakMap<DraftDocument, boolean>>()

/** Versions are kept in the canonical form. */
function compareOnce(live: DraftDocument, document: DraftDocument): boolean {
  const of = compared.get(live) ?? new WeakMap<DraftDocument, boolean>()
  compared.set(live, of)
  const isSame = of.get(document) ?? changesBetween(live, canonicalDocument(document)).every(({ part }) => part === '$schema')
  of.set(document, isSame)
  return isSame
}

/** What is saved is compared once nobody draws: a large flow takes a while, and what was just changed differs. */
function useIsSame(live: DraftDocument | undefined): boolean | undefined {
  const document = useEditor((state) => state.document)
  const isSaved = useSync(({ saving }) => saving === 'saved')
  const [last, setLast] = useState<DraftDocument>()
  const found = live === undefined ? undefined : compared.get(live)?.get(document)
  useEffect(() => {
    if (!isSaved || live === undefined || found !== undefined) return
    const timer = setTimeout(() => {
      compareOnce(live, document)
      setLast(document)
    }, quietMs)
    return () => clearTimeout(timer)
  }, [isSaved, live, document, found])
  // Until it is compared anew, what was changed since the last look is not live.
  return found ?? (last === undefined ? undefined : false)
}
