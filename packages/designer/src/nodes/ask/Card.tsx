import { PromptLine, type CardProps } from '../../canvas/CardParts.js'

export function AskCard({ node, language }: CardProps) {
  return <PromptLine prompt={node.prompt} language={language} />
}
