// A certified OpenID Connect provider with a tiny page of its own for signing in.
// node oidc_provider.mjs '{"callback": "http://…", "accounts": {"nora": {"email": …}}, "port": 0}'
// With "vanish" it ends as soon as it has sent somebody back.
// Says "ready <port>" when it listens. The client is "eccp" with the secret "a secret for tests".
import http from 'node:http';
import Provider from 'oidc-provider';

const { callback, accounts, port, vanish } = JSON.parse(process.argv[2]);

const page = (uid) => `<!doctype html><html lang="en"><title>Other site</title><main><h1>The other site</h1>
<form method="post" action="/interaction/${uid}"><label>Who are you? <input name="who" autofocus></label>
<button>Sign in there</button></form><p><a href="/interaction/${uid}/abort">Stop</a></p></main></html>`;

const server = http.createServer();
server.listen(port, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'eccp',
      client_secret: 'a secret for tests',
      redirect_uris: [callback],
      token_endpoint_auth_method: 'client_secret_basic',
    }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'given_name', 'family_name'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    cookies: { keys: ['for tests'] },
    findAccount: (_ctx, id) => accounts[id] && ({ accountId: id, claims: () => ({ sub: id, ...accounts[id] }) }),
    // Whoever signs in has agreed: the page that asks is not what is tried here.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId,
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', async (request, response) => {
    response.on('finish', () => {
      if (vanish && response.getHeader('location')?.startsWith(callback)) process.exit(0);
    });
    const asked = request.url.match(/^\/interaction\/([^/]+)(\/abort)?$/);
    if (!asked) return answer(request, response);
    if (asked[2]) {
      return provider.interactionFinished(request, response, { error: 'access_denied' });
    }
    if (request.method === 'GET') {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      return response.end(page(asked[1]));
    }
    let body = '';
    for await (const part of request) body += part;
    const who = new URLSearchParams(body).get('who');
    return provider.interactionFinished(request, response, { login: { accountId: who } });
  });
  console.log(`ready ${server.address().port}`);
});
