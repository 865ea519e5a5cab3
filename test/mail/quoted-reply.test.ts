/** The newest text of an answer, without history and signature. */

import { describe, expect, it } from 'vitest'
import { stripQuotedReply } from '../../src/mail/quoted-reply.ts'

describe('the newest text of an answer', () => {
  const samples: [string, string, string][] = [
    ['Gmail', 'Yes!\n\nOn Mon, Mar 2, 2026 at 9:00 AM Ada <ada@example.com> wrote:\n\n> Shall we?\n', 'Yes!'],
    [
      'Gmail, broken line',
      'Yes!\n\nOn Mon, Mar 2, 2026 at 9:00 AM Ada Lovelace\n<ada@example.com> wrote:\n> Shall we?',
      'Yes!',
    ],
    [
      'Outlook',
      'Fine.\n\n**From:** Ada <ada@example.com>\n**Sent:** Monday\n**To:** Bob\n**Subject:** Plan\n\nShall we?',
      'Fine.',
    ],
    [
      'Outlook with a line',
      'Fine.\n\n-----Original Message-----\nFrom: Ada\nSent: Monday\nTo: Bob\n\nShall we?',
      'Fine.',
    ],
    [
      'German',
      'Ja.\n\nAm Mo., 2. März 2026 um 09:00 Uhr schrieb Ada <ada@example.com>:\n> Wollen wir?',
      'Ja.',
    ],
    ['French', 'Oui.\n\nLe lun. 2 mars 2026 à 09:00, Ada <ada@example.com> a écrit :\n> On y va ?', 'Oui.'],
    [
      'Outlook from HTML, below a rule',
      'Fine.\n\n---\n\n**From:** Ada \\<ada@example.com>\n**Sent:** Monday, 2 March 2026 09:00\n**To:** Bob\n**Subject:** Plan\n\nShall we?',
      'Fine.',
    ],
    [
      'Outlook in German',
      'Gut.\n\n_____________________________\nVon: Ada\nGesendet: Montag\nAn: Bob\nBetreff: Plan\n\nAlso?',
      'Gut.',
    ],
    [
      'Outlook for Mac, history without marks',
      'Fine.\n\nOn 3/2/26, 9:00 AM, "Ada" \\<ada@example.com> wrote:\n\nShall we?\n\nAda',
      'Fine.',
    ],
    ['escaped divider', 'Fine.\n\n\\-----Original Message-----\nFrom: Ada', 'Fine.'],
    [
      'Spanish',
      'Sí.\n\nEl lun, 2 mar 2026 a las 9:00, Ada (<ada@example.com>) escribió:\n\n> ¿Vamos?',
      'Sí.',
    ],
    ['Chinese', '好。\n\nAda <ada@example.com> 于2026年3月2日周一 09:00写道：\n\n> 走吗？', '好。'],
    [
      'a language with no rule',
      'Igen.\n\nAda <ada@example.com> ezt írta (2026. márc. 2., 9:00):\n\n> Menjünk?',
      'Igen.',
    ],
    ['without address or time', 'Fine.\n\nOn Monday, Ada wrote:\n\n> Shall we?', 'Fine.'],
    ['right under the answer', 'Yes!\nOn 2 Mar 2026 Ada <a@b.org> wrote:\n> Shall\nwe?\n> Now?', 'Yes!'],
    [
      'a list footer below the quote',
      'Yes!\n\nOn 2 Mar 2026 Ada <a@b.org> wrote:\n> Shall we?\n\n_______________\nlist@example.org',
      'Yes!',
    ],
    [
      'an answer below the quote stays',
      'On 2 Mar 2026 Ada <a@b.org> wrote:\n> Shall we?\n\nYes!',
      'On 2 Mar 2026 Ada <a@b.org> wrote:\n> Shall we?\n\nYes!',
    ],
    [
      'answers between quotes below a greeting stay',
      'Hi,\n\nOn 2 Mar 2026 Ada <a@b.org> wrote:\n> Shall we?\n\nYes.\n\n> When?\n\nNow.',
      'Hi,\n\nOn 2 Mar 2026 Ada <a@b.org> wrote:\n> Shall we?\n\nYes.\n\n> When?\n\nNow.',
    ],
    [
      'a person writing a sentence with a colon',
      'On Monday you wrote:\n\nno news.',
      'On Monday you wrote:\n\nno news.',
    ],
    ['a form', 'To: a\nDate: b\nSubject: c', 'To: a\nDate: b\nSubject: c'],
    ['a signature', 'Ok.\n\n-- \nBob\nDirector', 'Ok.'],
    ['a telephone', 'Ok.\n\nSent from my iPhone', 'Ok.'],
    ['a quote at the end', 'Ok.\n\n> old\n> older', 'Ok.'],
    [
      'answers between quotes stay',
      '> Shall we?\n\nYes.\n\n> When?\n\nNow.',
      '> Shall we?\n\nYes.\n\n> When?\n\nNow.',
    ],
    ['nothing but a quote stays', '> old', '> old'],
    [
      'a person writing "On Monday I wrote:"',
      'On Monday I met Bob.\nFrom there we went home.',
      'On Monday I met Bob.\nFrom there we went home.',
    ],
  ]
  it.each(samples)('%s', (_name, text, expected) => expect(stripQuotedReply(text)).toBe(expected))

  it('is found in hostile text too', () => {
    for (const hostile of [
      'On '.repeat(100_000),
      'On x\n'.repeat(50_000),
      '>'.repeat(200_000),
      ' '.repeat(200_000),
      'From: \n'.repeat(50_000),
      `--${' '.repeat(200_000)}x`,
      `--${' '.repeat(900)}x\n`.repeat(1_000),
      'Am x schrieb '.repeat(20_000),
      'On 1 Mar 2026 a@b wrote:\n> x\n'.repeat(20_000),
      'on a@b 2020 :\n\n\n\n\n\n'.repeat(20_000),
    ]) {
      expect(typeof stripQuotedReply(hostile)).toBe('string')
    }
  })
})
