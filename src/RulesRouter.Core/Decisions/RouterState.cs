using System.Collections.Immutable;
using RulesRouter.Economics;
using RulesRouter.Formats;

namespace RulesRouter.Decisions;

/// <summary>The state that a decision depends on, besides request, time and revision.</summary>
/// <param name="Down">Endpoint ids, provider ids and failure domains that are down.</param>
public sealed record RouterState(ImmutableSortedSet<string> Down)
{
    private string? digest;

    // A copy changes something, so it computes its digest again.
    private RouterState(RouterState other)
    {
        Down = other.Down;
        Callable = other.Callable;
        Learned = other.Learned;
    }

    /// <summary>Ids of the providers for which the gateway that makes the call has a credential; null: the caller makes it.</summary>
    public ImmutableSortedSet<string>? Callable { get; init; }

    /// <summary>Beliefs learned from outcomes; null if none.</summary>
    internal LearnedState? Learned { get; init; }

    public static RouterState Healthy { get; } = new(ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    public string Digest => digest ??= DigestOf();

    public bool Equals(RouterState? other) => other is not null && Digest == other.Digest;

    public override int GetHashCode() => Digest.GetHashCode(StringComparison.Ordinal);

    private string DigestOf()
    {
        var learned = Learned is { Epoch: > 0 } ? "\nlearned\n" + Learned.Digest : "";
        var callable = Callable is { } providers ? "\ncallable\n" + string.Join('\n', providers) : "";
        return Sha256.ShortDigest("down\n" + string.Join('\n', Down) + callable + learned);
    }
}
