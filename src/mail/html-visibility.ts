/** Which elements of a mail's HTML a person does not see: hidden text, preheaders, tracking pixels. */

/** At most so much of a style attribute is looked at. */
const LONGEST_STYLE = 2_000

const HIDING = [
  /display\s*:\s*none/,
  /visibility\s*:\s*(?:hidden|collapse)/,
  /mso-hide\s*:\s*all/,
  /(?:^|;)\s*opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!)/,
  /(?:^|;)\s*max-height\s*:\s*0(?:px)?\s*(?:;|$|!)/,
  /(?:^|;)\s*text-indent\s*:\s*-\d{3,}/,
]

const CLIPS = /(?:^|;)\s*overflow\s*:\s*hidden/
const EMPTY_BOX = /(?:^|;)\s*(?:width|height)\s*:\s*0(?:px)?\s*(?:;|$|!)/
const TINY = /^(?:0(?:\.\d+)?|1(?=px|pt))(?:px|pt|em|rem|%)?(?:\/|\s*(?:$|!))/

type Attributes = Readonly<Record<string, string>>

/** Whether an element and everything in it is hidden. */
export function isHidden(attributes: Attributes): boolean {
  if ('hidden' in attributes) return true
  const style = attributes.style
  if (style === undefined) return false
  const text = style.slice(0, LONGEST_STYLE).toLowerCase()
  return HIDING.some((pattern) => pattern.test(text)) || (CLIPS.test(text) && EMPTY_BOX.test(text))
}

/**
 * Whether an element makes its letters big enough to be seen, or too small; null when it leaves them as they are
 * outside. Newsletters set the size to nothing around columns, and back inside of them.
 */
export function showsText(attributes: Attributes): boolean | null {
  const style = attributes.style
  if (style === undefined) return null
  const text = style.slice(0, LONGEST_STYLE).toLowerCase()
  const size = /(?:^|;)\s*font(?:-size)?\s*:\s*([^;]{1,100})/.exec(text)?.[1]
  return size === undefined ? null : !TINY.test(size)
}

/** Whether an image is there to be counted, not seen: at most 2 pixels in one direction. */
export function isPixel(attributes: Attributes): boolean {
  const style = (attributes.style ?? '').slice(0, LONGEST_STYLE).toLowerCase()
  const sizes = [
    attributes.width,
    attributes.height,
    /(?:^|;)\s*width\s*:\s*(\d+)px/.exec(style)?.[1],
    /(?:^|;)\s*height\s*:\s*(\d+)px/.exec(style)?.[1],
  ]
  return sizes.some((size) => size !== undefined && /^\s*[0-2](?:px)?\s*$/.test(size))
}
