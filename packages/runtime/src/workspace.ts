import type { ResourcesView, Workspace } from '@callchart/protocol'
import type { CheckingResources } from './flows/resource-files.js'
import type { RuntimeSettings } from './settings.js'

/** @param mediaUrl WebSocket base of the bridge */
export function workspaceOf({ speech, singleUser = true }: Pick<RuntimeSettings, 'speech' | 'singleUser'>, mediaUrl: string | undefined, version: string): Workspace {
  return {
    mediaUrl: mediaUrl ?? '',
    // The bridge answers both on one port.
    speechUrl: (mediaUrl ?? '').replace(/^ws/, 'http'),
    ...(speech?.hears !== undefined && { hears: speech.hears.map(({ language, freeText }) => ({ language, freely: freeText })) }),
    singleUser,
    version,
  }
}

export function resourcesViewOf({ files, versions }: CheckingResources, { speech, knowledge }: Pick<RuntimeSettings, 'speech' | 'knowledge'>): ResourcesView {
  return {
    files: files.map(({ name, text }) => ({ name, text })),
    versions: versions.map(({ version, document }) => ({ version, document: { ...document, nodes: [...document.nodes] } })),
    hasModel: knowledge !== undefined,
    ...(speech !== undefined && { speech }),
  }
}
