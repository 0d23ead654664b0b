import { librarySchema, resourcesViewSchema, workspaceSchema, type LibraryEntry, type ResourcesView, type Workspace } from '@callchart/protocol'
import type { AnswersOf, Route } from '../route.js'

export const workspaceRoutes = {
  getWorkspace: {
    method: 'get',
    path: '/v1/workspace',
    summary: 'What a page needs to know of the installation',
    status: 200,
    answer: workspaceSchema,
    problems: [503],
  },
  getLibrary: {
    method: 'get',
    path: '/v1/library',
    summary: 'Flows that are live, have a file or are being drawn',
    status: 200,
    answer: librarySchema,
    problems: [503],
  },
  getResources: {
    method: 'get',
    path: '/v1/resources',
    summary: 'Everything beside a draft that its checks look at',
    status: 200,
    answer: resourcesViewSchema,
    problems: [503],
  },
} as const satisfies Record<string, Route>

export interface WorkspaceAnswerParts {
  workspace(): Workspace
  library(): Promise<LibraryEntry[]>
  resources(): ResourcesView
}

export const answerWorkspace = (parts: WorkspaceAnswerParts): AnswersOf<typeof workspaceRoutes> => ({
  getWorkspace: async () => parts.workspace(),
  getLibrary: async () => ({ flows: await parts.library() }),
  getResources: async () => parts.resources(),
})
