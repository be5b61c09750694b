using System.Net;
using System.Security.Cryptography;
using RulesRouter.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Tests.Access;

public sealed class TokenTests
{
    private static readonly string Policy = SmallPolicies.Policy.Replace("attributes:", """
        attributes:
            plan: { type: enum, values: [free, gold], source: key, default: free }
            groups: { type: set, source: key }
        """, StringComparison.Ordinal);

    [Fact]
    public async Task Claims_of_a_token_give_scopes_policies_and_attributes()
    {
        await using var issuer = await TokenIssuer.Start();
        await using var service = await Start(issuer, access => access with
        {
            OidcScopes = ["decide=roles:router-user", "read=https://example.com/roles:auditor"],
            OidcAttributes = ["plan=subscription", "groups=groups"],
            OidcPolicies = "policies",
        });
        string[] roles = ["other", "router-user"];
        string[] groups = ["a", "b"];
        var claims = new { roles, subscription = "gold", groups, policies = "small" };

        var answer = await service.Decide(issuer.Token(claims), """{ "policy": "small", "prompt": "x", "explain": true }""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var facts = answer.Json.GetProperty("trace").GetProperty("facts").EnumerateArray()
            .ToDictionary(fact => fact.GetProperty("name").GetString()!, fact => fact);
        Assert.Equal(("\"gold\"", "key"), (facts["plan"].GetProperty("value").GetString(), facts["plan"].GetProperty("from").GetString()));
        Assert.Equal("key", facts["groups"].GetProperty("from").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Get("/v1/policies", issuer.Token(claims))).Status);
        var noPolicies = await service.Decide(issuer.Token(new { roles = "router-user" }));
        Assert.Equal(
            (HttpStatusCode.Forbidden, "key `oidc:ann` may not use policy `small`"),
            (noPolicies.Status, noPolicies.Json.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task Scopes_are_words_of_the_claim_scope_by_default()
    {
        await using var issuer = await TokenIssuer.Start();
        await using var service = await Start(issuer);

        Assert.Equal(HttpStatusCode.OK, (await service.Decide(issuer.Token(new { scope = "openid decide" }))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Decide(issuer.Token(new { scope = "openid decider" }))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Decide(issuer.Token(new { }))).Status);
    }

    [Fact]
    public async Task Token_of_another_issuer_audience_key_algorithm_or_time_is_401()
    {
        await using var issuer = await TokenIssuer.Start();
        await using var service = await Start(issuer);
        using var stranger = RSA.Create(2048);
        var scope = new { scope = "decide" };
        const string Foreign = "the token is not one of the configured issuer for this service";
        (string Token, string Reason)[] rejected =
        [
            (issuer.Token(scope, signedBy: stranger), Foreign),
            (issuer.Token(scope, algorithm: "none"), Foreign),
            (issuer.Token(scope, algorithm: "HS256"), Foreign),
            (issuer.Token(scope, audience: "another"), Foreign),
            (issuer.Token(scope, audience: null), Foreign),
            (issuer.Token(new { scope = "decide", iss = "https://evil.example" }), Foreign),
            (issuer.Token(new { scope = "decide", nbf = RunningService.Now.AddMinutes(10).ToUnixTimeSeconds() }), Foreign),
            (issuer.Token(scope, expires: RunningService.Now.AddMinutes(-1)), "the token has expired"),
            (issuer.Token(new { scope = "decide", sub = "" }), "the token has no subject"),
            ("a.b.c", Foreign),
            ("nonsense", Foreign),
            (issuer.Token(scope)[..^8], Foreign),
        ];

        foreach (var (token, reason) in rejected)
        {
            var answer = await service.Decide(token);
            Assert.Equal((HttpStatusCode.Unauthorized, reason), (answer.Status, answer.Json.GetProperty("detail").GetString()));
        }
    }

    [Fact]
    public async Task Keys_and_tokens_serve_side_by_side()
    {
        await using var issuer = await TokenIssuer.Start();
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide);
        await using var service = await KeyedService.Start([entry], Policy, access => OfIssuer(access, issuer));

        Assert.Equal(HttpStatusCode.OK, (await service.Decide(key)).Status);
        Assert.Equal(HttpStatusCode.OK, (await service.Decide(issuer.Token(new { scope = "decide" }))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.Decide(key[..^1])).Status);
    }

    [Fact]
    public async Task Unreachable_issuer_is_503_and_keys_still_serve()
    {
        var issuer = await TokenIssuer.Start();
        var token = issuer.Token(new { scope = "decide" });
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide);
        await using var service = await KeyedService.Start([entry], Policy, access => OfIssuer(access, issuer));
        await issuer.DisposeAsync();

        var answer = await service.Decide(token);

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "the issuer of tokens cannot be reached; try again in a second"),
            (answer.Status, answer.Json.GetProperty("detail").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await service.Decide(key)).Status);
    }

    private static Task<KeyedService> Start(TokenIssuer issuer, Func<AccessOptions, AccessOptions>? change = null)
    {
        var (_, entry) = KeyedService.Key("unused", AccessScope.Decide);
        return KeyedService.Start([entry], Policy, access =>
        {
            var withIssuer = OfIssuer(access, issuer) with { KeysPath = null };
            return change?.Invoke(withIssuer) ?? withIssuer;
        });
    }

    private static AccessOptions OfIssuer(AccessOptions access, TokenIssuer issuer) =>
        access with { OidcIssuer = issuer.Url, OidcAudience = TokenIssuer.Audience };
}
