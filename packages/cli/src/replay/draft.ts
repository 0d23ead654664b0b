import { versionIdentity } from '@callchart/flow'
import { trainUnderstanding } from '@callchart/nlu'
import { makeReady, type ReadyVersion } from '@callchart/runtime'
import { readGoodFlow } from '../system/good-flow.js'

/** A flow as its file is now. @param understands with its own model, which takes seconds to train @throws CliError CLI_FLOW_UNKNOWN, CLI_FLOW_INVALID */
export async function readDraft(idOrFile: string, flowsDir: string, understands: boolean): Promise<ReadyVersion> {
  const { document, compiled, resources } = await readGoodFlow(idOrFile, flowsDir)
  const models = understands ? compiled.manifest.understanding.map((source) => trainUnderstanding(source)) : []
  return makeReady({ version: versionIdentity(document, resources), document, compiled, models })
}
