/** The part of dns-packet that tests use; the package has no types of its own. */
declare module 'dns-packet' {
  export interface Question {
    readonly type: string
    readonly name: string
  }
  export interface Answer extends Question {
    readonly ttl: number
    readonly data: unknown
  }
  export interface Packet {
    readonly type?: 'query' | 'response'
    readonly id?: number
    readonly flags?: number
    readonly questions?: readonly Question[]
    readonly answers?: readonly Answer[]
  }
  const packet: {
    readonly RECURSION_DESIRED: number
    readonly RECURSION_AVAILABLE: number
    readonly TRUNCATED_RESPONSE: number
    encode(packet: Packet): Buffer
    decode(bytes: Buffer): Packet
  }
  export default packet
}
