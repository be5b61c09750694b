using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using RulesRouter.Access;
using RulesRouter.Names;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Access;

/// <summary>
/// A credential → the caller, as the framework's authentication: an API key, a token of the issuer, or none where none is needed.
/// </summary>
internal sealed class CredentialHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> schemes,
    ILoggerFactory logs,
    UrlEncoder encoder,
    AccessOptions options,
    OpenCaller open,
    ApiKeyStore keys,
    TokenCallers tokens,
    IOptionsMonitor<JwtBearerOptions> bearer,
    AuditLog audit) : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, logs, encoder)
{
    /// <summary>The name of the scheme of this handler.</summary>
    public const string Name = "credential";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!options.NeedsCredential)
        {
            Context.Features.Set(open.Caller);
            return Task.FromResult(open.Result);
        }

        var credential = Credential.Of(Request.Headers);
        if (credential.Error is { } error)
        {
            return Task.FromResult(AuthenticateResult.Fail(error));
        }

        if (credential.Text is not { } text)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        return options.OidcIssuer is null || ApiKeyText.TryReadId(text, out _) ? Task.FromResult(ByKey(text)) : ByToken();
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failure = (await HandleAuthenticateOnceSafeAsync().ConfigureAwait(false)).Failure;
        if (failure is IssuerUnreachableException)
        {
            Context.Response.Headers.RetryAfter = "1";
            await AccessProblem.Send(Context, 503, "tokens cannot be checked", "the issuer of tokens cannot be reached; try again in a second")
                .ConfigureAwait(false);
            return;
        }

        var reason = failure?.Message
            ?? "the request has no credential; send an API key as `authorization: Bearer …` or `x-api-key: …`";
        audit.Denied(Context, 401, reason, Credential.Of(Request.Headers).Text is { } text ? keys.Ring.ClaimedId(text) : null);
        Response.Headers.WWWAuthenticate = "Bearer";
        await AccessProblem.Send(Context, 401, "not authenticated", reason).ConfigureAwait(false);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata.GetMetadata<NeededScope>()?.Scope;
        var caller = Context.Caller();
        var reason = scope is { } needed
            ? $"{caller.Name} does not have the scope `{EnumNames<AccessScope>.NameOf(needed)}`"
            : $"{caller.Name} may not make this call";
        audit.Denied(Context, 403, reason, caller.KeyId);
        return AccessProblem.Send(Context, 403, "not allowed", reason);
    }

    private AuthenticateResult ByKey(string text)
    {
        var (key, result) = keys.Ring.Find(text, TimeProvider.GetUtcNow());
        if (key is not null)
        {
            Context.Features.Set(key.Caller);
        }

        return result;
    }

    private async Task<AuthenticateResult> ByToken()
    {
        var result = await Context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme).ConfigureAwait(false);
        if (result.Principal is not { } principal)
        {
            return result.Failure switch
            {
                SecurityTokenExpiredException => AuthenticateResult.Fail("the token has expired"),
                _ when await IsIssuerUnreachable().ConfigureAwait(false) => AuthenticateResult.Fail(new IssuerUnreachableException()),
                _ => AuthenticateResult.Fail("the token is not one of the configured issuer for this service"),
            };
        }

        if (tokens.CallerOf(principal) is not { } caller)
        {
            return AuthenticateResult.Fail("the token has no subject");
        }

        Context.Features.Set(caller);
        return ApiKeyRing.Authenticated(caller.KeyId!);
    }

    /// <summary>Whether the issuer's keys cannot be read, so that no token can be checked. They are cached once they were read.</summary>
    private async Task<bool> IsIssuerUnreachable()
    {
        try
        {
            var issuer = bearer.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!;
            await issuer.GetConfigurationAsync(Context.RequestAborted).ConfigureAwait(false);
            return false;
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or HttpRequestException)
        {
            return true;
        }
    }

    private sealed class IssuerUnreachableException : Exception;
}
