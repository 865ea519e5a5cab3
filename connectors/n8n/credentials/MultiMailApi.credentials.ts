/** The address of a MultiMail server and a key for it. */

import type {
  IAuthenticateGeneric,
  ICredentialTestRequest,
  ICredentialType,
  Icon,
  INodeProperties,
} from 'n8n-workflow'

export class MultiMailApi implements ICredentialType {
  name = 'multiMailApi'

  displayName = 'MultiMail API'

  icon: Icon = { light: 'file:../icons/multimail.svg', dark: 'file:../icons/multimail.dark.svg' }

  documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-multimail#keys'

  properties: INodeProperties[] = [
    {
      displayName: 'Server URL',
      name: 'baseUrl',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'https://mail.company.example',
      description: 'Where your MultiMail is: the address of its API, without /v1 at its end',
    },
    {
      displayName: 'API Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      placeholder: 'mm_test_…',
      description:
        'Begins with mm_live_ or mm_test_. With a test key the same workflow runs and nothing leaves the server. No key may both send and approve: make one credential for each.',
    },
  ]

  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey}}' } },
  }

  test: ICredentialTestRequest = {
    request: {
      baseURL: '={{$credentials.baseUrl.replace(/\\/+$/, "")}}',
      url: '/v1/account',
      method: 'GET',
    },
  }
}
