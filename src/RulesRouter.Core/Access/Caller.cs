using System.Collections.Immutable;

namespace RulesRouter.Access;

/// <summary>
/// Who makes a request. The service sets it as a feature of every HTTP request: <c>context.Features.Get&lt;Caller&gt;()</c>.
/// </summary>
internal sealed record Caller
{
    private static readonly ImmutableSortedDictionary<string, string> NoAttributes =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>A caller without a credential, who may do nothing.</summary>
    public static Caller Anonymous { get; } = new();

    /// <summary>Id of the API key, or <c>oidc:</c> and the subject of a token; null for a caller without a credential.</summary>
    public string? KeyId { get; init; }

    /// <summary>The caller in a message.</summary>
    public string Name => KeyId is { } id ? $"key `{id}`" : "the caller";

    public ImmutableSortedSet<AccessScope> Scopes { get; init; } = [];

    /// <summary>Names of the policies that the caller may use; null: all.</summary>
    public ImmutableSortedSet<string>? Policies { get; init; }

    /// <summary>Attributes of the credential by name, as text: members of a set are separated by commas.</summary>
    public ImmutableSortedDictionary<string, string> Attributes { get; init; } = NoAttributes;

    /// <summary>Obligations that the caller's application fulfils in all its calls of the gateway.</summary>
    public ImmutableSortedSet<string> Obligations { get; init; } = [];

    public CallerLimits Limits { get; init; } = CallerLimits.None;

    public bool Has(AccessScope scope) => Scopes.Contains(scope);

    public bool MayUse(string policy) => Policies?.Contains(policy) ?? true;
}
