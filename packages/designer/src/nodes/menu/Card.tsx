import { PromptLine, type CardProps } from '../../canvas/CardParts.js'

export function MenuCard({ node, language }: CardProps) {
  return <PromptLine prompt={node.prompt} language={language} />
}
