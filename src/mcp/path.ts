/** Where the tools are found on a server. */
export const MCP_PATH = '/mcp'

/** Where those are found that make an account, without a key. */
export const ONBOARDING_PATH = '/mcp/onboarding'
