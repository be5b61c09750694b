using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RulesRouter.Service.Tests.Access;

/// <summary>An issuer of tokens on a free loopback port: discovery document, key set, and tokens signed with its own RSA key.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    public const string Audience = "rulesrouter";

    private readonly WebApplication app;
    private readonly RSA key = RSA.Create(2048);

    private TokenIssuer(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    public static async Task<TokenIssuer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var issuer = new TokenIssuer(app);
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = issuer.Url, jwks_uri = issuer.Url + "/keys" }));
        app.MapGet("/keys", () => Results.Json(new { keys = new[] { issuer.PublicKey() } }));
        await app.StartAsync();
        return issuer;
    }

    /// <summary>A token of this issuer for the service, valid for an hour around the tests' clock, with changes.</summary>
    public string Token(
        object claims,
        string algorithm = "RS256",
        RSA? signedBy = null,
        DateTimeOffset? expires = null,
        string? audience = Audience)
    {
        var all = JsonSerializer.SerializeToNode(claims)!.AsObject();
        all.TryAdd("iss", Url);
        all.TryAdd("sub", "ann");
        all.TryAdd("aud", audience);
        all.TryAdd("iat", RunningService.Now.AddMinutes(-5).ToUnixTimeSeconds());
        all.TryAdd("exp", (expires ?? RunningService.Now.AddHours(1)).ToUnixTimeSeconds());
        var head = Encoded(JsonSerializer.Serialize(new { alg = algorithm, typ = "JWT", kid = "k1" }));
        var content = $"{head}.{Encoded(all.ToJsonString())}";
        return $"{content}.{Encoded(Signature(content, algorithm, signedBy ?? key))}";
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        key.Dispose();
    }

    /// <summary>With HS256, the public key serves as the secret, which is the known attack on libraries that accept both.</summary>
    private byte[] Signature(string content, string algorithm, RSA signer) => algorithm switch
    {
        "none" => [],
        "HS256" => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.ExportSubjectPublicKeyInfoPem()), Encoding.UTF8.GetBytes(content)),
        _ => signer.SignData(Encoding.UTF8.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
    };

    private object PublicKey()
    {
        var open = key.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", kid = "k1", alg = "RS256", n = Encoded(open.Modulus!), e = Encoded(open.Exponent!) };
    }

    private static string Encoded(string text) => Encoded(Encoding.UTF8.GetBytes(text));

    private static string Encoded(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
