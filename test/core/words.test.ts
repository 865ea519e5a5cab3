/** Words of a text, as search knows them. */

import { expect, it } from 'vitest'
import { wordsOf } from '../../src/core/words.ts'

it.each([
  ['Café, ADA!', ['cafe', 'ada']],
  ['ada.lovelace@example.com', ['ada', 'lovelace', 'example', 'com']],
  ['100% good_or-not', ['100', 'good', 'or', 'not']],
  ['Straße 12b', ['straße', '12b']],
  ['你好 世界', ['你好', '世界']],
  ['', []],
  ['"*^:()', []],
])('of %j', (text, words) => expect(wordsOf(text)).toEqual(words))
