import { memo } from 'react'
import { TagsField } from './TagsField.js'
import { TextField } from './TextField.js'

/** Marks that the rules of the example folder know; any other may be written. */
const usualMarks = ['identity', 'price', 'consent', 'goodbye', 'complaint', 'optOut']

/** What every node has: a note, and what it means for the rules. */
export const NodeBasics = memo(function NodeBasics() {
  return (
    <>
      <TextField at="note" multiline />
      <TagsField at="marks" suggestions={usualMarks} />
    </>
  )
})
