using System.Collections.Immutable;
using System.Security.Claims;
using RulesRouter.Access;
using RulesRouter.Names;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Access;

/// <summary>The claims of a checked token → the caller.</summary>
internal sealed class TokenCallers(AccessOptions options)
{
    private const string DefaultScopeClaim = "scope";

    private readonly ImmutableArray<(AccessScope Scope, string Claim, string Value)> scopes = options.OidcScopes.IsEmpty
        ? [.. Enum.GetValues<AccessScope>().Select(scope => (scope, DefaultScopeClaim, EnumNames<AccessScope>.NameOf(scope)))]
        : [.. options.OidcScopes.Select(text => TryReadScope(text, out var scope) ? scope : throw new FormatException(text))];

    private readonly ImmutableArray<(string Attribute, string Claim)> attributes =
        [.. options.OidcAttributes.Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], pair[1]))];

    /// <summary>Null if the token has no subject.</summary>
    public Caller? CallerOf(ClaimsPrincipal token)
    {
        if (token.FindFirst("sub")?.Value is not { Length: > 0 } subject)
        {
            return null;
        }

        return new Caller
        {
            KeyId = $"oidc:{subject}",
            Scopes = [.. scopes.Where(one => Values(token, one.Claim).Contains(one.Value)).Select(one => one.Scope)],
            Policies = options.OidcPolicies is { } claim ? [.. Values(token, claim)] : null,
            Attributes = attributes
                .Select(one => (one.Attribute, Value: string.Join(',', token.FindAll(one.Claim).Select(claim => claim.Value))))
                .Where(one => one.Value.Length > 0)
                .ToImmutableSortedDictionary(one => one.Attribute, one => one.Value, StringComparer.Ordinal),
        };
    }

    /// <summary>The scope, claim and value of <c>scope=claim:value</c>; false if the text has another form or names no scope.</summary>
    public static bool TryReadScope(string text, out (AccessScope Scope, string Claim, string Value) read)
    {
        var cut = text.IndexOf('=', StringComparison.Ordinal);
        var colon = text.LastIndexOf(':');
        read = default;
        if (cut < 1 || colon <= cut + 1 || colon == text.Length - 1 || !EnumNames<AccessScope>.TryParse(text[..cut], out var scope))
        {
            return false;
        }

        read = (scope, text[(cut + 1)..colon], text[(colon + 1)..]);
        return true;
    }

    /// <summary>Values of a claim, which may be a list or one string of words.</summary>
    private static IEnumerable<string> Values(ClaimsPrincipal token, string claim) =>
        token.FindAll(claim).SelectMany(one => one.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
