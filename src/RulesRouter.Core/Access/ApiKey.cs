namespace RulesRouter.Access;

/// <summary>An API key as a file of keys holds it: not the key, but its hash.</summary>
/// <param name="Caller">Who calls with it; <see cref="Caller.KeyId"/> is the key's id.</param>
/// <param name="Hash"><c>sha256:</c> and the hash of the whole key in lower case hexadecimal digits.</param>
internal sealed record ApiKey(Caller Caller, string Hash)
{
    public const string HashPrefix = "sha256:";

    public string Id => Caller.KeyId!;

    public DateTimeOffset? Created { get; init; }

    /// <summary>Rejected from then on; null: never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>When it was revoked; null: it was not.</summary>
    public DateTimeOffset? Revoked { get; init; }
}
