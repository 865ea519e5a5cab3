/**
 * Domains made to be taken for another one: letters of other scripts that look alike (UTS #39), `rn` for `m`, a
 * digit for a letter, a hyphen more, one letter changed, another TLD, or the whole name put before a stranger's.
 */

/** A domain in both its forms (RFC 5890): A-labels, and as it is shown to people. Both in lower case. */
export interface DomainName {
  readonly ascii: string
  readonly unicode: string
}

/** A domain that is known, and why. */
export interface DomainReference extends DomainName {
  readonly why: 'own' | 'written' | 'allowlist' | 'contact'
}

/** Finds the known domain that a domain resembles without being it or one below it; null when there is none. */
export type LookAlikeFinder = (candidate: DomainName) => DomainReference | null

/** So many known domains are compared with. */
const MOST_REFERENCES = 1_000
/** One letter changed makes another word of a shorter name. */
const LONG_NAME = 5
/** Names this short are alike by accident. */
const SHORT_NAME = 3

/** Labels under which countries register names (`example.co.uk`), where the list of public suffixes is not at hand. */
const SECOND_LEVEL = new Set(
  'ac co com edu go gob gouv gov id ltd me mil ne net nom or org plc sch school web'.split(' '),
)

/** Providers that are known under many TLDs, or whose real names are alike. */
const PROVIDERS =
  /^(?:gmail\.com|googlemail\.com|ymail\.com|mail\.com|email\.com|(?:yahoo|hotmail|outlook|live|gmx)\.[a-z.]+)$/

/** Letters that look like Latin ones, by the Latin one. */
const LOOKS_LIKE: ReadonlyMap<string, string> = new Map(
  [
    'aаαɑ',
    'bьъβƅ',
    'cсϲᴄ',
    'dԁɗ',
    'eеєεҽ',
    'fſƒ',
    'gɡցԍ',
    'hһհн',
    'iіιıɩӏ',
    'jјϳ',
    'kкκ',
    'lⅼ1ǀ|',
    'mмⅿ',
    'nпηռո',
    'oоοσօ0',
    'pрρ',
    'qԛգ',
    'rгɾᴦ',
    'sѕꜱ',
    'tтτ',
    'uυսʋц',
    'vνѵᴠ',
    'wшωԝѡա',
    'xхχ',
    'yуүγყ',
    'zᴢʐ',
  ].flatMap(([latin = '', ...others]) => others.map((other) => [other, latin] as const)),
)

/** The name that was registered (`example` of `www.example.co.uk`), and the domain it makes with what is above it. */
interface Site {
  readonly name: string
  readonly domain: string
}

function siteOf({ ascii, unicode }: DomainName): Site {
  const labels = ascii.split('.')
  const isSecondLevel = labels.at(-1)?.length === 2 && SECOND_LEVEL.has(labels.at(-2) ?? '')
  const depth = Math.min(labels.length, isSecondLevel ? 3 : 2)
  return { name: unicode.split('.').at(-depth) ?? unicode, domain: labels.slice(-depth).join('.') }
}

/** What is left of a name when all that the eye passes over is taken from it. */
export function skeletonOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const latin = Array.from(plain, (letter) => LOOKS_LIKE.get(letter) ?? letter).join('')
  return latin.replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('-', '')
}

interface Known extends Site {
  readonly skeleton: string
  readonly reference: DomainReference
}

/**
 * Prepares the known domains for comparison. A domain of a contact can be resembled but vouches for nothing: the
 * address book is open to the agent.
 */
export function lookAlikeFinder(references: readonly DomainReference[]): LookAlikeFinder {
  const sites = new Map<string, Known>()
  const vouched = new Set<string>()
  for (const reference of references.slice(0, MOST_REFERENCES)) {
    const site = siteOf(reference)
    if (reference.why !== 'contact') vouched.add(site.domain)
    if (!sites.has(site.domain)) {
      sites.set(site.domain, { ...site, skeleton: skeletonOf(site.name), reference })
    }
  }
  const known = [...sites.values()]
  return (candidate) => {
    const site = siteOf(candidate)
    if (!isName(candidate.ascii) || vouched.has(site.domain) || PROVIDERS.test(site.domain)) return null
    const skeleton = skeletonOf(site.name)
    const found = known.find(
      (one) => one.domain !== site.domain && resembles(candidate.ascii, { ...site, skeleton }, one),
    )
    return found?.reference ?? null
  }
}

/** Not an IP address, and of more than one label. */
function isName(ascii: string): boolean {
  return ascii.includes('.') && !/^[\d.]+$|^\[/.test(ascii)
}

function resembles(ascii: string, site: Site & { readonly skeleton: string }, known: Known): boolean {
  if (known.skeleton.length >= SHORT_NAME && site.skeleton === known.skeleton) return true
  if (known.skeleton.length >= LONG_NAME && isOneEdit(site.skeleton, known.skeleton)) return true
  return isPutBefore(ascii, known.domain)
}

/** `example.com.evil.net` and `example-com.evil.net` for `example.com`. */
function isPutBefore(ascii: string, domain: string): boolean {
  if (!domain.includes('.') || ascii.length <= domain.length) return false
  return [domain, domain.replaceAll('.', '-')].some((part) => {
    const at = ascii.indexOf(part)
    const isWhole = at === 0 || /[.-]/.test(ascii.charAt(at - 1))
    return at >= 0 && isWhole && /[.-]/.test(ascii.charAt(at + part.length))
  })
}

/** Whether one letter added, taken away, changed, or two swapped make one text of the other. */
export function isOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  const shortest = Math.min(a.length, b.length) - start
  while (end < shortest && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}
