import { Environment, type ASTNode } from '@marcbachmann/cel-js'

const parser = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false })

/** Takes an expression apart. @throws where it cannot be read */
export const readAst = (expression: string): ASTNode => parser.parse(expression).ast

export const isAstNode = (part: unknown): part is ASTNode => part !== null && typeof part === 'object' && 'op' in part && 'args' in part
