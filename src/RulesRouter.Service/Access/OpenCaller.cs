using System.Collections.Immutable;
using Microsoft.AspNetCore.Authentication;
using RulesRouter.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Access;

/// <summary>
/// The caller of every request where no credential is needed. On a loopback address it may do everything; with <c>--insecure</c> everything
/// but administer, since anyone who reaches the service is this caller.
/// </summary>
internal sealed class OpenCaller
{
    public OpenCaller(ServiceOptions options) => Caller = new Caller
    {
        Scopes = options.Access.Insecure
            ? [.. Enum.GetValues<AccessScope>().Where(scope => scope != AccessScope.Administer)]
            : [.. Enum.GetValues<AccessScope>()],
        Attributes = options.KeyAttributes
            .Select(pair => (Pair: pair, Cut: pair.IndexOf('=', StringComparison.Ordinal)))
            .ToImmutableSortedDictionary(one => one.Pair[..one.Cut], one => one.Pair[(one.Cut + 1)..], StringComparer.Ordinal),
    };

    public Caller Caller { get; }

    public AuthenticateResult Result { get; } = ApiKeyRing.Authenticated("");
}
