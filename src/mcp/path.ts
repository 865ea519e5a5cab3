/** Where the tools are found on a server. */
export const MCP_PATH = '/mcp'
