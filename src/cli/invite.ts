/** `multimail invite EMAIL`: lets one person sign up where sign-up is by invitation. */

import { invite } from '../actions/invite.ts'
import { takeArguments } from './arguments.ts'
import { type Command, print } from './command.ts'
import { moment } from './table.ts'
import { withContext } from './with-context.ts'

export const inviteCommand: Command = {
  usage: 'EMAIL',
  help: `Prints a code, once. It is for this address only, works once, and is good for 14 days. Give it to them together with
the address of the page. Whoever signs up must still prove, by a second code, that the address is theirs.

It is needed where MULTIMAIL_SIGNUP=invite: docs/sign-up.md.

  multimail invite ada@example.com`,
  async run(invocation) {
    const { EMAIL: email } = takeArguments('invite', invocation, ['EMAIL'])
    return withContext(async (context, config) => {
      const { invitation, code } = await invite(context, email)
      const page = `${context.publicUrl}/sign-up`
      const lines = [
        `Invitation for ${invitation.email}, until ${moment(invitation.expires_at)}:`,
        '',
        `  ${code}`,
        '',
        `They sign up at ${page}, or by POST /v1/account with "invite_code".`,
        ...(config.signup === 'invite'
          ? []
          : [`Note: MULTIMAIL_SIGNUP is ${config.signup} here; invitations are asked for with \`invite\`.`]),
      ]
      const value = {
        email: invitation.email,
        invite_code: code,
        expires_at: new Date(invitation.expires_at).toISOString(),
        sign_up_url: page,
      }
      print(invocation, value, lines.join('\n'))
      return 0
    })
  },
}
