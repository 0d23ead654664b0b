import type { Json } from '@callchart/flow'
import { useTranslation } from 'react-i18next'
import type { NodeFormProps } from '../form.js'
import { valueAt } from '../../document/node-fields.js'
import { useEditor } from '../../editor/EditorContext.js'
import { Advanced } from '../../inspector/fields/Advanced.js'
import { Branches } from '../../inspector/fields/Branches.js'
import { ChoiceField } from '../../inspector/fields/ChoiceField.js'
import { TemplateField } from '../../inspector/fields/ExpressionFields.js'
import fields from '../../inspector/fields/Fields.module.css'
import { ListField } from '../../inspector/fields/ListField.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { NumberField } from '../../inspector/fields/NumberField.js'
import { FieldPart } from '../../inspector/fields/OptionalPart.js'
import { RetryPart } from '../../inspector/fields/RetryFields.js'
import { SpokenField } from '../../inspector/fields/SpokenField.js'
import { SwitchField } from '../../inspector/fields/SwitchField.js'
import { TagsField } from '../../inspector/fields/TagsField.js'
import { TargetField } from '../../inspector/fields/TargetField.js'
import { TextField } from '../../inspector/fields/TextField.js'
import { useLanguageName } from '../../prompts/language-names.js'
import { TurnSettings } from '../../inspector/fields/TurnSettings.js'

/** An id that no entry has. */
function freshEntry(list: readonly Json[]): Json {
  const taken = new Set(list.map((entry) => valueAt(entry, ['id'])))
  let count = list.length + 1
  while (taken.has(`question${count}`)) count += 1
  return { id: `question${count}`, questions: {}, answer: {} }
}

const questionOf = (entry: Json, languages: readonly string[]): string | undefined => {
  const asked = languages.map((language) => valueAt(entry, ['questions', language, 0])).find((question) => typeof question === 'string')
  return typeof asked === 'string' ? asked : undefined
}

export function KnowledgeForm({ node }: NodeFormProps) {
  const { t } = useTranslation('inspector')
  const languages = useEditor(({ document }) => document.languages)
  const languageName = useLanguageName()
  return (
    <>
      <SpokenField at="prompt" />
      <ChoiceField at="source" />
      {node.source === 'llm' && <TemplateField at="instructions" placeholder={t('instructionsExample', { skipInterpolation: true })} />}
      <ListField at="faq" add={t('addQuestion')} empty={t('noQuestions')} fresh={freshEntry} title={(item, index) => questionOf(item, languages) ?? t('questionNumber', { number: index + 1 })}>
        {(at) => (
          <>
            <div className={fields.rows} data-field={`${at}.questions`} data-schema="knowledge.faq.questions">
              {languages.map((language) => (
                <TagsField key={language} at={`${at}.questions.${language}`} label={t('questionsIn', { language: languageName(language) })} />
              ))}
            </div>
            <SpokenField at={`${at}.answer`} />
            <TextField at={`${at}.id`} isCode />
          </>
        )}
      </ListField>
      <TextField at="faqFile" isCode />
      <SpokenField at="more" />
      <TargetField at="next" />
      <TargetField at="fallback" />
      <Branches builtIn="yesAndNo" />
      <RetryPart at="noInput" inherits="settings.noInputAttempts" />
      <RetryPart at="noMatch" inherits="settings.noMatchAttempts" />
      <Advanced>
        <FieldPart at="noAnswer">
          <NumberField at="noAnswer.attempts" />
          <SpokenField at="noAnswer.prompts" several="attempts" />
        </FieldPart>
        <NumberField at="leastConfidence" />
        <NumberField at="turnLimit" />
        <NumberField at="deadlineMs" />
        <NumberField at="answerMs" />
        <SpokenField at="filler" />
        <NumberField at="fillerAfterMs" inherits="settings.fillerAfterMs" />
        <SwitchField at="interruptible" />
        <TurnSettings />
        <NodeBasics />
      </Advanced>
    </>
  )
}
