using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace RulesRouter.Decisions;

/// <summary>What a decision depends on beside request, clock and revision.</summary>
/// <param name="Down">Endpoint ids, provider ids and failure domains that do not answer now.</param>
public sealed record RouterState(ImmutableSortedSet<string> Down)
{
    public static RouterState Healthy { get; } = new(ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    public string Digest { get; } =
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("down\n" + string.Join('\n', Down))))[..16];
}
