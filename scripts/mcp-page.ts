/** The page of all tools, made from the tools themselves. */

import type { Context } from '../src/context.ts'
import { createApp } from '../src/http/app.ts'
import { createCatalog } from '../src/mcp/catalog.ts'
import type { JsonSchema } from '../src/mcp/tool.ts'
import { GROUPS } from '../src/mcp/tools/all.ts'
import { ONBOARDING_TOOLS } from '../src/mcp/tools/onboarding.ts'
import { code, note, table } from './markdown.ts'

/** `docs/mcp-tools.md`; `context` is not touched. */
export function mcpPage(context: Context): string {
  const groups = [...GROUPS, { title: 'Onboarding', tools: ONBOARDING_TOOLS }]
  const all = groups.flatMap(({ tools: group }) => group)
  const { tools } = createCatalog(createApp(context, new AbortController().signal), all)
  const sections = groups.map(({ title, tools: group }) => {
    const parts = group.map(({ name, description, effects }) => {
      const fitted = tools.get(name)
      const scopes = fitted?.endpoint.scopes?.map(code).join(' or ') ?? 'none'
      const input = fitted?.listed.inputSchema ?? {}
      return `### ${name}

${description}

Scope: ${scopes}. ${effectOf(effects)} By REST: ${code(`${fitted?.endpoint.method.toUpperCase()} ${fitted?.endpoint.path}`)}.

${argumentsOf(input)}`
    })
    return `## ${title}\n\n${parts.join('\n\n')}`
  })
  return `${note('src/mcp/tools/')}
# Tools

Every tool of [\`/mcp\`](mcp.md), in the order in which clients list them. A client sees those that the scopes of its key
open. Those of \`/mcp/onboarding\` stand at the end; they need no key.

${sections.join('\n\n')}
`
}

function effectOf(effects: { readonly readOnlyHint: boolean; readonly destructiveHint: boolean }): string {
  if (effects.readOnlyHint) return 'Changes nothing.'
  return effects.destructiveHint ? 'Changes or ends something.' : 'Adds or marks something.'
}

function argumentsOf(input: JsonSchema): string {
  const properties = Object.entries((input.properties ?? {}) as Record<string, JsonSchema>)
  if (properties.length === 0) return 'No arguments.'
  const required = (input.required ?? []) as string[]
  const rows = properties.map(([name, schema]) => [
    code(name),
    typeOf(schema),
    required.includes(name) ? 'yes' : '',
    String(schema.description ?? ''),
  ])
  return table(['Argument', 'Type', 'Needed', 'What it is'], rows)
}

function typeOf({ type, anyOf }: JsonSchema): string {
  if (Array.isArray(anyOf)) return (anyOf as JsonSchema[]).map(typeOf).join(' or ')
  return String(type ?? 'any')
}
