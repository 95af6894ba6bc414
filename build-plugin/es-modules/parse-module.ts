import type { Node } from 'estree-walker'
import { parseAst } from 'rollup/parseAst'
import { FederationError } from '../../core/index.js'

export type NodeOf<T extends Node['type']> = Extract<Node, { type: T }>

export type Program = NodeOf<'Program'>

/** A node and where it is in the text. */
export type Placed<T extends Node = Node> = T & { readonly start: number; readonly end: number }

/** The text of an ES module, and its path in its format's folder. */
export interface ModuleText {
  readonly path: string
  readonly code: string
}

/** Parses what a bundler wrote. FED-511 where that is no module. */
export function parseModule({ path, code }: ModuleText): Program {
  try {
    // With an export of nothing, since rollup takes `await` for a name where nothing is imported or exported.
    const program = parseAst(`${code}\nexport {}`) as unknown as Program
    program.body.pop()
    return program
  } catch (error) {
    const { message, pos = 0 } = error as Error & { readonly pos?: number }
    const line = code.slice(0, pos).split('\n').length
    const near = /.{0,40}$/.exec(code.slice(0, pos))![0] + /^.{0,20}/.exec(code.slice(pos))![0]
    throw new FederationError(
      'FED-511',
      `${path}, line ${line}, at ${JSON.stringify(near)}: ${message}. Have it compiled to syntax that browsers know, or take out the plugin that broke it after the bundler.`,
      {},
      error,
    )
  }
}
