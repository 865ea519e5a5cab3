/**
 * The least a server can be, run as a process of its own: node:http that answers everything, on an open SQLite
 * file. Arguments: the file and the port.
 */

import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

const [file = '', port = '0'] = process.argv.slice(2)
const database = new DatabaseSync(file)
database.exec('PRAGMA journal_mode=WAL; CREATE TABLE IF NOT EXISTS bare (id integer PRIMARY KEY)')
const server = createServer((_request, response) => response.end('{"status":"ok"}'))
server.listen(Number(port), '127.0.0.1')
process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
  database.close()
})
