using System.Collections.Immutable;
using RulesRouter.Economics;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>The keys through which endpoints clash, as numbers: equal keys of one kind have one number.</summary>
internal sealed class EndpointClashes
{
    private readonly ImmutableArray<int[]> numbers;

    /// <param name="keys">By endpoint, a key per kind; empty where it has none.</param>
    public EndpointClashes(ImmutableArray<ImmutableArray<string>> keys)
    {
        var known = new Dictionary<(int, string), int>();
        numbers = [.. keys.Select(of => of.Select((key, kind) => key.Length == 0 ? ClashTable.None : NumberOf((kind, key))).ToArray())];
        MaxKinds = keys.IsEmpty ? 0 : keys.Max(of => of.Length);

        int NumberOf((int, string) key)
        {
            known.TryAdd(key, known.Count);
            return known[key];
        }
    }

    /// <summary>The most keys that an endpoint has.</summary>
    public int MaxKinds { get; }

    /// <summary>A number per kind, <see cref="ClashTable.None"/> where the endpoint has none.</summary>
    public ReadOnlySpan<int> Of(int index) => numbers[index];
}
